"""The difference between a bundle and a store, carried out: nodes, then edges, deletions last.

Only what carries the bundle's `_kg` is ever changed or deleted, apart from a user's node that bears one of our labels
and ids, which is used and marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from neo4j import Session

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, ENTITY_LABELS, NODE_TYPES
from kg.model.tables import GraphReader, edge_key
from kg.stores import statements
from kg.stores.held import EdgeKey, Ends, HeldEdges, edge_properties, held_edges, held_nodes, in_use
from kg.stores.receipt import Tally
from kg.stores.transactions import Rows, batches, write

_PREFIXES = {"author": "Author", "community": "Community", "digest": "Digest", "list": "List"}


class RowsMissingError(Exception):
    """A batch matched fewer rows than were sent: the store changed under the load."""


class Diff:
    """One pass over a bundle and a store; `recompute` distrusts the hashes that the store's rows carry."""

    def __init__(self, session: Session, graph: GraphReader, tally: Tally, *, recompute: bool) -> None:
        self.session = session
        self.graph = graph
        self.tally = tally
        self.recompute = recompute
        self.in_use: frozenset[str] = frozenset()
        self.entity_labels: dict[str, str] = {}
        self.withdrawn: list[tuple[str, Rows]] = []

    def apply(self) -> None:
        """Write what differs.

        Raises
            RowsMissingError: somebody else writes to the store; a pass that recomputes may mend it.
        """
        self.in_use = in_use(self.session)
        for label in NODE_TYPES:
            self._nodes(label)
        deletions = [deletion for type_ in EDGE_TYPES for deletion in self._edges(type_)]
        for text, rows in deletions:
            self._delete(rows, text)
        for label, rows in self.withdrawn:
            self._delete(rows, statements.strip_nodes(label), statements.delete_nodes(label))

    def _nodes(self, label: str) -> None:
        held: dict[str, str] = {}
        if label in self.in_use:
            held = held_nodes(self.session, self.graph.id, label, recompute=self.recompute)
        properties = NODE_TYPES[label].properties
        new, changed = [], []
        for row in self.graph.nodes(label):
            if label in ENTITY_LABELS:
                self.entity_labels[row["id"]] = label
            found = held.pop(row["id"], None)
            if found == row["_row"]:
                self.tally.unchanged += 1
            elif found is None:
                new.append({"id": row["id"], "set": _present(row, properties)})
            else:
                changed.append({"id": row["id"], "set": _complete(row, properties)})
        self.tally.settle(self.graph.node_counts().get(label, 0) - len(new) - len(changed))
        self.tally.created += self._write(statements.write_nodes(label), new)
        self.tally.changed += self._write(statements.write_nodes(label), changed)
        self.withdrawn.append((label, [{"id": id_} for id_ in held]))

    def _edges(self, type_: str) -> Iterable[tuple[str, Rows]]:
        """Write the edges of a type; what is to be deleted, as (statement, rows)."""
        rows_of: dict[Ends, list[Row]] = {ends: [] for ends in EDGE_TYPES[type_].ends}
        for row in self.graph.edges(type_):
            rows_of[self._ends(type_, row)].append(row)
        held_of: dict[Ends, HeldEdges] = {}
        if type_ in self.in_use:
            held_of = held_edges(self.session, self.graph.id, type_, recompute=self.recompute)
        for ends, rows in rows_of.items():
            held = held_of.get(ends, HeldEdges())
            self._drop_copies(type_, ends, held)
            self._write_edges(type_, ends, rows, held)
            yield statements.delete_edges(type_, *ends), [_keyed(type_, key) for key in held.hashes]

    def _drop_copies(self, type_: str, ends: Ends, held: HeldEdges) -> None:
        """Delete all edges of a key that has several; one is made anew, so that it is the right one."""
        copies = [_keyed(type_, key) for key in held.copies]
        for batch in batches(copies):
            write(self.session, statements.delete_edges(type_, *ends), rows=batch, kg=self.graph.id)
        for key, beyond in held.copies.items():
            del held.hashes[key]
            self.tally.deleted += 1 + beyond

    def _write_edges(self, type_: str, ends: Ends, rows: list[Row], held: HeldEdges) -> None:
        new: Rows = []
        keyless: Rows = []
        changed: Rows = []
        properties = edge_properties(type_)
        for row in rows:
            key = edge_key(type_, row)
            found = held.hashes.pop(key, None)
            if found == row["_row"]:
                self.tally.unchanged += 1
            elif found is None:
                (new if all(key) else keyless).append({**_keyed(type_, key), "set": _present(row, properties)})
            else:
                changed.append({**_keyed(type_, key), "set": _complete(row, properties)})
        self.tally.settle(len(rows) - len(new) - len(keyless) - len(changed))
        self.tally.created += self._write(statements.create_edges(type_, *ends, keyed=True), new)
        self.tally.created += self._write(statements.create_edges(type_, *ends, keyed=False), keyless)
        self.tally.changed += self._write(statements.change_edges(type_, *ends), changed)

    def _ends(self, type_: str, row: Row) -> Ends:
        """The labels of an edge's ends: the schema's where it leaves no choice, else told by the ids."""
        pairs = EDGE_TYPES[type_].ends
        return pairs[0] if len(pairs) == 1 else (self._label(row["source"]), self._label(row["target"]))

    def _label(self, id_: str) -> str:
        prefix, colon, _ = id_.partition(":")
        if not colon:
            return "Category"
        return self.entity_labels[id_] if prefix == "entity" else _PREFIXES.get(prefix, "Paper")

    def _write(self, text: str, rows: Rows) -> int:
        for batch in batches(rows):
            if write(self.session, text, rows=batch, kg=self.graph.id) != len(batch):
                raise RowsMissingError
            self.tally.settle(len(batch))
        return len(rows)

    def _delete(self, rows: Rows, *texts: str) -> None:
        for batch in batches(rows):
            write(self.session, *texts, rows=batch, kg=self.graph.id)
            self.tally.deleted += len(batch)


def _present(row: Row, properties: Iterable[str]) -> dict[str, Any]:
    """The properties that a new node or edge gets: those of the schema that have a value."""
    return {name: value for name, value in _complete(row, properties).items() if value is not None}


def _complete(row: Row, properties: Iterable[str]) -> dict[str, Any]:
    """The properties that a changed one gets: the schema's all, null where the row has none."""
    values = {name: row.get(name) for name in properties}
    return {name: None if value == [] else value for name, value in values.items()} | {"_row": row["_row"]}


def _keyed(type_: str, key: EdgeKey) -> dict[str, Any]:
    names = EDGE_TYPES[type_].key
    return {"source": key[0], "target": key[1], **{f"key_{n}": v for n, v in zip(names, key[2:], strict=True)}}
