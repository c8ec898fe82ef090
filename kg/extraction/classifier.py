"""A linear classifier of groups: how likely a group is no entity, or one of each relation."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from kg.extraction.features import Described
from kg.extraction.tagger import Floats

__all__ = ["Classifier", "shipped_classifier", "softmax"]


def softmax(scores: Floats) -> Floats:
    """Rows of scores as rows of probabilities."""
    lift = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(lift / lift.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Classifier:
    """Weights for words (one-hot) and for numbers, which are first shifted by `mean` and divided by `spread`.

    `word_weights` has the shape (words, 7), `number_weights` (numbers + 1, 7), its last row the intercepts. The first
    column is `no entity`, the others are `tables.ROLES`.
    """

    words: Mapping[str, int]
    word_weights: Floats
    number_weights: Floats
    mean: Floats
    spread: Floats

    def probabilities(self, described: Sequence[Described]) -> npt.NDArray[np.float32]:
        """The probabilities of each group: shape (groups, 7)."""
        if not described:
            return np.zeros((0, self.number_weights.shape[1]), dtype=np.float32)
        numbers = (np.stack([numbers for _, numbers in described]) - self.mean) / self.spread
        scores = numbers @ self.number_weights[:-1] + self.number_weights[-1]
        get = self.words.get
        for i, (words, _) in enumerate(described):
            rows = [row for word in words if (row := get(word)) is not None]
            scores[i] += self.word_weights[rows].sum(axis=0)
        return softmax(scores)


@cache
def shipped_classifier() -> Classifier:
    """The classifier that the package ships, read once."""
    path = files("kg.extraction") / "data" / "candidates.npz"
    packed = np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)
    words = bytes(packed["words"]).decode("utf-8").split("\0")
    return Classifier(
        {word: i for i, word in enumerate(words)},
        packed["word_weights"].astype(np.float32) * packed["scale"],
        packed["number_weights"].astype(np.float32),
        packed["mean"].astype(np.float32),
        packed["spread"].astype(np.float32),
    )
