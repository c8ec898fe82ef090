"""What a store holds of ours: keys and row hashes, as it says or recomputed from the properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from neo4j import Session

from kg.model.rows import Row, row_hash
from kg.model.schema import EDGE_TYPES, NODE_TYPES, PropertyType
from kg.stores import statements
from kg.stores.receipt import STUB_LABEL
from kg.stores.spans import SpansFailedError, edge_rows, node_rows

EdgeKey = tuple[str, ...]
Ends = tuple[str, str]
"""The labels of an edge's source and target."""

Answer = Iterable[Sequence[Any]]
"""Rows as the statements of `read_nodes` or `read_edges` give them."""

WRONG = "wrong"
"""Stands for the hash of a row whose properties do not give the hash that it carries."""


@dataclass(slots=True)
class HeldEdges:
    """Hash by key of the edges of one type between two labels; `copies` counts those beyond the first, where any."""

    hashes: dict[EdgeKey, str] = field(default_factory=dict)
    copies: dict[EdgeKey, int] = field(default_factory=dict)

    def add(self, key: EdgeKey, carried: str) -> None:
        """Take an edge in."""
        if key in self.hashes:
            self.copies[key] = self.copies.get(key, 0) + 1
        self.hashes[key] = carried


def node_row(label: str, properties: Mapping[str, Any]) -> Row:
    """The node's row as the bundle has it: what the schema knows of the properties that the store holds."""
    known = NODE_TYPES[label].properties
    return {"id": properties.get("id"), **{name: value for name, value in properties.items() if name in known}}


def edge_properties(type_: str) -> frozenset[str]:
    """The properties of an edge that a row can carry; `source` and `target` are its ends there."""
    return frozenset(EDGE_TYPES[type_].properties) - {"source", "target"}


def edge_row(type_: str, source: str, target: str, properties: Mapping[str, Any]) -> Row:
    """The edge's row as the bundle has it."""
    known = edge_properties(type_)
    return {"source": source, "target": target, **{name: v for name, v in properties.items() if name in known}}


def held_nodes(
    session: Session, kg: str, label: str, rows: Mapping[str, Row] | None, *, by_spans: bool
) -> dict[str, str]:
    """Row hash by id of our nodes of a label, read in bulk or one by one.

    With the bundle's `rows` all properties are read and compared with these; WRONG where they give another hash than
    the node carries.
    """
    whole = rows is not None
    if by_spans:
        with suppress(SpansFailedError):
            return _nodes(label, rows, node_rows(session, kg, label, whole=whole))
    return _nodes(label, rows, session.run(statements.read_nodes(label, whole=whole), kg=kg))


def _nodes(label: str, rows: Mapping[str, Row] | None, answer: Answer) -> dict[str, str]:
    if rows is None:
        return {id_: carried or WRONG for id_, carried in answer}
    held = {}
    for (properties,) in answer:
        row = rows.get(properties.get("id"))
        is_row = row is not None and _is_row(properties, row, NODE_TYPES[label].properties)
        held[properties.get("id")] = properties["_row"] if is_row else _carried(properties, node_row(label, properties))
    return held


def held_edges(
    session: Session, kg: str, type_: str, rows: Mapping[Ends, Mapping[EdgeKey, Row]] | None, *, by_spans: bool
) -> dict[Ends, HeldEdges]:
    """Our edges of a type, by the labels of their ends and by key; `rows` and `by_spans` as `held_nodes` takes them.

    An edge whose ends bear labels that the schema does not join with it counts to the type's first pair.
    """
    whole = rows is not None
    if by_spans:
        with suppress(SpansFailedError):
            return _edges(type_, rows, edge_rows(session, kg, type_, whole=whole))
    return _edges(type_, rows, session.run(statements.read_edges(type_, whole=whole), kg=kg))


def _edges(type_: str, rows: Mapping[Ends, Mapping[EdgeKey, Row]] | None, answer: Answer) -> dict[Ends, HeldEdges]:
    kind = EDGE_TYPES[type_]
    found: dict[Ends, HeldEdges] = {ends: HeldEdges() for ends in kind.ends}
    for source, target, *labels, values in answer:
        ends = _ends(type_, *labels) if labels else kind.ends[0]
        key = (source, target, *(str(values.get(name) or "") for name in kind.key))
        carried = values.get("_row") or WRONG
        if rows is not None:
            row = rows[ends].get(key)
            whole = {**values, "source": source, "target": target}
            if row is None or not _is_row(whole, row, kind.properties):
                carried = _carried(values, edge_row(type_, source, target, values))
        found[ends].add(key, carried)
    return found


def _is_row(stored: Row, row: Row, types: Mapping[str, PropertyType]) -> bool:
    """Whether what the store holds is the bundle's row to the letter; where it is not, hashes are to decide."""
    stored.pop("_kg", None)
    return stored == row and all(
        type(stored.get(name)) is type(row.get(name)) for name, kind in types.items() if kind not in _TEXTS
    )  # since True == 1


def _carried(properties: Mapping[str, Any], row: Row) -> str:
    """The hash that a node or an edge carries; WRONG where its row has another."""
    found = row_hash(row)
    return found if found == properties.get("_row") else WRONG


_TEXTS = ("string", "strings")


def _ends(type_: str, source_labels: list[str], target_labels: list[str]) -> Ends:
    pairs = EDGE_TYPES[type_].ends
    fitting = (pair for pair in pairs if pair[0] in source_labels and pair[1] in target_labels)
    return next(fitting, pairs[0])


def in_use(session: Session) -> frozenset[str]:
    """The labels and relations that the store may hold; it holds no other."""
    texts = (statements.LABELS_IN_USE, statements.TYPES_IN_USE)
    return frozenset(record["name"] for text in texts for record in session.run(text))


def stub_ids(session: Session) -> list[str]:
    """The ids of the stubs that stand for withdrawn nodes."""
    return [record["id"] for record in session.run(f"MATCH (n:{STUB_LABEL}) RETURN n.id AS id ORDER BY id")]
