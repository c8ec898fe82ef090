"""What a user hung on a node that goes: it moves to the node's survivor, else to a stub that keeps the id.

A user's edges bear no `_kg`; his properties are those that the schema does not know. All of it happens in the
transaction that deletes the node. A user's own node (`_adopted`) is never deleted: it only loses what was ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from neo4j import ManagedTransaction

from kg.model.rows import INTERNAL
from kg.model.schema import NODE_TYPES
from kg.stores.receipt import STUB_LABEL, Clash, Moved, Place
from kg.stores.transactions import Rows, matched

Survivors = Callable[[str], Place | None]
"""Where an id lives on: the label and id of a node of the bundle, None where it does not."""


def carry_over(transaction: ManagedTransaction, label: str, rows: Rows, kg: str, survivors: Survivors) -> list[Moved]:
    """Take from these nodes of ours what a user hung on them; adopted ones become the user's again.

    Where several nodes move to one survivor the first by id decides a property that they do not agree on.
    """
    known = {"id", *NODE_TYPES[label].properties, *INTERNAL}
    carriers = transaction.run(_carriers(label, known), rows=rows, kg=kg).data()
    adopted = [{"id": row["id"]} for row in carriers if row["adopted"]]
    if adopted:
        transaction.run(_strip(label, known), rows=adopted).consume()
    found = {row["id"]: row["properties"] for row in carriers if not row["adopted"]}
    return _move(transaction, label, {id_: _foreign(found[id_], known) for id_ in sorted(found)}, survivors)


def restore(transaction: ManagedTransaction, rows: Rows, kg: str, survivors: Survivors) -> list[Moved]:
    """Move what these stubs carry to the nodes that their ids name again, and delete the stubs."""
    stubs = transaction.run(_STUBS, rows=rows).data()
    found = {row["id"]: _foreign(row["properties"], {"id"}) for row in stubs}
    moved = _move(transaction, STUB_LABEL, {id_: found[id_] for id_ in sorted(found)}, survivors)
    gone = [{"id": move.source[1]} for move in moved if not move.is_stub]
    if gone:
        transaction.run(f"UNWIND $rows AS row MATCH (n:{STUB_LABEL} {{id: row.id}}) DELETE n", rows=gone).consume()
    return [move for move in moved if not move.is_stub]


def _foreign(properties: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    return {name: properties[name] for name in sorted(properties.keys() - set(known))}


def _move(
    transaction: ManagedTransaction, label: str, found: Mapping[str, Mapping[str, Any]], survivors: Survivors
) -> list[Moved]:
    """Move edges and properties of the nodes of this label to where each id lives on."""
    if not found:
        return []
    targets = _targets(transaction, found, survivors)
    stubs = [{"id": id_} for id_, (target, _) in targets.items() if target == STUB_LABEL]
    if stubs and label != STUB_LABEL:
        transaction.run(f"UNWIND $rows AS row MERGE (n:{STUB_LABEL} {{id: row.id}})", rows=stubs).consume()
    moving = {id_: target for id_, target in targets.items() if target != (label, id_)}  # a stub may stay one
    edges = dict.fromkeys(found, 0)
    for outward in (True, False):  # what the first turn makes between two of them, the second finds
        _move_edges(transaction, label, moving, edges, outward=outward)
    return [
        Moved((label, id_), target, edges[id_], *_move_properties(transaction, target, found[id_]))
        for id_, target in moving.items()
    ]


def _targets(transaction: ManagedTransaction, ids: Iterable[str], survivors: Survivors) -> dict[str, Place]:
    """Where each id lives on; a stub where the bundle does not know, or where the store lacks that node."""
    wanted = {id_: survivors(id_) for id_ in ids}
    present = set()
    for label in sorted({place[0] for place in wanted.values() if place}):
        rows = [{"id": place[1]} for place in wanted.values() if place and place[0] == label]
        text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) RETURN DISTINCT n.id AS id"
        present |= {(label, record["id"]) for record in transaction.run(text, rows=rows)}
    return {id_: place if place and place in present else (STUB_LABEL, id_) for id_, place in wanted.items()}


def _move_edges(
    transaction: ManagedTransaction, label: str, targets: Mapping[str, Place], counts: dict[str, int], *, outward: bool
) -> None:
    rows = [{"id": id_} for id_ in targets]
    pattern = _pattern(f"(n:{label} {{id: row.id}})", "[r]", "(o)", outward=outward)
    text = (
        f"UNWIND $rows AS row MATCH {pattern} WHERE r._kg IS NULL RETURN n.id AS id, type(r) AS type, "
        "elementId(o) AS other, properties(r) AS properties"
    )
    edges = transaction.run(text, rows=rows).data()

    def kind(edge: Mapping[str, Any]) -> tuple[str, str]:
        return targets[edge["id"]][0], edge["type"]

    for (target, type_), group in groupby(sorted(edges, key=kind), key=kind):
        _create_edges(transaction, target, type_, list(group), targets, outward=outward)
    for edge in edges:
        counts[edge["id"]] += 1
    if edges:
        transaction.run(f"UNWIND $rows AS row MATCH {pattern} WHERE r._kg IS NULL DELETE r", rows=rows).consume()


def _create_edges(
    transaction: ManagedTransaction,
    target: str,
    type_: str,
    edges: Sequence[Mapping[str, Any]],
    targets: Mapping[str, Place],
    *,
    outward: bool,
) -> None:
    """Make the edges anew at their new ends; the type is the store's own word and stands between back-quotes."""
    quoted = "`" + type_.replace("`", "``") + "`"
    text = (
        f"UNWIND $rows AS row MATCH (n:{target} {{id: row.id}}) MATCH (o) WHERE elementId(o) = row.other "
        f"CREATE {_pattern('(n)', f'[r:{quoted}]', '(o)', outward=outward)} SET r = row.properties "
        "RETURN count(*) AS matched"
    )
    rows = [{"id": targets[edge["id"]][1], "other": edge["other"], "properties": edge["properties"]} for edge in edges]
    if matched(transaction, text, rows=rows) != len(rows):
        raise AssertionError(f"an edge {type_} of a node that was just read has lost an end")


