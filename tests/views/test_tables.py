"""The survey table in its three formats."""

from __future__ import annotations

import csv

import pytest

from kg.views.exports import ExportOptions
from kg.views.tables import COLUMNS, csv_table, latex_table, markdown_table, table_rows
from tests.views.hostile import hostile_texts
from tests.views.invented import invented_graph


def test_each_paper_has_what_its_links_say() -> None:
    graph = invented_graph(8)
    rows = list(table_rows(graph, ExportOptions(min_confidence=0.5)))
    assert len(rows) == 8
    names = {row["id"]: row["name"] for row in graph.nodes("Dataset")}
    for row in rows:
        of_paper = [e for e in graph.edges("EVALUATES_ON") if e["source"] == row["paper"][0]]
        assert row["datasets"] == [names[edge["target"]] for edge in of_paper]
        assert len(row["proposes"]) == 1


def test_unsure_and_unsupported_links_are_left_out_unless_asked_for() -> None:
    graph = invented_graph(1)
    graph.edges("MEASURES")[0]["supported"] = False
    sure = next(table_rows(graph, ExportOptions(min_confidence=0.5)))
    every = next(table_rows(graph, ExportOptions(unsupported=True)))
    assert (len(sure["uses"]), len(every["uses"])) == (1, 2)
    assert (len(sure["metrics"]), len(every["metrics"])) == (0, 1)
    assert every["uses"][0] == sure["uses"][0]


@pytest.mark.parametrize("text", ["=1+1", "+x", "@x", "-x", 'quo"te, comma', "line\nbreak", *hostile_texts()[::9]])
def test_a_cell_is_one_cell_and_never_a_formula(text: str) -> None:
    graph = invented_graph(1)
    graph.nodes("Method")[0]["name"] = text
    header, row = csv.reader("".join(csv_table(graph, ExportOptions())).splitlines(keepends=True))
    assert tuple(header) == COLUMNS
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row)
    assert text in "; ".join(row)
    lines = "".join(markdown_table(graph, ExportOptions())).split("\n")
    assert [line.replace("\\\\", "").replace("\\|", "").count("|") for line in lines[:3]] == [len(COLUMNS) + 1] * 3
    body = "".join(latex_table(graph, ExportOptions())).split("\\endhead\n")[1].split("\\bottomrule")[0]
    assert body.count("\n") == 1
    assert body.replace("\\&", "").count("&") == len(COLUMNS) - 3


def test_a_number_stays_a_number() -> None:
    graph = invented_graph(1)
    graph.nodes("Paper")[0]["title"] = "-3 is enough"
    assert ",-3 is enough," in "".join(csv_table(graph, ExportOptions()))


def test_the_fingerprint_stands_on_what_may_carry_it() -> None:
    graph = invented_graph(2)
    for write in (markdown_table, latex_table):
        assert graph.fingerprint in "".join(write(graph, ExportOptions()))
