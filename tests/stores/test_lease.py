"""One load at a time, and none that was overtaken while it slept."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from neo4j import ManagedTransaction
from neo4j.exceptions import Neo4jError

from kg.model.errors import StoreError
from kg.model.tables import GraphTables
from kg.stores import lease as lease_module
from kg.stores.connect import Store, open_store
from kg.stores.lease import Lease, hold_lease, lease_holder
from kg.stores.load import load
from tests.servers.neo4j import Neo4jServer
from tests.servers.proxy import CuttableProxy
from tests.stores.graphs import KG, two_papers
from tests.stores.test_load import holds, run

LEFT = "MATCH (n) WHERE n:_KgLease OR n:_KgHeartbeat RETURN count(n) AS n"
WRITE = "CREATE (:Written)"


def sleeping(lease: Lease) -> Lease:
    """The lease of a holder that no longer renews it."""
    lease._over.set()
    return lease


def test_a_lease_is_seen_renewed_and_given_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "LEASE_SECONDS", 1.5)
    with store.session() as session:
        assert lease_holder(session) is None
        with hold_lease(store):
            time.sleep(2)
            assert "process" in (lease_holder(session) or "")
        assert lease_holder(session) is None
    assert run(store, LEFT) == [{"n": 0}]


def test_a_load_waits_for_the_holder_and_says_so(store: Store) -> None:
    told: list[str] = []
    graph = two_papers()
    second = threading.Thread(target=lambda: load(store, graph, say=told.append))
    with hold_lease(store):
        second.start()
        while not told:
            time.sleep(0.05)
        assert run(store, "MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 0}]
    second.join()
    assert len(told) == 1
    assert told[0].startswith("another load is under way (")
    assert holds(store, graph)


def test_a_load_refuses_while_the_holder_renews(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "WAIT_SECONDS", 0.5)
    with hold_lease(store), pytest.raises(StoreError, match=r"another load is still under way \(.*process \d+\)"):
        load(store, two_papers())
    assert run(store, LEFT) == [{"n": 0}]


def test_a_holder_that_slept_is_overtaken_and_writes_nothing_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_module, "LEASE_SECONDS", 1.0)
    with hold_lease(store) as slept, store.session() as session:
        slept.commit(session, lambda transaction: transaction.run(WRITE).consume())
        sleeping(slept)
        started = time.monotonic()
        load(store, two_papers())
        assert time.monotonic() - started < lease_module.WAIT_SECONDS
        with pytest.raises(StoreError, match="another load took over"):
            slept.commit(session, lambda transaction: transaction.run(WRITE).consume())
    assert run(store, "MATCH (w:Written) RETURN count(w) AS n") == [{"n": 1}]
    assert holds(store, two_papers())


def test_a_transaction_that_was_open_when_it_was_overtaken_is_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neo4j is asked to end it, ArcadeDB finds at its commit that the lease is another's."""
    monkeypatch.setattr(lease_module, "LEASE_SECONDS", 1.0)
    with hold_lease(store) as slept, store.session() as session:
        sleeping(slept)

        def write_and_sleep(transaction: ManagedTransaction) -> None:
            transaction.run(WRITE).consume()
            if not run(store, "MATCH (p:Paper) RETURN p LIMIT 1"):
                load(store, two_papers())

        with pytest.raises((StoreError, Neo4jError), match=r"another load took over|[Tt]erminated"):
            slept.commit(session, write_and_sleep)
    assert run(store, "MATCH (w:Written) RETURN count(w) AS n") == [{"n": 0}]
    assert holds(store, two_papers())


def test_two_loads_at_once_leave_one_of_the_graphs_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "WAIT_SECONDS", 120.0)
    graphs = two_papers(), GraphTables({"Paper": [{"id": "arxiv:2512.00001", "title": "Alone"}]}, id=KG).finish()
    with ThreadPoolExecutor() as threads:
        receipts = list(threads.map(lambda graph: load(store, graph), graphs))
    assert [receipt.trusted for receipt in receipts] == [False, False]
    assert [holds(store, graph) for graph in graphs].count(True) == 1
    assert run(store, LEFT) == [{"n": 0}]


@pytest.mark.neo4j
def test_a_pulled_cable_keeps_the_store_no_longer_than_a_lease(
    neo4j_server: Neo4jServer, neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server cannot know that the loader is gone: its transaction stays open, and the lease locked."""
    monkeypatch.setattr(lease_module, "LEASE_SECONDS", 2.0)
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    with (
        CuttableProxy(("127.0.0.1", neo4j_server.bolt)) as proxy,
        open_store(Path("unused"), uri=f"bolt://{proxy.address}", **login) as through,
        through.session() as session,
    ):
        lease = Lease(through)
        lease_module._acquire(session, lease, str)
        transaction = session.begin_transaction(metadata={"kg_lease": lease.token})
        transaction.run(WRITE).consume()
        lease.check(transaction)  # type: ignore[arg-type]
        proxy.stall()
        load(neo4j_store, two_papers())
        proxy.cut()
    assert run(neo4j_store, "MATCH (w:Written) RETURN count(w) AS n") == [{"n": 0}]
    assert holds(neo4j_store, two_papers())
