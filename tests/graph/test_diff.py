"""Differences between two graphs."""

from __future__ import annotations

from kg.graph.diff import compare
from kg.model.tables import GraphTables


def graph(**names: str) -> GraphTables:
    return GraphTables({"Author": [{"id": id_, "name": name} for id_, name in names.items()]}).finish()


def test_equal_graphs_have_no_differences() -> None:
    assert compare(graph(a="Ada"), graph(a="Ada")) == []


def test_rows_are_counted_by_what_became_of_them() -> None:
    (found,) = compare(graph(a="Ada", b="Bo", c="Cy"), graph(a="Ada", b="Bob", d="Di"))
    assert (found.what, found.created, found.changed, found.deleted, found.unchanged) == ("Author", 1, 1, 1, 1)
    assert found.examples == (("+", "d"), ("~", "b"), ("-", "c"))
