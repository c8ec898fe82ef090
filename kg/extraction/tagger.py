"""A linear-chain conditional random field that marks names with their role, word by word.

Reference
    Lafferty, McCallum & Pereira 2001, Conditional random fields, https://dl.acm.org/doi/10.5555/645530.655813
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from kg.extraction.tables import ROLES

__all__ = ["TAGS", "Chain", "decode", "marginals", "shipped_chain"]

Floats = npt.NDArray[np.float32]

TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
"""O, then for each role the tags of a name's first word and of its other words."""


@dataclass(frozen=True)
class Chain:
    """A trained chain: a row of weights (one a tag) for each trait, and one for each pair of neighbouring tags."""

    traits: Mapping[str, int]
    weights: Floats
    pairs: Floats

    def scores(self, traits: Sequence[Sequence[str]]) -> Floats:
        """How well each tag fits each word by its traits: shape (words, tags)."""
        rows: list[int] = []
        starts = []
        get = self.traits.get
        for word in traits:
            starts.append(len(rows))
            rows.append(0)
            rows.extend(row for trait in word if (row := get(trait)) is not None)
        return np.add.reduceat(self.weights[rows], starts, axis=0, dtype=np.float32)


def marginals(scores: Floats, pairs: Floats) -> Floats:
    """The probability of each tag at each word: shape (words, tags)."""
    lift = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(pairs)
    forward = np.empty_like(lift)
    backward = np.ones_like(lift)
    state = lift[0] / lift[0].sum()
    forward[0] = state
    for i in range(1, len(lift)):
        state = (state @ step) * lift[i]
        state /= state.sum()
        forward[i] = state
    state = backward[-1]
    for i in range(len(lift) - 2, -1, -1):
        state = step @ (lift[i + 1] * state)
        state /= state.sum()
        backward[i] = state
    joint = forward * backward
    return np.asarray(joint / joint.sum(axis=1, keepdims=True), dtype=np.float32)


def decode(scores: Floats, pairs: Floats, eagerness: Sequence[float]) -> list[list[tuple[int, int]]]:
    """The names on the best path, as ranges of words, for each eagerness: by so many nats is every O less likely."""
    levels = np.arange(len(eagerness))
    allowed = pairs + _FORBIDDEN
    discount = np.asarray(eagerness, dtype=np.float32)
    value = np.tile(scores[0] + _NO_START, (len(levels), 1))
    value[:, 0] -= discount
    back = np.empty((len(scores), *value.shape), dtype=np.int64)
    for i in range(1, len(scores)):
        table = value[:, :, None] + allowed
        back[i] = table.argmax(axis=1)
        value = table.max(axis=1) + scores[i]
        value[:, 0] -= discount
    tags = value.argmax(axis=1)
    path = [tags]
    for i in range(len(scores) - 1, 0, -1):
        tags = back[i][levels, tags]
        path.append(tags)
    return [_ranges([int(tags[level]) for tags in reversed(path)]) for level in levels]


def _ranges(path: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    first = None
    for i, tag in enumerate(path):
        begins = tag % 2 == 1
        if first is not None and (begins or tag == 0):
            ranges.append((first, i))
            first = None
        if begins:
            first = i
    return ranges if first is None else [*ranges, (first, len(path))]


def _forbidden() -> Floats:
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for tag in range(2, len(TAGS), 2):
        table[:, tag] = -1e4
        table[tag - 1, tag] = table[tag, tag] = 0
    return table


_FORBIDDEN = _forbidden()
_NO_START = np.asarray([-1e4 if tag and tag % 2 == 0 else 0 for tag in range(len(TAGS))], dtype=np.float32)


@cache
def shipped_chain() -> Chain:
    """The chain that the package ships, read once."""
    packed = np.load(io.BytesIO((files("kg.extraction") / "data" / "tagger.npz").read_bytes()), allow_pickle=False)
    traits = bytes(packed["traits"]).decode("utf-8").split("\0")
    weights = packed["weights"].astype(np.float32) * packed["scale"]
    return Chain({trait: i for i, trait in enumerate(traits)}, weights, packed["pairs"].astype(np.float32))
