"""The first load into a store that holds nothing of ours: CREATE, rows as lists, constraints last.

Nodes first, then edges; the batches of either may be written in any order. On Neo4j the constraints are made when all
rows are there, since filling an index once is cheaper than keeping it with every row: the graph has each key once, and
nobody else writes under the lease. A load that was broken off before leaves none, and the next one, which merges, makes
them first.

Two writers cannot deadlock: what a transaction locks while it works (its new nodes, and the ends of its new edges,
shared) is never what the other one must have alone, and what it locks to commit it locks under the lease, one
transaction after the other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from queue import SimpleQueue

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import TransientError

from kg.model.schema import NODE_TYPES
from kg.model.tables import LoadableGraph
from kg.stores.batches import BatchSize
from kg.stores.first_rows import Batch, Places, edge_batches, node_batches
from kg.stores.held import in_use
from kg.stores.lease import Lease
from kg.stores.receipt import Done, Tally
from kg.stores.schema import apply_constraints
from kg.stores.steps import RowsMissingError

WRITERS = 2
"""On Neo4j; on ArcadeDB one, since there of two transactions that touch the lease at once one begins anew."""


def holds_none(session: Session) -> bool:
    """Whether no node bears a label of ours, a user's neither: then no edge of ours is there either."""
    texts = (f"MATCH (n:{label}) RETURN count(n) AS n" for label in sorted(in_use(session) & NODE_TYPES.keys()))
    return all(session.run(text).single(strict=True)["n"] == 0 for text in texts)


class FirstLoad:
    """One pass over a graph, written to a store that holds none of it, under a lease."""

    def __init__(self, lease: Lease, graph: LoadableGraph, tally: Tally) -> None:
        self.lease = lease
        self.graph = graph
        self.tally = tally
        self.size = BatchSize()
        self.is_neo4j = lease.store.kind == "neo4j"
        self.writers = WRITERS if self.is_neo4j else 1
        self.places: Places = {}
        self.sessions: SimpleQueue[Session] = SimpleQueue()

    def write(self, session: Session) -> None:
        """Write all rows, and make the constraints.

        Raises
            RowsMissingError: somebody else deletes what is written.
        """
        if not self.is_neo4j:
            apply_constraints(session, self.lease.store)
        with ExitStack() as stack:
            for _ in range(self.writers):
                self.sessions.put(stack.enter_context(self.lease.store.session()))
            pool = stack.enter_context(ThreadPoolExecutor(self.writers))
            self._write_all(node_batches(self.graph, self.size, placed=self.is_neo4j), pool)
            self._write_all(edge_batches(self.graph, self.size, self.places if self.is_neo4j else None), pool)
        if self.is_neo4j:
            apply_constraints(session, self.lease.store)

    def _write_all(self, batches: Iterator[Batch], pool: ThreadPoolExecutor) -> None:
        """Write the batches; one more than there are writers is kept ready, so that none waits for its rows."""
        running: set[Future[int]] = set()
        for batch in batches:
            running.add(pool.submit(self._write, batch))
            if len(running) > self.writers:
                running = self._settle(running)
        while running:
            running = self._settle(running)

    def _settle(self, running: set[Future[int]]) -> set[Future[int]]:
        """Count what has been written meanwhile; what is still running."""
        done, waiting = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            self.tally.take([Done(created=future.result(), settled=future.result())])
        return waiting

    def _write(self, batch: Batch) -> int:
        session = self.sessions.get()
        try:
            return self._commit(session, batch)
        finally:
            self.sessions.put(session)

    def _commit(self, session: Session, batch: Batch) -> int:
        """Write the rows in one transaction, or in several where they are too much for the server's memory."""
        started = time.monotonic()
        count = len(batch.rows)
        tries = 0

        def work(transaction: ManagedTransaction) -> Places:
            nonlocal tries
            tries += 1
            if tries > 1 and count > 1:  # the memory may have run out at the commit, which the driver would repeat
                raise _TooMuchError
            return self._run(transaction, batch)

        try:
            self.places.update(self.lease.commit(session, work, is_shared=self.writers > 1))
        except _TooMuchError:
            return sum(self._commit(session, part) for part in batch.cut(self.size.refused(count)))
        self.size.answered(count, time.monotonic() - started)
        return count

    def _run(self, transaction: ManagedTransaction, batch: Batch) -> Places:
        """Write the rows; the places of nodes where the statement returns them."""
        try:
            answer = transaction.run(batch.text, rows=batch.sent(), kg=self.graph.id).single(strict=True)
        except TransientError as error:
            if "OutOfMemory" not in (error.code or "") or len(batch.rows) == 1:
                raise
            raise _TooMuchError from error
        if answer["matched"] != len(batch.rows):
            raise RowsMissingError
        return dict(zip((row[0] for row in batch.rows), answer.get("places") or (), strict=False))


class _TooMuchError(Exception):
    """The batch needs more memory than the server gives a transaction."""
