"""Trains the linear classifier of groups: multinomial logistic regression by Adam over batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kg.extraction.classifier import Classifier, softmax, steps
from kg.extraction.features import Described
from kg.extraction.tables import ROLES
from kg.extraction.tags import Floats
from kg.training.tables import DATA

LEAST_GROUPS = 5
EPOCHS = 6
BATCH = 512
RATE = 0.01
WORD_PENALTY = 1e-3
STEPS = 10
NUMBER_PENALTY = 1e-5
SEED = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A described group and its class: 0 for none, then ROLES from 1."""

    described: Described
    role: int


def train_classifier(examples: Sequence[Example]) -> Classifier:
    """The classifier after EPOCHS passes, with a learning rate that falls to zero."""
    counts = Counter(word for example in examples for word in example.described[0])
    place = {word: i for i, word in enumerate(sorted(word for word, n in counts.items() if n >= LEAST_GROUPS))}
    raw = np.stack([example.described[1] for example in examples])
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + np.float32(1e-3)
    numbers = np.concatenate([(raw - mean) / spread, np.ones((len(raw), 1), dtype=np.float32)], axis=1)
    edges = np.quantile(raw, np.linspace(0, 1, STEPS + 1)[1:-1], axis=0).T.astype(np.float32)
    on = steps(raw, edges) + np.arange(raw.shape[1]) * STEPS
    words = _matrix([example.described[0] for example in examples], place, on, raw.shape[1] * STEPS)
    weights = _fit(words, numbers, np.asarray([example.role for example in examples]))
    known, stepped, rest = np.split(weights, [len(place), words.shape[1]])
    return Classifier(place, known, rest, mean, spread, edges, stepped.reshape(raw.shape[1], STEPS, -1))


def _fit(words: csr_matrix, numbers: Floats, roles: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Floats:
    cut = words.shape[1]
    weights = np.zeros((cut + numbers.shape[1], 1 + len(ROLES)), dtype=np.float32)
    penalty = np.full((len(weights), 1), WORD_PENALTY, dtype=np.float32)
    penalty[cut:] = NUMBER_PENALTY
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    rng = np.random.default_rng(SEED)
    total = EPOCHS * -(-len(roles) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(roles))
        for low in range(0, len(roles), BATCH):
            batch = order[low : low + BATCH]
            part, rest = words[batch], numbers[batch]
            error = softmax(part @ weights[:cut] + rest @ weights[cut:])
            error[np.arange(len(batch)), roles[batch]] -= 1
            error /= len(batch)
            gradient = np.concatenate([part.T @ error, rest.T @ error]) + penalty * weights
            step += 1
            first += 0.1 * (gradient - first)
            second += 0.005 * (gradient * gradient - second)
            rate = RATE * (1 - (step - 1) / total) * np.sqrt(1 - 0.995**step) / (1 - 0.9**step)
            weights -= (rate * first / (np.sqrt(second) + 1e-8)).astype(np.float32)
    return weights


def _matrix(
    rows: Sequence[Sequence[str]], place: dict[str, int], on: np.ndarray[tuple[int, ...], np.dtype[np.int64]], more: int
) -> csr_matrix:
    """One row a group: its words, then after them the steps that its numbers stand on."""
    columns: list[int] = []
    starts = [0]
    for row, stepped in zip(rows, on, strict=True):
        columns.extend(place[word] for word in row if word in place)
        columns.extend(len(place) + int(step) for step in stepped)
        starts.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, np.asarray(columns), np.asarray(starts)), shape=(len(rows), len(place) + more))


def write_classifier(classifier: Classifier) -> None:
    """Write `candidates.npz`: word weights in steps of 1/127 of the largest."""
    scale = float(np.abs(classifier.word_weights).max()) / 127
    np.savez_compressed(
        DATA / "candidates.npz",
        words=np.frombuffer("\0".join(classifier.words).encode("utf-8"), dtype=np.uint8),
        word_weights=np.rint(classifier.word_weights / scale).astype(np.int8),
        scale=np.float32(scale),
        number_weights=classifier.number_weights,
        mean=classifier.mean,
        spread=classifier.spread,
        edges=classifier.edges,
        step_weights=classifier.step_weights,
    )
