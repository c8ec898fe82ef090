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
from kg.extraction.tags import Floats

__all__ = ["Classifier", "shipped_classifier", "softmax", "steps"]


def softmax(scores: Floats) -> Floats:
    """Rows of scores as rows of probabilities."""
    lift = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(lift / lift.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Classifier:
    """Weights for words (one-hot) and for numbers, taken twice: scaled, and by the step that they stand on.

    `word_weights` has the shape (words, 7); `number_weights` (numbers + 1, 7), its last row the intercepts, for numbers
    less `mean` and divided by `spread`; `edges` (numbers, 9) bounds ten steps a number, whose weights `step_weights`
    (numbers, 10, 7) holds. The first column is `no entity`, the others are `tables.ROLES`.
    """

    words: Mapping[str, int]
    word_weights: Floats
    number_weights: Floats
    mean: Floats
    spread: Floats
    edges: Floats
    step_weights: Floats

    def probabilities(self, described: Sequence[Described]) -> npt.NDArray[np.float32]:
        """The probabilities of each group: shape (groups, 7)."""
        if not described:
            return np.zeros((0, self.number_weights.shape[1]), dtype=np.float32)
        raw = np.stack([numbers for _, numbers in described])
        scores = (raw - self.mean) / self.spread @ self.number_weights[:-1] + self.number_weights[-1]
        scores += self.step_weights[np.arange(raw.shape[1]), steps(raw, self.edges)].sum(axis=1)
        get = self.words.get
        for i, (words, _) in enumerate(described):
            rows = [row for word in words if (row := get(word)) is not None]
            scores[i] += self.word_weights[rows].sum(axis=0)
        return softmax(scores)


def steps(numbers: Floats, edges: Floats) -> npt.NDArray[np.int64]:
    """How many edges each number exceeds: shape (groups, numbers)."""
    return np.asarray((numbers[:, :, None] > edges).sum(axis=2))


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
        packed["edges"].astype(np.float32),
        packed["step_weights"].astype(np.float32),
    )
