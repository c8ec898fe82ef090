"""The names on the best path against all paths counted one by one."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.tags import TAGS, decode


def _scores(words: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(words, len(TAGS))).astype(np.float32)


def _proper(path: tuple[int, ...]) -> bool:
    """Whether no name goes on that has not begun."""
    return all(tag % 2 or tag == 0 or before in (tag, tag - 1) for before, tag in zip((0, *path), path, strict=False))


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000))
def test_the_best_path_is_that_of_all_paths(seed: int) -> None:
    scores = _scores(3, seed)
    paths = filter(_proper, itertools.product(range(len(TAGS)), repeat=3))
    best = max(paths, key=lambda path: sum(float(scores[i, tag]) for i, tag in enumerate(path)))
    [names] = decode(scores, [0.0])
    assert {first for first, _ in names} == {i for i, tag in enumerate(best) if tag % 2}
    assert sum(last - first for first, last in names) == sum(tag > 0 for tag in best)


def test_eagerness_only_adds_words() -> None:
    covered = [sum(last - first for first, last in ranges) for ranges in decode(_scores(30, 1), [-3.0, 0.0, 3.0])]
    assert covered == sorted(covered)
    assert covered[0] < covered[2]
