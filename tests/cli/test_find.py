"""`kg find`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_name_is_found_with_its_id(kg: Run, built: Path) -> None:
    done = kg("find", "tessera", "--graph", built, "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {"label": "Method", "id": "entity:tessera", "name": "Tessera"}.items() <= rows[0].items()


def test_a_title_is_shown_without_latex_and_given_as_it_is(kg: Run, tmp_path: Path) -> None:
    row = {"id": "2604.91001", "title": r"\textsc{Zorn} Walks on $k$ Graphs", "authors": ["Ada Winter"], "summary": ""}
    (tmp_path / "papers.jsonl").write_text(json.dumps(row) + "\n")
    kg("build", tmp_path / "papers.jsonl", "--out", tmp_path / "g")
    assert "Zorn Walks on k Graphs" in kg("find", "Zorn", "--graph", tmp_path / "g").out
    assert json.loads(kg("find", "Zorn", "--graph", tmp_path / "g", "--json").out)["name"] == row["title"]


def test_an_empty_answer_says_why_and_is_no_error(kg: Run, built: Path) -> None:
    done = kg("find", "zzz", "--graph", built)
    assert (done.code, done.out) == (0, "")
    assert "'zzz'" in done.err


def test_an_unknown_label_is_named_with_those_there_are(kg: Run, built: Path) -> None:
    done = kg("find", "x", "--graph", built, "--label", "Person")
    assert done.code == 2
    assert "Author" in done.err
