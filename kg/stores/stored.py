"""What a store holds of a bundle, as a graph that can be compared with the bundle itself."""

from __future__ import annotations

from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphTables
from kg.stores.connect import Store
from kg.stores.held import edge_row, node_row

_FETCH_ROWS = 5_000


def stored_rows(store: Store, kg: str) -> GraphTables:
    """The nodes and edges that the bundle with this id wrote, `_row` computed anew from the properties."""
    tables = GraphTables(id=kg)
    with store.session(fetch_size=_FETCH_ROWS) as session:
        for label in NODE_TYPES:
            found = session.run(f"MATCH (n:{label}) WHERE n._kg = $kg RETURN properties(n) AS p", kg=kg)
            tables.node_rows[label] = [node_row(label, record["p"]) for record in found]
        for type_ in EDGE_TYPES:
            text = f"MATCH (a)-[r:{type_}]->(b) WHERE r._kg = $kg RETURN a.id AS a, b.id AS b, properties(r) AS p"
            found = session.run(text, kg=kg)
            tables.edge_rows[type_] = [edge_row(type_, r["a"], r["b"], r["p"]) for r in found]
    return tables.finish()
