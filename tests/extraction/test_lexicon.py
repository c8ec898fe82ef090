"""Known names and their spelling."""

from __future__ import annotations

import pytest

from kg.extraction.lexicon import Spellings, spelling
from kg.extraction.reading import read
from kg.extraction.tables import Known, known_names, word_uses

KNOWN = Known(3, (0, 3, 0, 0, 0, 0), False)


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        (["Kalman", "Filters"], "kalman filter"),
        (["k", "-", "means"], "k mean"),
        (["GANs"], "gan"),
        (["analysis"], "analysis"),
        (["-"], ""),
    ],
)
def test_spelling(words: list[str], spelt: str) -> None:
    assert spelling(words) == spelt


def test_matches_with_hyphens_and_plurals_and_inside_one_another() -> None:
    finder = Spellings.of({"kalman filter": KNOWN, "extended kalman filter": KNOWN, "filter": KNOWN})
    reading = read("", "Two Extended Kalman-filters, one filter.")
    found = {(" ".join(reading.tokens[a:b]), name) for a, b, name in finder.matches(reading)}
    assert found == {
        ("Extended Kalman - filters", "extended kalman filter"),
        ("Kalman - filters", "kalman filter"),
        ("filters", "filter"),
        ("filter", "filter"),
    }


def test_a_name_that_is_always_capitalised_is_not_found_in_lower_case() -> None:
    finder = Spellings.of({"clip": Known(3, (0, 3, 0, 0, 0, 0), True)})
    reading = read("", "We clip gradients of CLIP.")
    assert [reading.tokens[a] for a, _, _ in finder.matches(reading)] == ["CLIP"]


def test_a_name_does_not_cross_a_sentence_or_a_parenthesis() -> None:
    finder = Spellings.of({"kalman filter": KNOWN})
    assert list(finder.matches(read("", "Kalman. Filter (Kalman) filter"))) == []


def test_shipped_tables_are_sound() -> None:
    assert len(word_uses()) > 20_000
    assert all(0 <= use.lower <= 1 and use.papers >= 4 for use in word_uses().values())
    assert len(known_names()) > 5_000
    assert all(known.marked <= known.papers for known in known_names().values())
