"""A graph without what only a digest's summary says: those links, and entities that nothing else names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, ENTITY_LABELS, LINK_TYPES, NODE_TYPES
from kg.model.tables import GraphReader

__all__ = ["SupportedGraph"]


class SupportedGraph:
    """The graph as it is shown unless a reader asks for more. It is a `GraphReader`.

    Values and fingerprints are those of the whole graph. An entity that one of the reader's lists holds stays.
    """

    def __init__(self, graph: GraphReader) -> None:
        self._graph = graph
        linked = {row["target"] for row in graph.edges("HOLDS")}
        for type_ in LINK_TYPES:
            linked |= {row["target"] for row in graph.edges(type_) if row.get("supported") is not False}
        self._hidden = {row["id"] for label in ENTITY_LABELS for row in graph.nodes(label)} - linked

    @property
    def id(self) -> str:
        return self._graph.id

    @property
    def fingerprint(self) -> str:
        return self._graph.fingerprint

    @property
    def analysis_fingerprint(self) -> str:
        return self._graph.analysis_fingerprint

    def nodes(self, label: str) -> Iterator[Row]:
        return (row for row in self._graph.nodes(label) if row["id"] not in self._hidden)

    def edges(self, type_: str) -> Iterator[Row]:
        rows = self._graph.edges(type_)
        hidden = self._hidden
        return (
            row
            for row in rows
            if row.get("supported") is not False and row["source"] not in hidden and row["target"] not in hidden
        )

    def node_counts(self) -> dict[str, int]:
        counts = {label: sum(1 for _ in self.nodes(label)) for label in NODE_TYPES}
        return {label: count for label, count in counts.items() if count}

    def edge_counts(self) -> dict[str, int]:
        counts = {type_: sum(1 for _ in self.edges(type_)) for type_ in EDGE_TYPES}
        return {type_: count for type_, count in counts.items() if count}
