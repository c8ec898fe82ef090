"""Load a bundle into a store as a difference, so that a second load changes nothing."""

from __future__ import annotations

import time

from neo4j import Session

from kg.model.errors import StoreError, UsageError
from kg.model.tables import GraphReader
from kg.stores import statements
from kg.stores.connect import Store
from kg.stores.diff import Diff, RowsMissingError
from kg.stores.held import read_manifests
from kg.stores.library import schema_statements
from kg.stores.receipt import Progress, Receipt, Tally
from kg.stores.transactions import write

__all__ = ["Receipt", "load"]

FETCH_ROWS = 5_000


def load(store: Store, graph: GraphReader, *, verify: bool = False, progress: Progress | None = None) -> Receipt:
    """What was done to make the store hold the graph; where its manifest says that it does, nothing but that is read.

    `verify` reads every row and recomputes its hash from the properties.

    Raises
        UsageError: the store holds another bundle.
        StoreError: the store broke off, or others wrote to it all the time.
    """
    started = time.monotonic()
    with store.session(fetch_size=FETCH_ROWS) as session:
        is_equal = _manifest_equals(session, store, graph)
        if is_equal and not verify:
            total = _total(graph)
            return Receipt(store.name, 0, 0, 0, total, time.monotonic() - started, trusted=True)
        _apply_schema(session, store)
        write(session, statements.MARK_LOADING, kg=graph.id)
        tally = _apply(session, graph, progress, verify=verify)
        write(
            session,
            statements.MARK_LOADED,
            kg=graph.id,
            fingerprint=graph.fingerprint,
            analysis_fingerprint=graph.analysis_fingerprint,
        )
    repaired = tally.created + tally.changed + tally.deleted if is_equal else 0
    return Receipt(
        store.name,
        tally.created,
        tally.changed,
        tally.deleted,
        tally.unchanged,
        time.monotonic() - started,
        verified=verify,
        repaired=repaired,
    )


def _total(graph: GraphReader) -> int:
    return sum(graph.node_counts().values()) + sum(graph.edge_counts().values())


def _manifest_equals(session: Session, store: Store, graph: GraphReader) -> bool:
    """Whether the store says that it holds just this graph."""
    held = list(read_manifests(session))
    for kg, _, _ in held:
        if kg != graph.id:
            raise UsageError(
                f"{store.address}: holds another bundle ({kg}), this one is {graph.id}; "
                "load it into an empty database or name another one"
            )
    return held == [(graph.id, graph.fingerprint, graph.analysis_fingerprint)]


def _apply_schema(session: Session, store: Store) -> None:
    """Make constraints and indexes where they are missing; an embedded store's own process has done so."""
    if store.embedded:
        return
    for statement in schema_statements():
        if store.kind == "neo4j" or "FULLTEXT" not in statement:
            session.run(statement).consume()
    if store.kind == "neo4j":
        session.run("CALL db.awaitIndexes(300)").consume()


def _apply(session: Session, graph: GraphReader, progress: Progress | None, *, verify: bool) -> Tally:
    """Carry the difference out; if somebody wrote in between, once more with everything recomputed."""
    passes = [True] if verify else [False, True]
    tally = Tally(_total(graph), progress)
    for recompute in [*passes, True]:
        try:
            Diff(session, graph, tally, recompute=recompute).apply()
        except RowsMissingError:
            tally = Tally(tally.total, progress, tally.created, tally.changed, tally.deleted)
            continue
        return tally
    raise StoreError(
        "somebody else writes to the store: rows vanish while they are loaded; load again when it is still"
    )
