"""The difference between a bundle and a store, as steps: nodes, then edges, deletions last.

Only what carries the bundle's `_kg` is ever changed or deleted, apart from a user's node that bears one of our labels
and ids, which is used and marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

from neo4j import Session

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, ENTITY_LABELS, NODE_TYPES
from kg.model.tables import LoadableGraph, edge_key
from kg.stores import statements
from kg.stores.held import EdgeKey, Ends, HeldEdges, edge_properties, held_edges, held_nodes, in_use, stub_ids
from kg.stores.receipt import STUB_LABEL, Tally
from kg.stores.steps import DeleteEdges, Restore, Step, Withdraw, Write
from kg.stores.survivors import SurvivorLookup
from kg.stores.transactions import Rows, batches

MANY_ROWS = 5_000
"""From so many rows of the bundle a table is read by spans, which takes three statements instead of one."""


class Diff:
    """One pass over a bundle and a store.

    `recompute` distrusts the hashes that the store's rows carry. `same` names the labels and types whose rows the store
    is known to hold, so that they are not read. Where the store is a Neo4j with our constraints (`in_bulk`), large
    tables are read by spans.
    """

    def __init__(
        self,
        session: Session,
        graph: LoadableGraph,
        tally: Tally,
        *,
        recompute: bool,
        same: Collection[str] = (),
        in_bulk: bool = False,
    ) -> None:
        self.session = session
        self.graph = graph
        self.tally = tally
        self.recompute = recompute
        self.same = frozenset() if recompute else frozenset(same)
        self.in_bulk = in_bulk
        self.in_use: frozenset[str] = frozenset()
        self.survivors = SurvivorLookup(graph)
        self.withdrawn: list[tuple[str, Rows]] = []

    def steps(self) -> Iterator[Step]:
        """What is to be written, in an order that can be carried out one step at a time.

        The store is read as the steps are asked for; rows that agree are counted as unchanged meanwhile.
        """
        self.in_use = in_use(self.session)
        for label in NODE_TYPES:
            yield from self._nodes(label)
        yield from self._stubs()
        deletions: list[Step] = []
        for type_ in EDGE_TYPES:
            yield from self._edges(type_, deletions)
        yield from deletions
        for label, gone in self.withdrawn:
            for batch in batches(gone):
                yield Withdraw(label, batch, self.survivors)

    def _nodes(self, label: str) -> Iterator[Step]:
        if self._is_same(label, self.graph.node_counts()):
            return
        rows = self.graph.nodes(label)
        known = {row["id"]: row for row in rows} if self.recompute else None
        held: dict[str, str] = {}
        if label in self.in_use:
            by_spans = self._by_spans(label, self.graph.node_counts())
            held = held_nodes(self.session, self.graph.id, label, known, by_spans=by_spans)
        properties = NODE_TYPES[label].properties
        new, changed, same = [], [], 0
        for row in rows if known is None else known.values():
            found = held.pop(row["id"], None)
            if found == row["_row"]:
                same += 1
            elif found is None:
                new.append({"id": row["id"], "set": _present(row, properties)})
            else:
                changed.append({"id": row["id"], "set": _complete(row, properties)})
        self.tally.keep(same)
        yield from _writes("created", statements.write_nodes(label), new)
        yield from _writes("changed", statements.write_nodes(label), changed)
        self.withdrawn.append((label, [{"id": id_} for id_ in held]))

    def _by_spans(self, kind: str, counts: Mapping[str, int]) -> bool:
        return self.in_bulk and counts.get(kind, 0) >= MANY_ROWS

    def _is_same(self, kind: str, counts: Mapping[str, int]) -> bool:
        """Whether the table is left out, all its rows being there."""
        if kind not in self.same:
            return False
        self.tally.keep(counts.get(kind, 0))
        return True

    def _stubs(self) -> Iterator[Step]:
        """Stubs of nodes that the bundle may hold again."""
        if STUB_LABEL in self.in_use:
            for batch in batches([{"id": id_} for id_ in stub_ids(self.session)]):
                yield Restore(batch, self.survivors)

    def _edges(self, type_: str, deletions: list[Step]) -> Iterator[Step]:
        """The edges of a type; what is to be deleted at the end is added to `deletions`."""
        if not self._hangs_elsewhere(type_) and self._is_same(type_, self.graph.edge_counts()):
            return
        rows_of: dict[Ends, dict[EdgeKey, Row]] = {ends: {} for ends in EDGE_TYPES[type_].ends}
        for row in self.graph.edges(type_):
            rows_of[self._ends(type_, row)][edge_key(type_, row)] = row
        held_of: dict[Ends, HeldEdges] = {}
        if type_ in self.in_use:
            known = rows_of if self.recompute else None
            by_spans = self._by_spans(type_, self.graph.edge_counts())
            held_of = held_edges(self.session, self.graph.id, type_, known, by_spans=by_spans)
        for ends, rows in rows_of.items():
            held = held_of.get(ends, HeldEdges())
            yield from self._copies(type_, ends, held)
            yield from self._edge_writes(type_, ends, rows, held)
            gone = [_keyed(type_, key) for key in held.hashes]
            text = statements.delete_edges(type_, *ends)
            deletions += [DeleteEdges(text, batch, len(batch)) for batch in batches(gone)]

    def _hangs_elsewhere(self, type_: str) -> bool:
        """Whether edges whose rows are the same must move, because an entity's label has changed."""
        if len(EDGE_TYPES[type_].ends) == 1:
            return False
        gone = (row["id"] for label, rows in self.withdrawn if label in ENTITY_LABELS for row in rows)
        return any(self.survivors.entity_label(id_) is not None for id_ in gone)

    def _copies(self, type_: str, ends: Ends, held: HeldEdges) -> Iterator[Step]:
        """Delete all edges of a key that has several; one is made anew, so that it is the right one."""
        text = statements.delete_edges(type_, *ends)
        for key, beyond in held.copies.items():
            del held.hashes[key]
            yield DeleteEdges(text, [_keyed(type_, key)], 1 + beyond)

    def _edge_writes(self, type_: str, ends: Ends, rows: Mapping[EdgeKey, Row], held: HeldEdges) -> Iterator[Step]:
        new: Rows = []
        keyless: Rows = []
        changed: Rows = []
        same = 0
        properties = edge_properties(type_)
        for key, row in rows.items():
            found = held.hashes.pop(key, None)
            if found == row["_row"]:
                same += 1
            elif found is None:
                (new if all(key) else keyless).append({**_keyed(type_, key), "set": _present(row, properties)})
            else:
                changed.append({**_keyed(type_, key), "set": _complete(row, properties)})
        self.tally.keep(same)
        yield from _writes("created", statements.create_edges(type_, *ends, keyed=True), new)
        yield from _writes("created", statements.create_edges(type_, *ends, keyed=False), keyless)
        yield from _writes("changed", statements.change_edges(type_, *ends), changed)

    def _ends(self, type_: str, row: Row) -> Ends:
        """The labels of an edge's ends: the schema's where it leaves no choice, else told by the ids."""
        pairs = EDGE_TYPES[type_].ends
        if len(pairs) == 1:
            return pairs[0]
        return self.survivors.label(row["source"]), self.survivors.label(row["target"])


def _writes(kind: Literal["created", "changed"], text: str, rows: Rows) -> Iterator[Step]:
    return (Write(kind, text, batch) for batch in batches(rows))


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
