"""Ambiguous names with who is who: reading, cutting, scoring."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.training.ambiguous_names import b_cubed, half_cut, macro, read_names, shuffled

ENTRY = """<publication><title>{title}</title><year>2001</year><authors>{authors}</authors><jconf>Rivers</jconf>
<label>{label}</label></publication>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entries = [("Gravel &amp; Sand", "Ada Stone,Wei Wang", "0"), ("Gravel &amp; Sand", "Ada Stone,Wei Wang", "0"),
               ("Parsers", "Wei Wang", "1"), ("Others", "Bo Li", "2")]  # fmt: skip
    text = "".join(ENTRY.format(title=title, authors=authors, label=label) for title, authors, label in entries)
    (tmp_path / "Wei Wang.xml").write_text(f"<person>{text}</person>", encoding="utf-8")
    return tmp_path


def test_each_publication_with_the_name_is_read_once(folder: Path) -> None:
    names = read_names(folder)
    assert [facts.title for facts in names.papers] == ["Gravel & Sand", "Parsers"]
    assert names.truth == {"Wei Wang": {("aminer:2001-01.00000", 2): "0", ("aminer:2001-02.00001", 1): "1"}}


def test_cutting_leaves_family_names_and_papers(folder: Path) -> None:
    names = read_names(folder)
    cut = {author.name for seed in range(9) for facts in half_cut(names, seed).papers for author in facts.authors}
    assert cut == {"Ada Stone", "Wei Wang", "A. Stone", "W. Wang"}
    assert sorted(shuffled(names, 3).papers, key=lambda facts: facts.paper) == names.papers


def test_b_cubed_and_its_mean() -> None:
    assert b_cubed([("a", 1), ("a", 1), ("b", 2)]) == (1, 1, 1)
    assert b_cubed([("a", 1), ("b", 1)]) == (0.5, 1, 2 / 3)
    assert macro([(1, 1, 1), (0, 1, 0)]) == (0.5, 1, 0.5)
