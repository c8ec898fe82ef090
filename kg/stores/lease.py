"""The right to write to a store: one load at a time, and none that was overtaken while it slept.

A lease is two nodes. `_KgLease` bears the holder's token; every writing transaction touches it first, so that two
writers meet there and the one whose token was replaced aborts. `_KgHeartbeat` bears the time, by the server's clock,
until which the holder is taken to be alive; a thread of its own renews it, on a node of its own, so that this neither
waits for a long transaction nor breaks it off. Both go when the load ends.
"""

from __future__ import annotations

import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction, Session, Transaction, unit_of_work
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from kg.model.errors import StoreError
from kg.stores.connect import Store
from kg.stores.transactions import execute

LEASE_SECONDS = 10.0
"""How long a holder that gives no sign of life keeps the store."""

WAIT_SECONDS = 20.0
"""How long a load waits for a holder that stays alive before it gives up."""

POLL_SECONDS = 0.25

Say = Callable[[str], None]
"""Told, in one line, what a load waits for."""

_CONSTRAINT = "CREATE CONSTRAINT kg_lease_name IF NOT EXISTS FOR (n:_KgLease) REQUIRE n.name IS UNIQUE"
_LOCK = "MERGE (l:_KgLease {name: 'load'}) SET l.asked = $token RETURN l.token AS token, l.holder AS holder"
_READ = "MATCH (l:_KgLease {name: 'load'}) RETURN l.token AS token, l.holder AS holder"
_BEAT = "MATCH (h:_KgHeartbeat) WHERE h.token = $held RETURN h.until AS until, timestamp() AS now"
_TAKE = (
    "MATCH (h:_KgHeartbeat) DELETE h",
    "CREATE (:_KgHeartbeat {token: $token, until: timestamp() + $span})",
    "MATCH (l:_KgLease {name: 'load'}) SET l.token = $token, l.holder = $holder",
)
_RENEW = "MATCH (h:_KgHeartbeat) WHERE h.token = $token SET h.until = timestamp() + $span"
_CHECK = (
    "MATCH (l:_KgLease {name: 'load'}) SET l.asked = $token WITH l WHERE l.token = $token RETURN count(*) AS matched"
)
_RELEASE = (
    "MATCH (l:_KgLease {name: 'load'}) WHERE l.token = $token DELETE l",
    "MATCH (h:_KgHeartbeat) WHERE h.token = $token DELETE h",
)
_STALLED = "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.kg_lease = $held RETURN transactionId AS id"


class Lease:
    """The right to write, held; `token` is what tells this holder from all others."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.token = secrets.token_hex(8)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="kg-lease", daemon=True)

    def check(self, transaction: ManagedTransaction) -> None:
        """Lock the lease in this transaction, as its first statement.

        Raises
            StoreError: another load has taken the store over.
        """
        if transaction.run(_CHECK, token=self.token).single(strict=True)["matched"] != 1:
            raise StoreError(
                f"{self.store.address}: another load took over, since this one gave no sign of life for "
                f"{LEASE_SECONDS:g} s; run it again"
            )

    def commit(self, session: Session, work: Callable[[ManagedTransaction], Any], *, is_shared: bool = False) -> Any:
        """What the work returns, run in one transaction that holds the lease; again after a deadlock.

        Where the holder writes in several transactions at once (`is_shared`), each locks the lease after its work, so
        that only the commits wait for one another.
        """

        @unit_of_work(metadata={"kg_lease": self.token})
        def checked(transaction: ManagedTransaction) -> Any:
            if is_shared:
                done = work(transaction)
                self.check(transaction)
                return done
            self.check(transaction)
            return work(transaction)

        return execute(session, checked)

    def start(self) -> None:
        """Begin to renew."""
        self._thread.start()

    def end(self) -> None:
        """Give the store free; where it is out of reach the lease runs out by itself, and nobody waits for that."""
        self._fall_silent()
        self._try_once(_RELEASE)

    def release(self, transaction: ManagedTransaction) -> None:
        """Give the store free with this transaction, the holder's last: a kill after its commit leaves nothing."""
        self._fall_silent()
        _run_all(transaction, _RELEASE, token=self.token)

    def _fall_silent(self) -> None:
        self._over.set()
        self._thread.join(LEASE_SECONDS)

    def _beat(self) -> None:
        while not self._over.wait(LEASE_SECONDS / 5):
            self._try_once((_RENEW,), span=round(LEASE_SECONDS * 1000))

    def _try_once(self, texts: Iterable[str], **params: Any) -> None:
        with suppress(DriverError, Neo4jError), self.store.session() as session, session.begin_transaction() as once:
            _run_all(once, texts, token=self.token, **params)
            once.commit()


