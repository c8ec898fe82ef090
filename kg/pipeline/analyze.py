"""Communities of the bundle's graph, found anew when the graph has changed, and carried over until then."""

from __future__ import annotations

from kg.graph.bundle import Bundle
from kg.model.rows import Row
from kg.model.tables import GraphTables
from kg.pipeline.report import Clock, Progress, now, silent


def analyze(bundle: Bundle, *, progress: Progress = silent) -> dict[str, int]:
    """The number of communities a kind, after they were found anew where the graph has changed since the last time."""
    from kg.analysis.communities import communities

    with bundle.locked():
        if bundle.manifest.analyzed != bundle.manifest.fingerprint:
            clock = Clock()
            tables = read_tables(bundle)
            dates = [row["date"] for row in tables.nodes("Digest") if row.get("date")]
            progress("communities", 0, 1)
            found = communities(_without_communities(tables), tables, max(dates, default=None))
            progress("communities", 1, 1)
            _put_communities(tables, found)
            bundle.write_tables(tables.finish())
            bundle.manifest.analyzed = bundle.manifest.fingerprint
            bundle.commit()
            clock.lap("analyze")
            bundle.runs.add({"command": "analyze", "at": now(), "seconds": clock.seconds})
    kinds = [row["kind"] for row in bundle.nodes("Community")]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def read_tables(bundle: Bundle) -> GraphTables:
    """The bundle's graph in memory."""
    nodes = {label: list(bundle.nodes(label)) for label in bundle.node_counts()}
    edges = {type_: list(bundle.edges(type_)) for type_ in bundle.edge_counts()}
    return GraphTables(nodes, edges, bundle.id)


def _without_communities(tables: GraphTables) -> GraphTables:
    nodes = {label: rows for label, rows in tables.node_rows.items() if label != "Community"}
    edges = {type_: [row for row in rows if not _of_community(row)] for type_, rows in tables.edge_rows.items()}
    return GraphTables(nodes, edges, tables.id)


def _of_community(row: Row) -> bool:
    return any(str(row[end]).startswith("community:") for end in ("source", "target"))


def _put_communities(tables: GraphTables, found: GraphTables) -> None:
    """Replace the communities of the tables by those found."""
    bare = _without_communities(tables)
    tables.node_rows = bare.node_rows | found.node_rows
    tables.edge_rows = bare.edge_rows
    for type_, rows in found.edge_rows.items():
        tables.edge_rows[type_] = [*tables.edge_rows.get(type_, []), *rows]


def keep_communities(bundle: Bundle, tables: GraphTables) -> None:
    """Carry the communities over until they are computed anew, without the edges whose ends are gone."""
    ids = {row["id"] for rows in tables.node_rows.values() for row in rows}
    old = read_tables(bundle)
    tables.node_rows["Community"] = old.nodes("Community")
    ids |= {row["id"] for row in tables.node_rows["Community"]}
    for type_, rows in old.edge_rows.items():
        kept = [row for row in rows if _of_community(row) and row["source"] in ids and row["target"] in ids]
        if kept:
            tables.edge_rows[type_] = [*tables.edge_rows.get(type_, []), *kept]
