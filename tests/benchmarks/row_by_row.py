"""Loading as many a script does it: one query for each node and each edge, by auto-commit."""

from __future__ import annotations

import time
from typing import Any

from neo4j import Driver

from kg.graph.bundle import Bundle
from kg.model.rows import Row

Labelled = tuple[str, Row]
"""A label and its node, or a type and its edge."""


def first_rows(bundle: Bundle, count: int) -> tuple[list[Labelled], list[tuple[str, str, str, Row]]]:
    """About so many rows of the bundle: authorships and categories of its first papers, and the nodes at their ends.

    An edge is (source label, type, target label, row).
    """
    ends = {"AUTHORED": ("Author", "Paper"), "IN_CATEGORY": ("Paper", "Category")}
    edges_of: dict[str, list[tuple[str, str, str, Row]]] = {}
    for type_, (source, target) in ends.items():
        for row in bundle.edges(type_):
            paper = row["target"] if target == "Paper" else row["source"]
            edges_of.setdefault(paper, []).append((source, type_, target, row))
    edges: list[tuple[str, str, str, Row]] = []
    wanted: set[tuple[str, str]] = set()
    for paper in sorted(edges_of):
        if len(edges) + len(wanted) >= count:
            break
        edges += edges_of[paper]
        for source, _, target, row in edges_of[paper]:
            wanted |= {(source, row["source"]), (target, row["target"])}
    nodes = [
        (label, row)
        for label in ("Paper", "Author", "Category")
        for row in bundle.nodes(label)
        if (label, row["id"]) in wanted
    ]
    return nodes, edges


def load_row_by_row(driver: Driver, nodes: list[Labelled], edges: list[tuple[str, str, str, Row]]) -> tuple[int, float]:
    """(rows, seconds) of writing them one query at a time; the constraints are there before."""
    with driver.session() as session:
        for label in ("Paper", "Author", "Category"):
            session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        started = time.perf_counter()
        for label, row in nodes:
            session.run(f"MERGE (n:{label} {{id: $row.id}}) SET n += $row", row=row).consume()
        for source, type_, target, row in edges:
            values: dict[str, Any] = {name: value for name, value in row.items() if name not in {"source", "target"}}
            text = (
                f"MATCH (a:{source} {{id: $a}}) MATCH (b:{target} {{id: $b}}) MERGE (a)-[e:{type_}]->(b) SET e += $row"
            )
            session.run(text, a=row["source"], b=row["target"], row=values).consume()
        return len(nodes) + len(edges), time.perf_counter() - started
