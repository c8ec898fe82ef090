"""SIMILAR goes on from where it stood, with the rows that all papers together give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.similar import once, similar_edges
from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines
from kg.pipeline.build import build, remove
from kg.pipeline.likeness import unchanged
from kg.sample import DIGESTS

WORDS = ("lattice", "glacier", "quilting", "thermal", "orchard", "sampling")
PAPERS = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)), max_size=9
)


@given(PAPERS, PAPERS)
def test_what_is_kept_and_what_is_computed_are_the_rows_of_all(
    old: list[tuple[int, str]], new: list[tuple[int, str]]
) -> None:
    before, now = (
        [(f"p{n}", place, text) for n, (place, text) in enumerate(sorted(papers, key=lambda paper: paper[0]))]
        for papers in (old, new)
    )
    start = unchanged(before, now)
    kept = {paper for paper, _, _ in now[:start]}
    rows = [row for row in once(similar_edges(before)) if row["source"] in kept]
    assert rows + once(similar_edges(now, start=start)) == once(similar_edges(now))


def test_a_source_that_has_grown_is_computed_as_a_whole() -> None:
    before = [("a", 0, "x"), ("b", 1, "y")]
    assert unchanged(before, before) == 2
    assert unchanged(before, [*before, ("c", 2, "z")]) == 2
    assert unchanged(before, [*before, ("c", 1, "z")]) == 1
    assert unchanged([*before, ("c", 1, "z")], before) == 1
    assert unchanged([], before) == 0


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three mornings of the sample."""
    folder = tmp_path_factory.mktemp("likeness") / "mornings"
    folder.mkdir()
    for name in ("2026-03-02.md", "2026-03-03.md", "2026-03-04.md"):
        shutil.copy(DIGESTS / name, folder)
    return folder


def test_a_morning_more_or_less_and_an_override_taken_back_end_with_the_rows_of_a_replay(
    days: Path, tmp_path: Path
) -> None:
    whole = Bundle.open_or_new(tmp_path / "whole")
    build(whole, [days])
    one_by_one = Bundle.open_or_new(tmp_path / "one")
    for path in sorted(days.iterdir()):
        build(one_by_one, [path])
    assert list(one_by_one.edges("SIMILAR")) == list(whole.edges("SIMILAR")) != []
    dropped = next(iter(whole.edges("SIMILAR")))
    overrides = tmp_path / "overrides.toml"
    drop = override_lines("drop", "no", paper=dropped["source"], relation="SIMILAR", entity=dropped["target"])
    overrides.write_text(drop + "\n")
    build(whole, [days])
    assert dropped not in list(whole.edges("SIMILAR"))
    overrides.unlink()
    build(whole, [days])
    assert list(one_by_one.edges("SIMILAR")) == list(whole.edges("SIMILAR"))
    remove(whole, [whole.manifest.sources[1].id])
    rest = Bundle.open_or_new(tmp_path / "rest")
    build(rest, [path for path in sorted(days.iterdir()) if "03-03" not in path.name])
    assert list(whole.edges("SIMILAR")) == list(rest.edges("SIMILAR"))
