"""A graph without what only a digest's summary says: those links, and entities that nothing else names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.shown import ShownGraph
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphReader

__all__ = ["SupportedGraph"]


class SupportedGraph(ShownGraph):
    """The graph as it is shown unless a reader asks for more.

    An entity that one of the reader's lists holds stays.
    """

    def __init__(self, graph: GraphReader) -> None:
        super().__init__(graph)
        linked = {row["target"] for row in graph.edges("HOLDS")}
        for type_ in LINK_TYPES:
            linked |= {row["target"] for row in graph.edges(type_) if row.get("supported") is not False}
        self._hidden = {row["id"] for label in ENTITY_LABELS for row in graph.nodes(label)} - linked

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