@contextmanager
def hold_lease(store: Store, say: Say | None = None) -> Iterator[Lease]:
    """The right to write, waited for where another load has it, given back at the end.

    Raises
        StoreError: the other load is still alive after WAIT_SECONDS.
    """
    lease = Lease(store)
    with store.session() as session:
        _constrain(session)
        _acquire(session, lease, say or (lambda line: None))
    lease.start()
    try:
        yield lease
    finally:
        lease.end()


def lease_holder(session: Session) -> str | None:
    """Who is loading at this moment (`host, process 123`), as far as the lease tells; None where nobody is."""
    seen = session.execute_read(_look)
    return seen.holder if seen.is_alive else None


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lease as a reader sees it; times in milliseconds of the server's clock."""

    token: str | None
    holder: str
    until: int | None
    now: int

    @property
    def is_alive(self) -> bool:
        """Whether the holder may still write; a time far ahead is that of a clock that was set back since."""
        return self.token is not None and self.until is not None and 0 < self.until - self.now < 2000 * LEASE_SECONDS


def _constrain(session: Session) -> None:
    """At most one lease; where two loads ask for the constraint at once, either is served."""
    with suppress(ClientError):
        execute(session, lambda transaction: _run_all(transaction, (_CONSTRAINT,)))


def _acquire(session: Session, lease: Lease, say: Say) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    waited_for = None
    while (seen := session.execute_read(_look)).is_alive or not _taken(session, lease, seen):
        if time.monotonic() > deadline:
            raise StoreError(
                f"{lease.store.address}: another load is still under way ({seen.holder}); try again when it has ended"
            )
        if waited_for != seen.token:
            waited_for = seen.token
            say(f"another load is under way ({seen.holder}); waiting for its end, at most {WAIT_SECONDS:g} s")
        time.sleep(POLL_SECONDS)


def _look(transaction: ManagedTransaction) -> _Seen:
    lease = transaction.run(_READ).single()
    token, holder = (lease["token"], lease["holder"]) if lease is not None else (None, None)
    beat = transaction.run(_BEAT, held=token).single()
    until, now = (beat["until"], beat["now"]) if beat is not None else (None, 0)
    return _Seen(token, holder or "unknown", until, now)


def _taken(session: Session, lease: Lease, seen: _Seen) -> bool:
    """Take the lease that was seen to be free or run out; False where somebody else was quicker."""
    if seen.token is not None and lease.store.kind == "neo4j":
        _end_stalled(session, seen.token)
    return bool(execute(session, lambda transaction: _take(transaction, lease.token, seen)))


def _take(transaction: ManagedTransaction, token: str, seen: _Seen) -> bool:
    if transaction.run(_LOCK, token=token).single(strict=True)["token"] != seen.token or _look(transaction).is_alive:
        return False
    holder = f"{platform.node() or 'a machine without name'}, process {os.getpid()}"
    _run_all(transaction, _TAKE, token=token, span=round(LEASE_SECONDS * 1000), holder=holder)
    return True


def _end_stalled(session: Session, held: str) -> None:
    """End what a holder has left open on the server whose network was cut: it would keep the lease locked.

    A user who may not do that, on a server that has such rules, waits for the server's own time-out.
    """
    with suppress(ClientError):
        for stalled in [record["id"] for record in session.run(_STALLED, held=held)]:
            session.run("TERMINATE TRANSACTIONS $id", id=stalled).consume()


def _run_all(transaction: ManagedTransaction | Transaction, texts: Iterable[str], **params: Any) -> None:
    for text in texts:
        transaction.run(text, params).consume()
