"""Bring a store into agreement with a bundle: in one transaction where little differs, else marked and step by step."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import TransientError

from kg.model.errors import StoreError
from kg.model.tables import LoadableGraph
from kg.stores.diff import Diff
from kg.stores.first import FirstLoad, holds_none
from kg.stores.lease import Lease
from kg.stores.manifest import FORGET_OTHERS, MARK_LOADED, MARK_LOADING, Holdings, table_lines
from kg.stores.receipt import Done, Receipt, Tally
from kg.stores.replace import adopt_rows
from kg.stores.schema import apply_constraints
from kg.stores.steps import RowsMissingError, Step

AT_ONCE_ROWS = 50_000
"""A difference of at most so many rows is written in one transaction, so that it is there wholly or not at all."""

Work = Callable[[ManagedTransaction], list[Done]]


class Agreement:
    """One load that holds the lease; `holdings` is what the store said of itself before, `started` when it began."""

    def __init__(
        self, session: Session, lease: Lease, graph: LoadableGraph, holdings: Holdings, started: float
    ) -> None:
        self.session = session
        self.lease = lease
        self.graph = graph
        self.started = started
        self.others = holdings.others(graph.id)
        self.was_equal = holdings.agree(graph)
        self.is_whole = holdings.holds_only(graph.id)
        self.is_trusted = self.is_whole or not holdings.manifests
        mine = holdings.of(graph.id)
        self.held_tables = dict(mine.tables) if mine is not None and self.is_whole else {}

    def reach(self, tally: Tally, *, verify: bool) -> Receipt:
        """Carry the difference out; if somebody wrote in between, once more with everything recomputed.

        Raises
            StoreError: somebody writes to the store all the time, or another load took it over.
        """
        for recompute in [True, True] if verify or not self.is_trusted else [False, True, True]:
            try:
                self._write(tally, recompute=recompute, verify=verify)
            except RowsMissingError:
                tally = tally.again()
            else:
                return self._receipt(tally, verify=verify)
        raise StoreError(
            "somebody else writes to the store: rows vanish while they are loaded; load again when it is still"
        )

    def _write(self, tally: Tally, *, recompute: bool, verify: bool) -> None:
        same = [kind for kind, digest in self.graph.table_hashes().items() if self.held_tables.get(kind) == digest]
        in_bulk = self.lease.store.kind == "neo4j"
        steps = Diff(self.session, self.graph, tally, recompute=recompute, same=same, in_bulk=in_bulk).steps()
        is_new = not self.is_whole and holds_none(self.session)
        if not is_new:
            apply_constraints(self.session, self.lease.store)
        if self.is_whole:
            first = list(_take(steps, AT_ONCE_ROWS))
            if sum(step.size for step in first) <= AT_ONCE_ROWS and self._fits(first, tally, verify=verify):
                return
            steps = chain(first, steps)
        self._mark_loading()
        if is_new:
            FirstLoad(self.lease, self.graph, tally).write(self.session)
        else:
            self._commit_each(steps, tally)
        self._commit([], tally, ends=True, verify=verify)

    def _fits(self, steps: list[Step], tally: Tally, *, verify: bool) -> bool:
        """Write all in one transaction; False where that is more than the server's memory holds."""
        try:
            self._commit(steps, tally, ends=True, verify=verify)
        except TransientError as error:
            if "OutOfMemory" not in (error.code or ""):
                raise
            return False
        return True

    def _mark_loading(self) -> None:
        """Say that the store is on its way, before anything else is written."""
        self.is_whole = False

        def mark(transaction: ManagedTransaction) -> None:
            transaction.run(MARK_LOADING, kg=self.graph.id, fingerprint=self.graph.fingerprint).consume()

        self.lease.commit(self.session, mark)
        for other in self.others:
            adopt_rows(self.session, self.lease, old=other, new=self.graph.id)

    def _commit_each(self, steps: Iterator[Step], tally: Tally) -> None:
        """Carry the steps out in their order, a transaction each; the next one is made while the store writes."""
        with self.lease.store.session() as session, ThreadPoolExecutor(1) as pool:
            running: Future[list[Done]] | None = None
            for step in steps:
                if running is not None:
                    tally.take(running.result())
                running = pool.submit(self.lease.commit, session, self._work([step]))
            if running is not None:
                tally.take(running.result())

    def _work(self, steps: list[Step]) -> Work:
        return lambda transaction: [step.run(transaction, self.graph.id) for step in steps]

    def _commit(self, steps: list[Step], tally: Tally, *, ends: bool = False, verify: bool = False) -> None:
        """Carry the steps out in one transaction; the last one writes the manifest, too, and gives the store free."""

        def work(transaction: ManagedTransaction) -> list[Done]:
            done = self._work(steps)(transaction)
            if ends:
                self._mark_loaded(transaction, tally.with_all(done), verify=verify)
                self.lease.release(transaction)
            return done

        tally.take(self.lease.commit(self.session, work))

    def _mark_loaded(self, transaction: ManagedTransaction, tally: Tally, *, verify: bool) -> None:
        transaction.run(FORGET_OTHERS, kg=self.graph.id).consume()
        transaction.run(
            MARK_LOADED,
            kg=self.graph.id,
            fingerprint=self.graph.fingerprint,
            analysis_fingerprint=self.graph.analysis_fingerprint,
            tables=table_lines(self.graph),
            receipt=json.dumps(self._receipt(tally, verify=verify).to_record(), ensure_ascii=False),
        ).consume()

    def _receipt(self, tally: Tally, *, verify: bool) -> Receipt:
        repaired = tally.created + tally.changed + tally.deleted if self.was_equal else 0
        return Receipt(
            self.lease.store.name,
            tally.created,
            tally.changed,
            tally.deleted,
            tally.unchanged,
            time.monotonic() - self.started,
            verified=verify,
            repaired=repaired,
            moved=tuple(tally.moved),
        )


def _take(steps: Iterator[Step], most: int) -> Iterator[Step]:
    """Steps up to the one that makes them more than `most` rows."""
    rows = 0
    while rows <= most and (step := next(steps, None)) is not None:
        rows += step.size
        yield step
