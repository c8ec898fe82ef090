"""Run one Cypher statement on a store, for reading unless writing is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS, Query, Record, Session, Transaction
from neo4j.exceptions import ClientError, Neo4jError

from kg.model.errors import UsageError
from kg.stores.connect import Store
from kg.stores.readonly import refuse_writes
from kg.stores.values import plain, unnamed_ends

GRACE_SECONDS = 1.0
"""How much longer than its time-out a server may take to end a query itself."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: the columns in order, and one dict a row whose values are plain JSON (see `kg.stores.values`)."""

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
    if not write:
        refuse_writes(text)
    if timeout is None:
        return _run(store, text, params, write, None)
    answers: SimpleQueue[QueryResult | BaseException] = SimpleQueue()

    def answer() -> None:
        try:
            answers.put(_run(store, text, params, write, timeout))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
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


def _run(store: Store, text: str, params: Mapping[str, object], write: bool, timeout: float | None) -> QueryResult:
    try:
        with store.session(default_access_mode=WRITE_ACCESS if write else READ_ACCESS) as session:
            return _write(session, text, params, timeout) if write else _read(session, text, params, timeout)
    except ClientError as error:
        if "TransactionTimedOut" in (error.code or "") and timeout is not None:
            raise UsageError(_out_of_time(timeout)) from None
        raise UsageError(_say(error)) from None


def _read(session: Session, text: str, params: Mapping[str, object], timeout: float | None) -> QueryResult:
    """Run in a transaction that is rolled back whatever happens; counters that are not zero are an error."""
    with session.begin_transaction(timeout=timeout) as transaction:
        answer = _answer(transaction, text, params)
        transaction.rollback()
        return answer


def _answer(transaction: Transaction, text: str, params: Mapping[str, object]) -> QueryResult:
    result = transaction.run(text, dict(params))
    columns = tuple(result.keys())
    records = list(result)
    counters = result.consume().counters
    if counters.contains_updates or counters.contains_system_updates:
        raise UsageError("the query would change the store, which was undone; say --write if that is meant")
    return _plain_result(transaction, columns, records)


def _write(session: Session, text: str, params: Mapping[str, object], timeout: float | None) -> QueryResult:
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


def _say(error: Neo4jError) -> str:
    """What the server says about a statement, without its code."""
    return f"the store does not take the query: {(error.message or str(error)).strip()}"
