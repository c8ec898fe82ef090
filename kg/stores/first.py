"""The first load into a store that holds nothing of ours: CREATE, rows as lists, two writers.

Nodes first, then edges; the batches of either may be written in any order. Two writers cannot deadlock: what a
transaction locks while it works (its new nodes, and the ends of its new edges, shared) is never what the other one must
have alone, and what it locks to commit it locks under the lease, one transaction after the other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import TransientError

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import LoadableGraph
from kg.stores import statements
from kg.stores.batches import BatchSize
from kg.stores.held import Ends, in_use
from kg.stores.lease import Lease
from kg.stores.receipt import Done, Tally
from kg.stores.steps import RowsMissingError
from kg.stores.survivors import SurvivorLookup
from kg.stores.transactions import matched

WRITERS = 2
"""On Neo4j; on ArcadeDB one, since there of two transactions that touch the lease at once one begins anew."""


def holds_none(session: Session) -> bool:
    """Whether no node bears a label of ours, a user's neither: then no edge of ours is there either."""
    texts = (f"MATCH (n:{label}) RETURN count(n) AS n" for label in sorted(in_use(session) & NODE_TYPES.keys()))
    return all(session.run(text).single(strict=True)["n"] == 0 for text in texts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one statement; a row is a list."""

    text: str
    rows: list[list[Any]]


class FirstLoad:
    """One pass over a graph, written to a store that holds none of it, under a lease."""

    def __init__(self, lease: Lease, graph: LoadableGraph, tally: Tally) -> None:
        self.lease = lease
        self.graph = graph
        self.tally = tally
        self.size = BatchSize()
        self.writers = WRITERS if lease.store.kind == "neo4j" else 1
        self.sessions: SimpleQueue[Session] = SimpleQueue()

    def write(self) -> None:
        """Write all rows.

        Raises
            RowsMissingError: somebody else deletes what is written.
        """
        with ExitStack() as stack:
            for _ in range(self.writers):
                self.sessions.put(stack.enter_context(self.lease.store.session()))
            pool = stack.enter_context(ThreadPoolExecutor(self.writers))
            self._write_all(self._nodes(), pool)
            self._write_all(self._edges(), pool)

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

        def work(transaction: ManagedTransaction) -> None:
            nonlocal tries
            tries += 1
            if tries > 1 and count > 1:  # the memory may have run out at the commit, which the driver would repeat
                raise _TooMuchError
            self._run(transaction, batch)

        try:
            self.lease.commit(session, work, is_shared=self.writers > 1)
        except _TooMuchError:
            size = self.size.refused(count)
            parts = [batch.rows[start : start + size] for start in range(0, count, size)]
            return sum(self._commit(session, Batch(batch.text, part)) for part in parts)
        self.size.answered(count, time.monotonic() - started)
        return count

    def _run(self, transaction: ManagedTransaction, batch: Batch) -> None:
        try:
            found = matched(transaction, batch.text, rows=batch.rows, kg=self.graph.id)
        except TransientError as error:
            if "OutOfMemory" not in (error.code or "") or len(batch.rows) == 1:
                raise
            raise _TooMuchError from error
        if found != len(batch.rows):
            raise RowsMissingError

    def _nodes(self) -> Iterator[Batch]:
        for label, kind in NODE_TYPES.items():
            for rows in self.size.batches(self.graph.nodes(label)):
                columns = _columns(rows, kind.properties)
                yield Batch(statements.first_nodes(label, columns), _lists(rows, ("id", *columns)))

    def _edges(self) -> Iterator[Batch]:
        lookup = SurvivorLookup(self.graph)
        for type_, kind in EDGE_TYPES.items():
            for rows in self.size.batches(self.graph.edges(type_)):
                columns = _columns(rows, kind.properties)
                for ends, fitting in _by_ends(rows, kind.ends, lookup).items():
                    text = statements.first_edges(type_, *ends, columns)
                    yield Batch(text, _lists(fitting, ("source", "target", *columns)))


class _TooMuchError(Exception):
    """The batch needs more memory than the server gives a transaction."""


def _columns(rows: Sequence[Row], properties: Iterable[str]) -> list[str]:
    """The properties that some row has, in the order of the schema, and `_row`."""
    present = set().union(*rows)
    return [*(name for name in properties if name in present), "_row"]


def _lists(rows: Sequence[Row], names: Sequence[str]) -> list[list[Any]]:
    """The rows as lists; an empty list counts as none."""
    return [[None if (value := row.get(name)) == [] else value for name in names] for row in rows]


def _by_ends(rows: list[Row], pairs: Sequence[Ends], lookup: SurvivorLookup) -> dict[Ends, list[Row]]:
    """The rows by the labels of their ends, which their ids tell where the schema leaves a choice."""
    if len(pairs) == 1:
        return {pairs[0]: rows}
    found: dict[Ends, list[Row]] = {}
    for row in rows:
        found.setdefault((lookup.label(row["source"]), lookup.label(row["target"])), []).append(row)
    return found
