"""Writes the trained encoder as the file that the package ships: ONNX, weights in 8 bits.

    python -m kg.training.export WEIGHTS.safetensors [WEIGHTS.safetensors …] --output FOLDER

Of several encoders the mean of their weights is written.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import MethodType

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.extraction.word_numbers import WORD_NUMBERS
from kg.training.encoder import HEADS, WIDTH, Encoder, Layer, mean_of, pretrained


def _attention(layer: Layer, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """`Layer.forward` with attention as one operator of onnxruntime, for one paper without padding."""
    assert mask is None
    q, k, v = layer.query(x), layer.key(x), layer.value(x)
    seen = torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention", (q, k, v), {"num_heads": HEADS}, dtype=x.dtype,
        shape=(*x.shape[:2], WIDTH), version=1,
    )  # fmt: skip
    return layer.after(x, seen)


def write_onnx(encoder: Encoder, path: Path) -> None:
    """Write the encoder in 32-bit numbers for one window a call: `ids` (1, pieces), `numbers` → `scores`."""
    for layer in encoder.layers:
        layer.forward = MethodType(_attention, layer)  # type: ignore[method-assign]
    ids, numbers = torch.randint(5, 900, (1, 17)), torch.rand(1, 17, WORD_NUMBERS)
    length = torch.export.Dim("pieces", min=3, max=512)
    torch.onnx.export(
        encoder.eval(),
        (ids, numbers),
        path,
        input_names=["ids", "numbers"],
        output_names=["scores"],
        dynamic_shapes={"ids": {1: length}, "numbers": {1: length}},
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def write_shipped(weights: Sequence[Path], folder: Path) -> Path:
    """Write `encoder.onnx` and `pieces.json` into the folder; the path of the first.

    Weights have one scale a column and seven bits of range, so that processors with and without 8-bit dot products
    compute the same sums.
    """
    encoder = Encoder()
    encoder.load_state_dict(mean_of(weights))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as name:
        full = Path(name) / "full.onnx"
        write_onnx(encoder, full)
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copy(pretrained() / "tokenizer.json", folder / "pieces.json")
    return target


def main() -> None:
    """Write the shipped files."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    path = write_shipped(given.weights, given.output)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
