"""The derived graph as rows, and what a store may ask of a graph wherever it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.model.rows import Row, fingerprint, row_hash
from kg.model.schema import EDGE_TYPES, is_analysis


class GraphReader(Protocol):
    """A graph that can be read row by row: a bundle on disk, or tables in memory.

    Node rows carry `id`, edge rows `source` and `target` (node ids), all of them `_row` (see `rows.row_hash`). Rows of
    one label or type come sorted by key, each key once.
    """

    @property
    def id(self) -> str:
        """The bundle's random id: the `_kg` of every node and edge of ours."""
        ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def analysis_fingerprint(self) -> str: ...

    def node_counts(self) -> Mapping[str, int]:
        """Label → number of nodes, labels without nodes left out."""
        ...

    def edge_counts(self) -> Mapping[str, int]: ...

    def nodes(self, label: str) -> Iterable[Row]: ...

    def edges(self, type_: str) -> Iterable[Row]: ...


class LoadableGraph(GraphReader, Protocol):
    """A whole graph, as a store is brought into agreement with it."""

    def table_hashes(self) -> Mapping[str, str]:
        """Label or type → a hash that is equal only where the rows are, tables without rows left out."""
        ...

    def survivors(self) -> Mapping[str, str]:
        """Ids that the graph no longer holds → the ids into which they were merged."""
        ...


@dataclass
class GraphTables:
    """Node rows a label and edge rows a type, in memory."""

    node_rows: dict[str, list[Row]] = field(default_factory=dict)
    edge_rows: dict[str, list[Row]] = field(default_factory=dict)
    id: str = "memory"
    merged: dict[str, str] = field(default_factory=dict)
    """Former ids → their survivors."""

    def node_counts(self) -> dict[str, int]:
        return {label: len(rows) for label, rows in self.node_rows.items() if rows}

    def edge_counts(self) -> dict[str, int]:
        return {type_: len(rows) for type_, rows in self.edge_rows.items() if rows}

    def nodes(self, label: str) -> list[Row]:
        return self.node_rows.get(label, [])

    def edges(self, type_: str) -> list[Row]:
        return self.edge_rows.get(type_, [])

    def table_hashes(self) -> dict[str, str]:
        tables = {kind: rows for kind, rows in (*self.node_rows.items(), *self.edge_rows.items()) if rows}
        return {kind: fingerprint((kind, row["_row"]) for row in rows) for kind, rows in tables.items()}

    def survivors(self) -> dict[str, str]:
        return self.merged

    def finish(self) -> GraphTables:
        """Sort the rows by key and give each its `_row`, in place."""
        for rows in self.node_rows.values():
            rows.sort(key=lambda row: row["id"])
        for type_, rows in self.edge_rows.items():
            rows.sort(key=lambda row, type_=type_: edge_key(type_, row))  # type: ignore[misc]
        for rows in (*self.node_rows.values(), *self.edge_rows.values()):
            for row in rows:
                row["_row"] = row_hash(row)
        return self

    def _hashes(self, *, analysis: bool) -> Iterable[tuple[str, str]]:
        for label, rows in self.node_rows.items():
            yield from ((label, row["_row"]) for row in rows if is_analysis(label, row["id"]) == analysis)
        for type_, rows in self.edge_rows.items():
            yield from ((type_, row["_row"]) for row in rows if is_analysis(type_, row["source"]) == analysis)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self._hashes(analysis=False))

    @property
    def analysis_fingerprint(self) -> str:
        return fingerprint(self._hashes(analysis=True))


def edge_key(type_: str, row: Row) -> tuple[str, ...]:
    """What identifies an edge among those of its type: both ends and the type's key properties ('' where absent)."""
    return (row["source"], row["target"], *(str(row.get(name) or "") for name in EDGE_TYPES[type_].key))
