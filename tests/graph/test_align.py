"""Author lists side by side."""

from __future__ import annotations

from kg.graph.align import align_authors
from kg.model.records import AuthorName


def align(first: list[str], later: list[str]) -> tuple[dict[int, str], int]:
    pairs, missed = align_authors([AuthorName(name) for name in first], [AuthorName(name) for name in later])
    return {slot: name.name for slot, name in pairs}, missed


def test_other_spellings_keep_their_slots() -> None:
    found, missed = align(["Ada Moreau", "Bo Lindqvist"], ["Moreau, A.", "Lindqvist, Bo"])
    assert found == {1: "Moreau, A.", 2: "Lindqvist, Bo"}
    assert missed == 0


def test_a_missing_author_moves_nobody() -> None:
    found, missed = align(["Ada Moreau", "Bo Lindqvist", "Cy Oduya"], ["Ada Moreau", "Cy Oduya"])
    assert found == {1: "Ada Moreau", 3: "Cy Oduya"}
    assert missed == 0


def test_a_name_without_a_slot_is_counted_and_not_forced() -> None:
    found, missed = align(["Ada Moreau"], ["Ada Moreau", "Eve Stranger"])
    assert found == {1: "Ada Moreau"}
    assert missed == 1


def test_names_that_share_no_word_are_not_aligned() -> None:
    assert align(["Ada Moreau"], ["Wen Li"]) == ({}, 1)
