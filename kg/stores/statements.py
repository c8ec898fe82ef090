"""The loader's Cypher, made from the schema; labels and types come from there alone, values go as parameters.

Every statement is what Cypher 5, Cypher 25 and ArcadeDB share. Rows are maps: `id`, or `source`, `target` and the key
properties as `key_<name>`; `set` holds the properties to write, null for those that vanished.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.schema import EDGE_TYPES

MANIFEST_LABEL = "_KgBundle"
"""The label of the one node that says whose copy a store holds; it counts as no part of the graph."""


def read_nodes(label: str, *, whole: bool) -> str:
    """Our nodes of a label: their ids and the hashes that they carry; where `whole`, all their properties instead."""
    return f"MATCH (n:{label}) WHERE n._kg = $kg RETURN {_node_columns(whole=whole)}"


def read_edges(type_: str, *, whole: bool) -> str:
    """Our edges of a type: the ids of their ends, the labels of these where the schema leaves a choice, a map.

    It holds the hash that the edge carries and the properties of its key, all of them where `whole`. One statement a
    type, since a server plans each text anew.
    """
    return f"MATCH (a)-[r:{type_}]->(b) WHERE r._kg = $kg RETURN {_edge_columns(type_, whole=whole)}"


def node_spans(label: str, *, whole: bool) -> str:
    """The rows of `read_nodes` in lists: of each span of ids one."""
    return (
        f"UNWIND $spans AS span CALL (span) {{ MATCH (n:{label}) WHERE n.id >= span[0] AND n.id < span[1] "
        f"AND n._kg = $kg RETURN collect([{_node_columns(whole=whole)}]) AS rows }} RETURN rows"
    )


def edge_spans(type_: str, source: str, *, whole: bool) -> str:
    """The rows of `read_edges` from sources of this label, in lists: of each span of the sources' ids one."""
    return (
        f"UNWIND $spans AS span CALL (span) {{ MATCH (a:{source}) WHERE a.id >= span[0] AND a.id < span[1] "
        f"MATCH (a)-[r:{type_}]->(b) WHERE r._kg = $kg "
        f"RETURN collect([{_edge_columns(type_, whole=whole)}]) AS rows }} RETURN rows"
    )


def sample_nodes(label: str) -> str:
    """The ids of a `share` of our nodes, drawn by chance, in order."""
    return f"MATCH (n:{label}) WHERE rand() < $share AND n._kg = $kg RETURN n.id AS id ORDER BY id"


def sample_edges(type_: str, source: str) -> str:
    """The ids of the sources of a `share` of our edges, drawn by chance, in order and each once."""
    match = f"MATCH (a:{source})-[r:{type_}]->() WHERE rand() < $share AND r._kg = $kg"
    return f"{match} RETURN DISTINCT a.id AS id ORDER BY id"


def count_nodes(label: str) -> str:
    """How many nodes of a label are ours."""
    return f"MATCH (n:{label}) WHERE n._kg = $kg RETURN count(*) AS count"


def count_edges(type_: str) -> str:
    """How many edges of a type are ours."""
    return f"MATCH ()-[r:{type_}]->() WHERE r._kg = $kg RETURN count(*) AS count"


def _node_columns(*, whole: bool) -> str:
    return "properties(n)" if whole else "n.id, n._row"


def _edge_columns(type_: str, *, whole: bool) -> str:
    labels = "labels(a), labels(b), " if len(EDGE_TYPES[type_].ends) > 1 else ""
    names = ("_row", *EDGE_TYPES[type_].key)
    values = "properties(r)" if whole else "{" + ", ".join(f"{name}: r.{name}" for name in names) + "}"
    return f"a.id, b.id, {labels}{values}"


def write_nodes(label: str) -> str:
    """Make or change nodes; one that was there and belongs to nobody is a user's, and is marked."""
    return (
        f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) "
        "ON MATCH SET n._adopted = coalesce(n._adopted, CASE WHEN n._kg IS NULL THEN true END) "
        "SET n += row.set, n._kg = $kg RETURN count(*) AS matched"
    )


