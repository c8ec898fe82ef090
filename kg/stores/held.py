"""What a store holds of ours: keys and row hashes, as it says or recomputed from the properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from neo4j import Session

from kg.model.rows import Row, row_hash
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.stores import statements
from kg.stores.receipt import STUB_LABEL

EdgeKey = tuple[str, ...]
Ends = tuple[str, str]
"""The labels of an edge's source and target."""

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


def held_nodes(session: Session, kg: str, label: str, *, recompute: bool) -> dict[str, str]:
    """Row hash by id of our nodes of a label; WRONG where `recompute` finds that the properties give another."""
    held = {}
    for record in session.run(statements.read_nodes(label, whole=recompute), kg=kg):
        held[record["id"]] = record["row"] or WRONG
        if recompute and row_hash(node_row(label, record["properties"])) != record["row"]:
            held[record["id"]] = WRONG
    return held


def held_edges(session: Session, kg: str, type_: str, *, recompute: bool) -> dict[Ends, HeldEdges]:
    """Our edges of a type, by the labels of their ends and by key.

    An edge whose ends bear labels that the schema does not join with it counts to the type's first pair.
    """
    found: dict[Ends, HeldEdges] = {ends: HeldEdges() for ends in EDGE_TYPES[type_].ends}
    for record in session.run(statements.read_edges(type_, whole=recompute), kg=kg):
        source, target, carried = record["source"], record["target"], record["row"] or WRONG
        if recompute and row_hash(edge_row(type_, source, target, record["properties"])) != carried:
            carried = WRONG
        key = (source, target, *(str(record[f"key_{name}"] or "") for name in EDGE_TYPES[type_].key))
        ends = _ends(type_, record["source_labels"], record["target_labels"])
        found[ends].add(key, carried)
    return found


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
