"""Trains the conditional random field of `kg.extraction.tagger` on batches of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack

from kg.extraction.tables import ROLES
from kg.extraction.tagger import TAGS, Chain, Floats
from kg.training.tables import DATA

Rows = Sequence[Sequence[str]]
"""The traits of each word of one paper."""

LEAST_PAPERS = 3
PENALTY = 0.3
EPOCHS = 10
BATCH = 48
RATE = 0.03
SEED = 7
LEAST_WEIGHT = 0.05


def tags(words: int, spans: Sequence[tuple[int, int, str]]) -> npt.NDArray[np.int64]:
    """The tag numbers of a paper's words."""
    result = np.zeros(words, dtype=np.int64)
    for first, last, role in spans:
        tag = 1 + 2 * ROLES.index(role)
        result[first:last] = tag + 1
        result[first] = tag
    return result


def train_chain(rows: Sequence[Rows], truth: Sequence[npt.NDArray[np.int64]], *, epochs: int = EPOCHS) -> Chain:
    """The chain after so many passes of Adam over batches of papers, with a learning rate that falls to zero."""
    papers: Counter[str] = Counter()
    for paper in rows:
        papers.update({trait for word in paper for trait in word})
    names = ["1", *sorted(trait for trait, count in papers.items() if count >= LEAST_PAPERS and trait != "1")]
    place = {trait: i for i, trait in enumerate(names)}
    rng = np.random.default_rng(SEED)
    vector = np.zeros((len(names) + len(TAGS)) * len(TAGS), dtype=np.float32)
    first, second = np.zeros_like(vector), np.zeros_like(vector)
    matrices = [_matrix(paper, place) for paper in rows]
    steps = epochs * -(-len(rows) // BATCH)
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(rows))
        for low in range(0, len(rows), BATCH):
            batch = sorted(order[low : low + BATCH], key=lambda i: -len(rows[i]))
            problem = _Problem(vstack([matrices[i] for i in batch], format="csr"), [truth[i] for i in batch])
            _, gradient = problem.loss(vector)
            gradient += PENALTY * len(batch) / len(rows) * vector
            gradient /= len(batch)
            step += 1
            first += 0.1 * (gradient - first)
            second += 0.005 * (gradient * gradient - second)
            rate = RATE * (1 - (step - 1) / steps) * np.sqrt(1 - 0.995**step) / (1 - 0.9**step)
            vector -= (rate * first / (np.sqrt(second) + 1e-8)).astype(np.float32)
    weights, pairs = _split(vector)
    strong = np.abs(weights).max(axis=1) >= LEAST_WEIGHT
    strong[0] = True
    kept = [name for name, keep in zip(names, strong, strict=True) if keep]
    return Chain({name: i for i, name in enumerate(kept)}, weights[strong], pairs)


def _split(vector: Floats) -> tuple[Floats, Floats]:
    """The weights of traits and of pairs of tags."""
    table = vector.reshape(-1, len(TAGS))
    return table[: -len(TAGS)], table[-len(TAGS) :]


def _matrix(words: Sequence[Sequence[str]], place: dict[str, int]) -> csr_matrix:
    starts = [0]
    columns: list[int] = []
    for word in words:
        columns.extend({place[trait] for trait in word if trait in place} | {0})
        starts.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, np.asarray(columns), np.asarray(starts)), shape=(len(words), len(place)))


class _Problem:
    """The negative log-likelihood of a batch of papers, longest paper first."""

    def __init__(self, matrix: csr_matrix, truth: Sequence[npt.NDArray[np.int64]]) -> None:
        self.matrix = matrix
        self.lengths = np.asarray([len(paper) for paper in truth])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        tags = np.concatenate(truth)
        self.gold = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
        self.gold[np.arange(len(tags)), tags] = 1
        self.gold_pairs = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
        for paper in truth:
            np.add.at(self.gold_pairs, (paper[:-1], paper[1:]), 1)

    def loss(self, vector: Floats) -> tuple[float, Floats]:
        """The value and the gradient at these weights."""
        weights, pairs = _split(vector)
        scores = self.matrix @ weights
        expected, expected_pairs, log_sum = self._expect(scores, pairs)
        value = log_sum - float((scores * self.gold).sum()) - float((self.gold_pairs * pairs).sum())
        gradient = self.matrix.T @ (expected - self.gold)
        rest = (expected_pairs - self.gold_pairs).astype(np.float32)
        return value, np.concatenate([gradient, rest]).ravel()

    def _expect(self, scores: Floats, pairs: Floats) -> tuple[Floats, npt.NDArray[np.float64], float]:
        """Expected tags and pairs of tags, and the sum of the papers' log partition functions."""
        peak = scores.max(axis=1, keepdims=True)
        lift = np.exp(scores - peak)
        step = np.exp(pairs)
        longest = int(self.lengths[0])
        active = [int((self.lengths > i).sum()) for i in range(longest)]
        forward = np.empty_like(lift)
        total = float(peak.sum())
        state = lift[self.starts]
        for i in range(longest):
            at = self.starts[: active[i]] + i
            if i:
                state = (state[: active[i]] @ step) * lift[at]
            norm = state.sum(axis=1, keepdims=True)
            total += float(np.log(norm).sum())
            state = state / norm
            forward[at] = state
        expected = np.empty_like(lift)
        expected_pairs = np.zeros((len(TAGS), len(TAGS)))
        state = np.ones((0, len(TAGS)), dtype=np.float32)
        for i in range(longest - 1, -1, -1):
            at = self.starts[: active[i]] + i
            fresh = np.ones((active[i] - len(state), len(TAGS)), dtype=np.float32)
            back = np.concatenate([state, fresh])
            joint = forward[at] * back
            expected[at] = joint / joint.sum(axis=1, keepdims=True)
            if i:
                before = forward[at - 1]
                ahead = lift[at] * back
                norm = np.einsum("ni,ij,nj->n", before, step, ahead, optimize=True)
                expected_pairs += step * (before.T @ (ahead / norm[:, None]))
                state = ahead @ step.T
                state = state / state.sum(axis=1, keepdims=True)
        return expected, expected_pairs, total


def write_chain(chain: Chain) -> None:
    """Write `tagger.npz`: weights in steps of 1/127 of the largest."""
    scale = float(np.abs(chain.weights).max()) / 127
    np.savez_compressed(
        DATA / "tagger.npz",
        traits=np.frombuffer("\0".join(chain.traits).encode("utf-8"), dtype=np.uint8),
        weights=np.rint(chain.weights / scale).astype(np.int8),
        scale=np.float32(scale),
        pairs=chain.pairs,
    )
