"""What a store holds, reduced to hashes that can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from neo4j import Session

from kg.model.rows import fingerprint, row_hash
from kg.model.schema import EDGE_TYPES, NODE_TYPES, is_analysis
from kg.stores.connect import Store
from kg.stores.held import edge_row, node_row
from kg.stores.statements import MANIFEST_LABEL

FETCH_ROWS = 5_000


def store_fingerprints(store: Store, kg: str) -> tuple[str, str]:
    """The fingerprints (graph, analysis) of what the store holds of a bundle, from the properties themselves.

    Equal to the bundle's exactly when the store holds its graph; duplicates and edges between wrong nodes count.
    """
    hashes: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    with store.session(fetch_size=FETCH_ROWS) as session:
        for kind, first, digest in _our_rows(session, kg):
            hashes[is_analysis(kind, first)].append((kind, digest))
    return fingerprint(hashes[False]), fingerprint(hashes[True])


def _our_rows(session: Session, kg: str) -> Iterator[tuple[str, str, str]]:
    """(label or type, id or source, row hash) of all that is ours."""
    nodes = "MATCH (n) WHERE n._kg = $kg RETURN labels(n) AS labels, properties(n) AS p"
    for record in session.run(nodes, kg=kg):
        for label in record["labels"]:
            if label in NODE_TYPES:
                yield label, str(record["p"].get("id")), row_hash(node_row(label, record["p"]))
    edges = "MATCH (a)-[r]->(b) WHERE r._kg = $kg RETURN type(r) AS t, a.id AS a, b.id AS b, properties(r) AS p"
    for record in session.run(edges, kg=kg):
        type_, source, target = record["t"], record["a"], record["b"]
        if type_ in EDGE_TYPES:
            yield type_, str(source), row_hash(edge_row(type_, source, target, record["p"]))


def store_hash(store: Store) -> str:
    """The sha256 (hex) over all nodes and edges whatsoever, others' and the manifest included, with all properties.

    The receipt of the last load, which holds times, is left out. Where somebody writes meanwhile, that of no state.
    """
    with store.session(fetch_size=FETCH_ROWS) as session:
        nodes = {
            record["e"]: _text(sorted(record["l"]), _lasting(record["l"], record["p"]))
            for record in session.run("MATCH (n) RETURN elementId(n) AS e, labels(n) AS l, properties(n) AS p")
        }
        edges = [
            _text([nodes.get(record["a"], ""), record["t"], nodes.get(record["b"], "")], record["p"])
            for record in session.run(
                "MATCH (a)-[r]->(b) RETURN elementId(a) AS a, type(r) AS t, elementId(b) AS b, properties(r) AS p"
            )
        ]
    total = hashlib.sha256()
    for line in (*sorted(nodes.values()), "", *sorted(edges)):
        total.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return total.hexdigest()


def _lasting(labels: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    if MANIFEST_LABEL not in labels:
        return properties
    return {name: value for name, value in properties.items() if name != "receipt"}


def _text(what: list[str], properties: Mapping[str, Any]) -> str:
    return json.dumps([what, dict(properties)], sort_keys=True, ensure_ascii=False, default=repr)
