"""Directions of texts, from the shipped vectors of words."""

from __future__ import annotations

import numpy as np

from kg.resolution.topics import NOWHERE, direction, likeness


def like(one: str, other: str) -> float:
    left = direction(one.split()).astype(np.int64)
    return likeness(left, int(left @ left), direction(other.split()))


def test_texts_without_a_word_in_common_may_point_the_same_way() -> None:
    assert like("galaxy redshift quasar", "telescope stellar halo") > 0.5
    assert like("galaxy redshift quasar", "compiler parallelism gpu") < 0.3


def test_a_text_is_like_itself_and_nothing_is_like_nowhere() -> None:
    assert abs(like("galaxy redshift quasar", "quasar redshift galaxy") - 1) < 0.01
    assert direction(["vrenningbak"]) is NOWHERE
    assert like("vrenningbak", "galaxy") == like("galaxy", "vrenningbak") == 0


def test_directions_are_whole_numbers_of_one_length() -> None:
    found = direction(["a", "b", "galaxy", "galaxy", "redshift"])
    assert found.dtype == np.int16
    assert abs(np.linalg.norm(found) - 1000) < 10
