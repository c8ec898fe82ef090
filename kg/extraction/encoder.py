"""The encoder: a small BERT, in 8 bits, that gives each word of a text a probability for each tag.

Reference
    Wang et al. 2020, MiniLM, https://arxiv.org/abs/2002.10957; Devlin et al. 2019, BERT, doi:10.18653/v1/N19-1423
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.extraction.pieces import Window, windows
from kg.extraction.reading import Reading
from kg.extraction.tables import word_uses
from kg.extraction.tags import TAGS, Floats
from kg.extraction.word_numbers import WORD_NUMBERS, word_numbers

__all__ = ["Encode", "encoder_in", "joined", "piece_numbers", "shipped_encoder"]

Encode = Callable[[Reading], Floats]
"""A reading → the logarithms of each word's tag probabilities, shape (words, tags)."""


def piece_numbers(window: Window, numbers: Floats) -> Floats:
    """The numbers of each piece's word, shape (pieces, WORD_NUMBERS); those of the end marks are 0."""
    rows = np.zeros((len(window.ids), WORD_NUMBERS), dtype=np.float32)
    inside = window.word >= 0
    rows[inside] = numbers[window.start + window.word[inside]]
    return rows


def joined(pieces: list[tuple[Window, Floats]]) -> Floats:
    """The scores at each word's first piece, as log probabilities; of two windows the one counts that has begun before.

    In the half of an overlap that is nearer to the later window's middle, the later one counts.
    """
    last, _ = pieces[-1]
    table = np.empty((last.start + len(last.first), len(TAGS)), dtype=np.float32)
    done = 0
    for window, scores in pieces:
        skip = (done - window.start) // 2 if done else 0
        table[window.start + skip : window.start + len(window.first)] = scores[window.first[skip:]]
        done = window.start + len(window.first)
    table -= table.max(axis=1, keepdims=True)
    table -= np.log(np.exp(table).sum(axis=1, keepdims=True))
    return table


@cache
def shipped_encoder() -> Encode:
    """The encoder that the package ships, read once a process."""
    return encoder_in(files("kg.extraction") / "data")


def encoder_in(folder: Traversable) -> Encode:
    """The encoder of a folder that holds `encoder.onnx` and `pieces.json`; one window a call, on one thread.

    A result in 8 bits depends on what else is in the call, hence one window; equal numbers are promised on one kind of
    processor.
    """
    tokenizer = Tokenizer.from_buffer((folder / "pieces.json").read_bytes())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        (folder / "encoder.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # onnxruntime's fused kernel takes a fifth longer for the whole
    )

    def encode(reading: Reading) -> Floats:
        numbers = word_numbers(reading, word_uses())
        pieces = []
        for window in windows(tokenizer, reading.tokens):
            given = {"ids": window.ids[None], "numbers": piece_numbers(window, numbers)[None]}
            pieces.append((window, np.asarray(session.run(["scores"], given)[0][0], dtype=np.float32)))
        return joined(pieces)

    return encode
