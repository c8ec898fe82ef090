"""Load a bundle into a store as a difference, so that a second load changes nothing."""

from __future__ import annotations

import dataclasses
import time

from neo4j import Session

from kg.model.tables import LoadableGraph
from kg.stores.agree import Agreement
from kg.stores.connect import Store
from kg.stores.lease import Say, hold_lease
from kg.stores.manifest import read_holdings
from kg.stores.receipt import Progress, Receipt, Tally
from kg.stores.schema import apply_indexes, ensure_schema

__all__ = ["Receipt", "load"]

FETCH_ROWS = 5_000


def load(
    store: Store,
    graph: LoadableGraph,
    *,
    verify: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
    say: Say | None = None,
) -> Receipt:
    """What was done to make the store hold the graph; where its manifest says that it does, nothing but that is read.

    `verify` reads every row and recomputes its hash from the properties. `replace` takes a store over that holds
    another bundle: what that one wrote is changed or deleted. `say` is told what the load waits for.

    Raises
        UsageError: the store holds another bundle.
        StoreError: the store broke off, another load is under way, or others wrote to it all the time.
    """
    started = time.monotonic()
    with store.session(fetch_size=FETCH_ROWS) as session:
        holdings = read_holdings(session)
        holdings.check_admits(graph.id, store.address, replace=replace)
        if not verify and holdings.agree(graph):
            return _trusted(session, store, graph, started)
        with hold_lease(store, say) as lease:
            holdings = read_holdings(session)  # as they stand now that nobody else writes
            holdings.check_admits(graph.id, store.address, replace=replace)
            if not verify and holdings.agree(graph):
                return _trusted(session, store, graph, started)
            agreement = Agreement(session, lease, graph, holdings, started)
            receipt = agreement.reach(Tally(_total(graph), progress), verify=verify)
            apply_indexes(session, store)
            return dataclasses.replace(receipt, seconds=time.monotonic() - started)


def _trusted(session: Session, store: Store, graph: LoadableGraph, started: float) -> Receipt:
    ensure_schema(session, store)
    return Receipt(store.name, 0, 0, 0, _total(graph), time.monotonic() - started, trusted=True)


def _total(graph: LoadableGraph) -> int:
    return sum(graph.node_counts().values()) + sum(graph.edge_counts().values())
