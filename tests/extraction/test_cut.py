"""What of a found name is the name."""

from __future__ import annotations

import pytest

from kg.extraction.cut import cut
from kg.extraction.reading import Reading, read
from kg.extraction.short_forms import defined

TEXT = "PearNet is. The proposed Pear Net (PN) layer, for PearNet crash dataset, PlumQA dataset, PearNet-based dataset"


def _cut(reading: Reading, name: str) -> str | None:
    start = reading.text.index(name)
    span = reading.words_of(start, start + len(name))
    assert span is not None
    short = {short for short, _ in defined(reading)}
    found = cut(reading, span, short)
    return None if found is None else reading.text[reading.words[found[0]][0] : reading.words[found[1] - 1][1]]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("proposed Pear Net", "Pear Net"),
        ("Pear Net (PN) layer", "Pear Net"),
        ("Pear Net (PN", "Pear Net"),
        ("PN) layer", "PN"),
        ("PearNet crash dataset", "PearNet"),
        ("PlumQA dataset", "PlumQA"),
        ("PearNet-based dataset", "PearNet-based dataset"),
        ("crash dataset", "crash dataset"),
        ("dataset", "dataset"),
        ("for", None),
        (",", None),
    ],
)
def test_cut(name: str, left: str | None) -> None:
    assert _cut(read("", TEXT), name) == left


def test_a_coined_name_with_words_between_is_cut_only_where_it_stands_alone() -> None:
    assert _cut(read("", "We test on the PearQA crash dataset."), "PearQA crash dataset") == "PearQA crash dataset"
