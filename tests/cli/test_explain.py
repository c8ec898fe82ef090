"""`kg explain`, its author branch."""

from __future__ import annotations

import json
from pathlib import Path

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