def create_edges(type_: str, source: str, target: str, *, keyed: bool) -> str:
    """Make edges that the store lacks; without a key value (`keyed` false) the row's hash stands for it."""
    key = "".join(f", {name}: row.key_{name}" for name in EDGE_TYPES[type_].key) if keyed else ", _row: row.set._row"
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"MERGE (a)-[r:{type_} {{_kg: $kg{key}}}]->(b) SET r += row.set RETURN count(*) AS matched"
    )


def first_nodes(label: str, columns: Sequence[str], *, placed: bool) -> str:
    """Make nodes in a store that holds none with this label; a row is a list: the id, then the columns' values.

    Returns their `places` where they are to be `placed`. Lists and literal maps cost the server three quarters of what
    `SET n += map` does.
    """
    places = ", collect(id(n)) AS places" if placed else ""
    return (
        f"UNWIND $rows AS row CREATE (n:{label} {{id: row[0], _kg: $kg{_values(columns, 1)}}}) "
        f"RETURN count(*) AS matched{places}"
    )


def first_edges(type_: str, source: str, target: str, columns: Sequence[str]) -> str:
    """Make edges in a store that holds none of this type; a row is a list: both ends, then the columns' values."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
        f"CREATE (a)-[:{type_} {{_kg: $kg{_values(columns, 2)}}}]->(b) RETURN count(*) AS matched"
    )


def first_placed_edges(type_: str, source: str, target: str, columns: Sequence[str]) -> str:
    """The same by the places of their ends, a list for each source: its place, its id, its edges.

    An edge is a list of the target's place and id, then the columns' values. A place is only where to look, as a
    database gives that of a deleted node to another one; so the ids are compared.
    """
    return (
        f"UNWIND $rows AS part MATCH (a:{source}) WHERE id(a) = part[0] AND a.id = part[1] "
        f"UNWIND part[2] AS row MATCH (b:{target}) WHERE id(b) = row[0] AND b.id = row[1] "
        f"CREATE (a)-[:{type_} {{_kg: $kg{_values(columns, 2)}}}]->(b) RETURN count(*) AS matched"
    )


def _values(columns: Sequence[str], start: int) -> str:
    return "".join(f", {name}: row[{number}]" for number, name in enumerate(columns, start))


def change_edges(type_: str, source: str, target: str) -> str:
    """Write the properties of edges of ours that are there."""
    return f"{_match_edges(type_, source, target)} SET r += row.set RETURN count(*) AS matched"


def delete_edges(type_: str, source: str, target: str) -> str:
    """Delete every edge of ours with the key, duplicates too."""
    return f"{_match_edges(type_, source, target)} DELETE r"


def _match_edges(type_: str, source: str, target: str) -> str:
    key = "".join(f" AND coalesce(r.{name}, '') = row.key_{name}" for name in EDGE_TYPES[type_].key)
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}})-[r:{type_}]->(b:{target} {{id: row.target}}) "
        f"WHERE r._kg = $kg{key}"
    )


def delete_nodes(label: str) -> str:
    """Delete withdrawn nodes that are still ours."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) WHERE n._kg = $kg DETACH DELETE n"


LABELS_IN_USE = "CALL db.labels() YIELD label RETURN label AS name"
TYPES_IN_USE = "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name"
"""What the store may hold at all: the rest need not be asked for."""

MARK_LOADING = (
    f"MERGE (m:{MANIFEST_LABEL} {{kg: $kg}}) SET m.state = 'loading', m.fingerprint = null, "
    "m.analysis_fingerprint = null RETURN count(*) AS matched"
)

MARK_LOADED = (
    f"MATCH (m:{MANIFEST_LABEL} {{kg: $kg}}) SET m.state = 'loaded', m.fingerprint = $fingerprint, "
    "m.analysis_fingerprint = $analysis_fingerprint RETURN count(*) AS matched"
)
