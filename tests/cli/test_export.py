"""`kg export`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.conftest import Run


def exported(kg: Run, built: Path, what: str, *more: str) -> list[dict]:
    done = kg("export", built, "--what", what, *more)
    assert done.code == 0
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_link_points_at_its_name_in_the_text(kg: Run, built: Path) -> None:
    papers = {row["id"]: row for row in exported(kg, built, "papers")}
    links = exported(kg, built, "links")
    assert len(links) > 60
    for link in links:
        paper = papers[link["paper"]]
        surface = paper[link["section"]][link["start"] : link["end"]]
        assert surface in (link["name"], *link["aliases"])
        assert link["evidence"] in f"{paper['title']} {paper['abstract']}"


def test_papers_have_authors_in_order_and_the_primary_category_first(kg: Run, built: Path) -> None:
    paper = next(row for row in exported(kg, built, "papers") if row["id"] == "arxiv:2602.90053")
    assert paper["authors"] == ["Qiaoyun Lin", "Zihan Fu", "Matthias Eberharter", "Yichen Mo"]
    assert paper["categories"] == ["cs.LG", "cs.SI"]
    assert paper["published"] is None
    assert "Lichen" in paper["tldr"]


def test_authorships_count_positions_from_one(kg: Run, built: Path) -> None:
    rows = [row for row in exported(kg, built, "authorships") if row["paper"] == "arxiv:2602.90053"]
    assert [(row["position"], row["name"]) for row in rows][:2] == [(1, "Qiaoyun Lin"), (2, "Zihan Fu")]


def test_nodes_and_edges_are_all_there_and_hang_together(kg: Run, built: Path) -> None:
    ids = {row["id"] for row in exported(kg, built, "nodes")}
    edges = exported(kg, built, "edges")
    assert len(edges) > 300
    assert all(edge["source"] in ids and edge["target"] in ids for edge in edges)


def test_an_export_goes_to_a_file_and_its_path_is_printed(kg: Run, built: Path, tmp_path: Path) -> None:
    target = tmp_path / "links.jsonl"
    assert kg("export", built, "--what", "links", "--output", target).out == f"{target}\n"
    assert len(target.read_text().splitlines()) == len(exported(kg, built, "links"))


def test_a_bibliography_and_a_table_for_people(kg: Run, built: Path, tmp_path: Path) -> None:
    papers = exported(kg, built, "papers")
    for format_, mark in (("bibtex", "\n@misc{"), ("ris", "TY  - "), ("md", "\n- **")):
        assert kg("export", built, "--what", "papers", "--format", format_).out.count(mark) == len(papers)
    assert len(json.loads(kg("export", built, "--what", "papers", "--format", "csl-json").out)) == len(papers)
    target = tmp_path / "new" / "table.csv"
    assert kg("export", built, "--what", "table", "--output", target).out == f"{target}\n"
    with target.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == len(papers)
    assert "Lichen" in next(row for row in rows if row["paper"] == "arxiv:2602.90053")["proposes"]


def test_a_format_that_does_not_fit_is_refused_with_those_that_do(kg: Run, built: Path) -> None:
    done = kg("export", built, "--what", "links", "--format", "bibtex")
    assert done.code == 2
    assert "expected one of jsonl" in done.err


def test_every_export_and_format_of_the_library_can_be_asked_for(kg: Run, built: Path, tmp_path: Path) -> None:
    from kg.views.formats import FORMATS

    for what, formats in FORMATS.items():
        for format_ in formats:
            target = tmp_path / f"{what}.{format_}"
            assert kg("export", built, "--what", what, "--format", format_, "--output", target).code == 0
            assert target.stat().st_size > 500


def test_the_fingerprint_stands_in_every_file_or_beside_it(kg: Run, built: Path, tmp_path: Path) -> None:
    from kg.views.formats import BARE, FORMATS

    manifest = json.loads((built / "manifest.json").read_text())
    for what, formats in FORMATS.items():
        for format_ in formats:
            target, beside = tmp_path / f"{what}.{format_}", tmp_path / f"{what}.{format_}.meta.json"
            kg("export", built, "--what", what, "--format", format_, "--output", target)
            assert beside.exists() == (format_ in BARE)
            told = (beside if format_ in BARE else target).read_text(encoding="utf-8")
            assert manifest["fingerprint"] in told, (what, format_)
    told = json.loads((tmp_path / "table.csv.meta.json").read_text())
    assert (told["what"], told["format"]) == ("table", "csv")
    assert told["analysis_fingerprint"] == manifest["analysis_fingerprint"]
    assert set(told) == {"fingerprint", "analysis_fingerprint", "kg", "what", "format", "exported"}
