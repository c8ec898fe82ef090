"""The chain against all paths counted one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.tagger import TAGS, Chain, decode, marginals, shipped_chain


def _random(words: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(words, len(TAGS))).astype(np.float32)
    return scores, rng.normal(size=(len(TAGS), len(TAGS))).astype(np.float32)


def _value(path: tuple[int, ...], scores: np.ndarray, pairs: np.ndarray) -> float:
    steps = sum(float(pairs[a, b]) for a, b in itertools.pairwise(path))
    return steps + sum(float(scores[i, tag]) for i, tag in enumerate(path))


def _proper(path: tuple[int, ...]) -> bool:
    """Whether no name goes on that has not begun."""
    return all(tag % 2 or tag == 0 or before in (tag, tag - 1) for before, tag in zip((0, *path), path, strict=False))


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000))
def test_marginals_and_best_path_are_those_of_all_paths(seed: int) -> None:
    scores, pairs = _random(3, seed)
    paths = list(itertools.product(range(len(TAGS)), repeat=3))
    weights = np.exp([_value(path, scores, pairs) for path in paths])
    expected = np.zeros((3, len(TAGS)))
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        expected[range(3), path] += weight
    assert marginals(scores, pairs) == pytest.approx(expected, abs=1e-4)
    best = max(filter(_proper, paths), key=lambda path: _value(path, scores, pairs))
    begins = {i for i, tag in enumerate(best) if tag % 2}
    assert {first for first, _ in decode(scores, pairs, [0.0])[0]} == begins
    assert sum(last - first for first, last in decode(scores, pairs, [0.0])[0]) == sum(tag > 0 for tag in best)


def test_eagerness_only_adds_words() -> None:
    scores, pairs = _random(30, 1)
    covered = [sum(last - first for first, last in ranges) for ranges in decode(scores, pairs, [-3.0, 0.0, 3.0])]
    assert covered == sorted(covered)
    assert covered[0] < covered[2]


def test_scores_add_the_weights_of_known_traits() -> None:
    weights = np.arange(2 * len(TAGS), dtype=np.float32).reshape(2, len(TAGS))
    chain = Chain({"1": 0, "a": 1}, weights, np.zeros((len(TAGS), len(TAGS)), dtype=np.float32))
    assert chain.scores([["b"], ["a", "c"]]).tolist() == [weights[0].tolist(), (weights[0] + weights[1]).tolist()]


def test_shipped_chain_is_whole() -> None:
    chain = shipped_chain()
    assert chain.weights.shape == (len(chain.traits), len(TAGS))
    assert np.isfinite(chain.weights).all()
