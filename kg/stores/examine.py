"""What `kg doctor` finds in a store that it could reach."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

from neo4j import Session
from neo4j.exceptions import Neo4jError

from kg.model.tables import LoadableGraph
from kg.stores.connect import Store
from kg.stores.disk import disk_finding
from kg.stores.finding import Finding
from kg.stores.lease import lease_holder
from kg.stores.manifest import Holdings, read_holdings
from kg.stores.schema import IndexShape, expected_indexes, held_indexes

OLDEST = (5, 26)
"""The oldest Neo4j that the tests run on."""

SKEW_SECONDS = 5.0
"""So far the clocks of the server and of this machine may lie apart before it is said."""

_COMPONENTS = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition"
_PROCEDURES = "SHOW PROCEDURES YIELD name RETURN collect(DISTINCT split(name, '.')[0]) AS packages"
_BUILT_IN = {"fleetManagement", "cdc", "db", "dbms", "genai", "jwt", "tx", "ai", "vector", "internal", "unsupported"}
_DATABASES = "SHOW DATABASES YIELD name, home, access, writer, currentStatus, statusMessage"
_DATA_FOLDER = "SHOW SETTINGS 'server.directories.data' YIELD value RETURN value"


def examine_store(store: Store, graph: LoadableGraph | None) -> Iterator[Finding]:
    """The findings, in the order in which they matter; `graph` is what the store should hold, None where it is unknown.

    Nothing is written.
    """
    with store.session() as session:
        yield from _server(session, store)
        if store.kind == "neo4j":
            yield from _database(session, store)
            yield from _schema(session)
        yield _clock(session)
        yield from _contents(session, store, graph)
        if store.kind == "neo4j":
            yield from _disk(session)


def _server(session: Session, store: Store) -> Iterator[Finding]:
    if store.kind != "neo4j":
        yield Finding("server", "ok", store.name)
        return
    components = {record["name"]: record for record in session.run(_COMPONENTS)}
    kernel = next(iter(components.values()))
    cypher = ", ".join(components["Cypher"]["versions"]) if "Cypher" in components else "5"
    found = f"{store.name}, {kernel['edition']} edition, Cypher {cypher}"
    if _numbers(kernel["versions"][0]) < OLDEST:
        yield Finding("server", "warning", found, "no test of ours runs on it; use Neo4j 5.26 LTS or newer")
    else:
        yield Finding("server", "ok", found)
    packages = set(session.run(_PROCEDURES).single(strict=True)["packages"]) - _BUILT_IN
    yield Finding("plug-ins", "ok", f"{', '.join(sorted(packages)) or 'none'}; none is needed")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])


def _database(session: Session, store: Store) -> Iterator[Finding]:
    """Whether the database is up and may be written to, on some server of a cluster."""
    rows = [record.data() for record in session.run(_DATABASES)]
    mine = [row for row in rows if (row["name"] == store.database if store.database else row["home"])]
    names = ", ".join(sorted({row["name"] for row in rows}))
    if not mine:
        yield Finding("database", "wrong", f"none called {store.database!r}; there are {names}", "name one: --database")
        return
    name = mine[0]["name"]
    states = ", ".join(sorted({row["currentStatus"] for row in mine}))
    if any(row["access"] == "read-only" for row in mine):
        mend = "take it out of server.databases.read_only in neo4j.conf, or ALTER DATABASE … SET ACCESS READ WRITE"
        yield Finding("database", "wrong", f"{name} is {states} and may only be read", mend)
    elif not any(row["currentStatus"] == "online" for row in mine):
        why = next((row["statusMessage"] for row in mine if row["statusMessage"]), "it gives no reason")
        yield Finding("database", "wrong", f"{name} is {states}: {why}", "see the server's own log; START DATABASE …")
    else:
        servers = f" on {len(mine)} servers" if len(mine) > 1 else ""
        yield Finding("database", "ok", f"{name} is {states}{servers} and may be written to")


def _schema(session: Session) -> Iterator[Finding]:
    """Which constraints and indexes are missing, on something else than they should be, or not filled."""
    held = held_indexes(session)
    by_name = {shape.name: shape for shape in held}
    missing = [shape for shape in expected_indexes() if shape not in held]
    other = [shape for shape in missing if shape.name in by_name]
    absent = [shape for shape in missing if shape.name not in by_name]
    failed = [shape.name for shape, state in held.items() if state == "FAILED"]
    filling = [shape.name for shape, state in held.items() if state == "POPULATING"]
    for shape in other:
        there = by_name[shape.name]
        yield Finding("schema", "wrong", f"{_words(there)}, expected {_words(shape)}", f"{_drop(there)}, then: kg load")
    if absent:
        found = f"{len(absent)} of {len(expected_indexes())} constraints and indexes are missing: "
        yield Finding("schema", "wrong", found + ", ".join(shape.name for shape in absent), "make them with: kg load")
    if failed:
        mend = "; ".join(f"DROP INDEX {name}" for name in failed) + "; then: kg load"
        yield Finding("schema", "wrong", f"could not be filled: {', '.join(failed)}", mend)
    if filling:
        yield Finding(
            "schema", "warning", f"still being filled: {', '.join(filling)}", "wait; queries are slow so long"
        )
    if not (missing or failed or filling):
        yield Finding("schema", "ok", f"all {len(expected_indexes())} constraints and indexes are there and online")


def _words(shape: IndexShape) -> str:
    what = "constraint" if shape.is_constraint else "index"
    return f"{what} {shape.name} on {shape.label}({', '.join(shape.properties)})"


def _drop(shape: IndexShape) -> str:
    return f"run DROP {'CONSTRAINT' if shape.is_constraint else 'INDEX'} {shape.name}"


def _clock(session: Session) -> Finding:
    """How far the server's clock lies from this machine's, the way there and back halved."""
    before = time.time()
    server = session.run("RETURN timestamp() AS now").single(strict=True)["now"] / 1000
    after = time.time()
    apart = max(0.0, abs(server - (before + after) / 2) - (after - before) / 2)
    if apart <= SKEW_SECONDS:
        return Finding("clock", "ok", f"{apart:.1f} s from this machine's")
    return Finding(
        "clock", "warning", f"{apart:,.0f} s from this machine's", "set both by NTP; a load goes by the server's"
    )


def _contents(session: Session, store: Store, graph: LoadableGraph | None) -> Iterator[Finding]:
    """Whose graph the store holds, and whether a load is under way or was broken off."""
    holdings = read_holdings(session)
    holder = lease_holder(session)
    if holder is not None:
        yield Finding(
            "load", "warning", f"one is under way ({holder})", "wait for its end before you trust what is read"
        )
    elif holdings.loading:
        yield Finding("load", "wrong", "one was broken off; the store holds a part of the graph", "go on with: kg load")
    yield from _bundle_held(holdings, graph)


def _bundle_held(holdings: Holdings, graph: LoadableGraph | None) -> Iterator[Finding]:
    others = holdings.others(graph.id) if graph is not None else []
    ids = ", ".join(manifest.kg for manifest in holdings.manifests)
    if not holdings.manifests:
        yield Finding("contents", "warning", "no graph of kg's", "load one with: kg load")
    elif graph is None:
        yield Finding("contents", "ok", f"the bundle {ids}")
    elif others:
        mend = "name another database with --database or --uri, or give this one up with: kg load --replace"
        yield Finding("contents", "wrong", f"another bundle ({ids}); this one is {graph.id}", mend)
    elif holdings.agree(graph):
        yield Finding("contents", "ok", f"this bundle, as it is now ({graph.fingerprint[:12]})")
    elif not holdings.loading:
        yield Finding("contents", "warning", "an older state of this bundle", "bring it up to date with: kg load")


def _disk(session: Session) -> Iterator[Finding]:
    """The server's disk, where the server runs on this machine and says where its data lie."""
    try:
        found = session.run(_DATA_FOLDER).single()
    except Neo4jError:  # Aura shows no settings
        return
    folder = Path(found["value"]) if found is not None else None
    if folder is not None and folder.is_dir():
        yield disk_finding("disk of the server", folder)
