"""What every graph that shows a part of another one shares: whose it is, and its counts."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphReader

__all__ = ["ShownGraph"]


class ShownGraph:
    """A graph of which `nodes` and `edges` show a part; values and fingerprints stay those of the whole.

    It shows everything until a subclass leaves something out. It is a `GraphReader`.
    """

    def __init__(self, graph: GraphReader) -> None:
        self._graph = graph

    @property
    def id(self) -> str:
        return self._graph.id

    @property
    def fingerprint(self) -> str:
        return self._graph.fingerprint

    @property
    def analysis_fingerprint(self) -> str:
        return self._graph.analysis_fingerprint

    def nodes(self, label: str) -> Iterable[Row]:
        return self._graph.nodes(label)

    def edges(self, type_: str) -> Iterable[Row]:
        return self._graph.edges(type_)

    def node_counts(self) -> dict[str, int]:
        counts = {label: sum(1 for _ in self.nodes(label)) for label in NODE_TYPES}
        return {label: count for label, count in counts.items() if count}

    def edge_counts(self) -> dict[str, int]:
        counts = {type_: sum(1 for _ in self.edges(type_)) for type_ in EDGE_TYPES}
        return {type_: count for type_, count in counts.items() if count}
