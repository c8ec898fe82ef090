"""`kg explain`, its author branch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.graph.bundle import Bundle
from tests.cli.conftest import Run


def test_an_author_has_his_papers_each_with_what_brought_it(kg: Run, built: Path) -> None:
    rows = list(Bundle.open(built).edges("AUTHORED"))
    author = max(Bundle.open(built).nodes("Author"), key=lambda row: (row["papers"], row["id"]))
    found = json.loads(kg("explain", author["id"], "--graph", built, "--json").out)
    assert found["papers"][0]["action"] == "founds"
    expected = {f"{row['target']}#{row['position']}" for row in rows if row["source"] == author["id"]}
    assert {paper["slot"] for paper in found["papers"]} == expected
    assert (
        kg("explain", found["papers"][-1]["slot"], "--graph", built, "--json").out
        == json.dumps(found, ensure_ascii=False) + "\n"
    )


def test_the_lines_for_a_reader_end_with_what_to_paste(kg: Run, built: Path) -> None:
    author = max(Bundle.open(built).nodes("Author"), key=lambda row: (row["papers"], row["id"]))
    done = kg("explain", author["id"], "--graph", built)
    assert done.out.startswith(f"{author['name']}  {author['id']}\n")
    assert '[[different]]\n  a = "arxiv:' in done.out


def test_a_slot_without_an_author_is_named(kg: Run, built: Path) -> None:
    done = kg("explain", "arxiv:1234.56789#9", "--graph", built)
    assert (done.code, done.out) == (2, "")
    assert "arxiv:1234.56789#9" in done.err


FIELDS = {
    "2603.00001": ("Gravel Beds Under Slow Rivers", "Gravel moves when rivers rise.", "physics.geo-ph"),
    "2603.00002": ("Parsers for Terse Languages", "A parser reads tokens of a grammar.", "cs.PL"),
}


@pytest.fixture
def morning(kg: Run, tmp_path: Path) -> Any:
    """Build the two papers of one name with these co-authors, and explain the author of the second."""

    def run(*colleagues: str) -> dict[str, Any]:
        (tmp_path / "two").mkdir(exist_ok=True)
        for day, (paper, (title, abstract, category)) in enumerate(FIELDS.items(), 1):
            told = {"id": paper, "title": title, "summary": abstract, "authors": ["Wei Wang", *colleagues]}
            line = json.dumps(told | {"categories": [category]})
            (tmp_path / "two" / f"2026-03-0{day}.jsonl").write_text(line + "\n")
        assert kg("build", tmp_path / "two", "--out", tmp_path / "graph").code == 0
        return json.loads(kg("explain", "arxiv:2603.00002#1", "--graph", tmp_path / "graph", "--json").out)

    return run


def test_without_the_evidence_that_it_names_the_decision_is_another(morning: Any) -> None:
    found = morning("Odalys Vrenningbak")
    assert [paper["action"] for paper in found["papers"]] == ["founds", "joins"]
    strongest = found["papers"][1]["evidence"][1]
    assert strongest.startswith("shared co-authors: odalys vrenningbak (rare) (+")
    alone = morning()
    assert [paper["action"] for paper in alone["papers"]] == ["founds"]


def test_what_is_pasted_joins_a_near_miss_and_parts_it_again(morning: Any, tmp_path: Path) -> None:
    near = morning()["near"][0]
    assert near["sum"] < 0
    (tmp_path / "overrides.toml").write_text(near["same"])
    joined = morning()
    assert [paper["slot"] for paper in joined["papers"]] == ["arxiv:2603.00001#1", "arxiv:2603.00002#1"]
    (tmp_path / "overrides.toml").write_text(joined["different"])
    parted = morning("Odalys Vrenningbak")
    assert [paper["slot"] for paper in parted["papers"]] == ["arxiv:2603.00002#1"]
    assert parted["near"][0]["barred"] == "overrides.toml"
    assert parted["near"][0]["sum"] > 0
