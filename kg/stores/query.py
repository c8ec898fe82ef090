"""Run one Cypher statement on a store, for reading unless writing is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS, Query, Record, Session, Transaction
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from kg.model.errors import KgError, UsageError
from kg.stores.connect import Store
from kg.stores.readonly import refuse_writes
from kg.stores.values import plain, unnamed_ends

GRACE_SECONDS = 1.0
"""How much longer than its time-out a server may take to end a query itself."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: the columns in order, and one dict a row whose values are plain JSON (see `kg.stores.values`).

    ArcadeDB tells no columns where there is no row.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


def run_query(
    store: Store, text: str, params: Mapping[str, object], *, write: bool = False, timeout: float | None = None
) -> QueryResult:
    """The answer of one statement; `timeout` in seconds.

    Without `write` nothing in the store changes: a statement that would write is refused, and the transaction is
    opened for reading and rolled back.

    Raises
        UsageError: the statement is refused, does not parse, misses a parameter, or ran out of time.
        StoreError: the store broke off.
    """
    if write:
        return _within(timeout, lambda: _write(store, text, params, timeout))
    refuse_writes(text)
    return read_unchecked(store, text, params, timeout=timeout)


def read_unchecked(
    store: Store, text: str, params: Mapping[str, object], *, timeout: float | None = None
) -> QueryResult:
    """The answer of one statement, in a transaction for reading that is rolled back whatever happens.

    Counters that are not zero are an error. On ArcadeDB this saves neither the schema nor what a statement commits
    itself (`IN TRANSACTIONS`); `run_query` does.
    """
    return _within(timeout, lambda: _read(store, text, params, timeout))


def _within(timeout: float | None, work: Callable[[], QueryResult]) -> QueryResult:
    """The answer of the work; given up after the time-out, since not every server keeps it."""
    if timeout is None:
        return work()
    answers: SimpleQueue[QueryResult | BaseException] = SimpleQueue()

    def answer() -> None:
        try:
            answers.put(work())
        except (KgError, Neo4jError, DriverError) as error:
            answers.put(error)

    Thread(target=answer, daemon=True).start()
    try:
        result = answers.get(timeout=timeout + GRACE_SECONDS)
    except Empty:
        raise UsageError(_out_of_time(timeout)) from None
    if isinstance(result, BaseException):
        raise result
    return result


def _out_of_time(timeout: float) -> str:
    return f"the query took longer than {timeout:g} s; narrow it or give it more time"


def _read(store: Store, text: str, params: Mapping[str, object], timeout: float | None) -> QueryResult:
    with _clear_errors(timeout), store.session(default_access_mode=READ_ACCESS) as session:
        transaction = session.begin_transaction(timeout=timeout)
        try:
            return _answer(transaction, text, params)
        finally:
            transaction.close()


def _answer(transaction: Transaction, text: str, params: Mapping[str, object]) -> QueryResult:
    result = transaction.run(text, dict(params))
    columns = tuple(result.keys())
    records = list(result)
    counters = result.consume().counters
    if counters.contains_updates or counters.contains_system_updates:
        raise UsageError("the query would change the store, which was undone; say --write if that is meant")
    return _plain_result(transaction, columns, records)


def _write(store: Store, text: str, params: Mapping[str, object], timeout: float | None) -> QueryResult:
    with _clear_errors(timeout), store.session(default_access_mode=WRITE_ACCESS) as session:
        result = session.run(Query(text, timeout=timeout), dict(params))
        columns = tuple(result.keys())
        records = list(result)
        return _plain_result(session, columns, records)


def _plain_result(runner: Session | Transaction, columns: tuple[str, ...], records: list[Record]) -> QueryResult:
    unnamed = sorted({end for record in records for value in record.values() for end in unnamed_ends(value)})
    ids: dict[str, Any] = {}
    if unnamed:
        text = "MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n) AS element, n.id AS id"
        ids = {record["element"]: record["id"] for record in runner.run(text, ends=unnamed)}
    rows = tuple({name: plain(record[name], ids) for name in columns} for record in records)
    return QueryResult(columns, rows)


@contextmanager
def _clear_errors(timeout: float | None) -> Iterator[None]:
    """Turn what the server says about a statement into a UsageError."""
    try:
        yield
    except ClientError as error:
        if timeout is not None and "TransactionTimedOut" in (error.code or ""):
            raise UsageError(_out_of_time(timeout)) from None
        raise UsageError(f"the store does not take the query: {(error.message or str(error)).strip()}") from None