def _pattern(node: str, edge: str, other: str, *, outward: bool) -> str:
    return f"{node}-{edge}->{other}" if outward else f"{other}-{edge}->{node}"


def _move_properties(
    transaction: ManagedTransaction, target: Place, found: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[Clash, ...]]:
    """The names that were moved, and the clashes; a name of the schema belongs to the survivor's row."""
    if not found:
        return (), ()
    label, id_ = target
    held = transaction.run(f"MATCH (n:{label} {{id: $id}}) RETURN properties(n) AS p", id=id_).single(strict=True)["p"]
    ours = NODE_TYPES[label].properties if label in NODE_TYPES else {}
    free = {name: value for name, value in found.items() if name not in held and name not in ours}
    clashes = [
        Clash(name, held.get(name), value)
        for name, value in found.items()
        if name not in free and held.get(name) != value
    ]
    if free:
        transaction.run(f"MATCH (n:{label} {{id: $id}}) SET n += $free", id=id_, free=free).consume()
    return tuple(free), tuple(clashes)


def _carriers(label: str, known: Iterable[str]) -> str:
    names = ", ".join(f"'{name}'" for name in sorted(known))
    return (
        f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) WHERE n._kg = $kg AND (n._adopted = true "
        f"OR EXISTS {{ MATCH (n)-[r]-() WHERE r._kg IS NULL }} OR any(name IN keys(n) WHERE NOT name IN [{names}])) "
        "RETURN n.id AS id, coalesce(n._adopted, false) AS adopted, properties(n) AS properties"
    )


def _strip(label: str, known: Iterable[str]) -> str:
    nothing = ", ".join(f"n.{name} = null" for name in sorted(known) if name != "id")
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET {nothing}"


_STUBS = f"UNWIND $rows AS row MATCH (n:{STUB_LABEL} {{id: row.id}}) RETURN n.id AS id, properties(n) AS properties"
