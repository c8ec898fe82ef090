"""Names inside compounds, and rare capitalised words."""

from __future__ import annotations

from kg.extraction.parts import by_part
from kg.extraction.reading import read


def _found(text: str) -> set[tuple[str, str]]:
    reading = read("", text)
    return {(reading.text[start:end], rule) for start, end, rule in by_part(reading)}


def test_the_name_before_a_tail() -> None:
    found = _found("With a Pearson-based rule, ESM-2-style nets and Quixotl-only trees, but not well-based ones.")
    assert found == {("Pearson", "compound"), ("ESM-2", "compound"), ("Quixotl", "compound")}


def test_both_names_of_a_product() -> None:
    assert _found("see ABC×DEF maps") == {("ABC", "compound"), ("DEF", "compound")}


def test_rare_capitalised_words_within_a_sentence() -> None:
    assert _found("Quixotl runs. We use Quixotl, not Chinese or Gaussian ones") == {("Quixotl", "capital")}
