"""The graph for networkx, nodes and edges in sorted order so that every algorithm sees the same on each run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.graph.supported import SupportedGraph
from kg.model.errors import UsageError
from kg.model.rows import INTERNAL, Row
from kg.model.schema import EDGE_TYPES
from kg.model.tables import GraphReader
from kg.views.outline import present_members

_RELATED = {"BUILDS_ON": "confidence", "CITES": None, "SIMILAR": "score"}
"""Relation between papers → the property that is its weight; 1 where there is none."""

_ENDS = ("source", "target")


def network(graph: GraphReader, kind: str) -> nx.Graph:
    """A graph of one kind, without links that only a digest's summary supports and what nothing else names.

    Raises UsageError where there is no such kind.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind!r}: expected a kind of network, one of {', '.join(KINDS)}")
    found = KINDS[kind](SupportedGraph(graph))
    found.graph.update(kind=kind, fingerprint=graph.fingerprint)
    return found


def coauthor_network(graph: GraphReader) -> nx.Graph:
    """All authors; `weight` is Newman's (each joint paper gives 1/(authors − 1)), `community` the present one."""
    found = nx.Graph()
    _add_nodes(found, graph.nodes("Author"), label="Author")
    for row in graph.edges("CO_AUTHOR"):
        found.add_edge(row["source"], row["target"], **_properties(row, _ENDS))
    return _with_communities(found, graph, "coauthor")


def method_network(graph: GraphReader) -> nx.Graph:
    """All methods; an edge where two stand in at least two papers together, `weight` the number of these papers."""
    found = nx.Graph()
    _add_nodes(found, graph.nodes("Method"), label="Method")
    for row in graph.edges("CO_OCCURS"):
        found.add_edge(row["source"], row["target"], **_properties(row, _ENDS), weight=row["papers"])
    return _with_communities(found, graph, "topic")


def paper_network(graph: GraphReader) -> nx.MultiDiGraph:
    """All papers; edges keyed by relation (BUILDS_ON, CITES, SIMILAR), each from the later paper to the earlier."""
    found = nx.MultiDiGraph()
    _add_nodes(found, graph.nodes("Paper"), label="Paper")
    for type_, measure in _RELATED.items():
        for row in graph.edges(type_):
            weight = row.get(measure, 1.0) if measure else 1.0
            found.add_edge(row["source"], row["target"], key=type_, **_properties(row, _ENDS), weight=weight)
    return _with_communities(found, graph, "topic")


def full_network(graph: GraphReader) -> nx.MultiDiGraph:
    """Every node, its label as `node`; every edge, keyed by its `type` and what else tells two of that type apart."""
    found = nx.MultiDiGraph()
    for label in graph.node_counts():
        _add_nodes(found, graph.nodes(label), label=label)
    for type_ in graph.edge_counts():
        for row in graph.edges(type_):
            key = ":".join((type_, *(row[name] for name in EDGE_TYPES[type_].key if row.get(name))))
            found.add_edge(row["source"], row["target"], key=key, type=type_, **_properties(row, _ENDS))
    return found


KINDS: Mapping[str, Callable[[GraphReader], nx.Graph]] = {
    "coauthor": coauthor_network,
    "methods": method_network,
    "papers": paper_network,
    "full": full_network,
}


def _add_nodes(found: nx.Graph, rows: Iterable[Row], *, label: str) -> None:
    for row in rows:
        found.add_node(row["id"], **(_properties(row, ("id",)) | {"node": label}))


def _properties(row: Row, without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in without and name not in INTERNAL}


def _with_communities(found: nx.Graph, graph: GraphReader, kind: str) -> nx.Graph:
    """The same graph, its nodes with the `community` that they belong to at the finest level, and its label."""
    rows = [row for row in graph.nodes("Community") if row.get("kind") == kind and not row.get("until")]
    finest = max((row.get("level") or 0 for row in rows), default=0)
    labels = {row["id"]: row.get("label") or row["id"] for row in rows if (row.get("level") or 0) == finest}
    for member, community in present_members(graph, labels).items():
        if member in found:
            found.nodes[member].update(community=community, community_label=labels[community])
    return found
