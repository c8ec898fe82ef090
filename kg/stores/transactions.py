"""Batches in managed transactions: their size, and the retries that the driver does not make itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import ConstraintError

from kg.model.errors import StoreError

BATCH_ROWS = 2_000
BATCH_CHARACTERS = 2_000_000
"""ArcadeDB reads no message above 16 MiB, and a character may take four bytes."""

ATTEMPTS = 5

Rows = list[dict[str, Any]]


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    """The rows in order, in lists that are short enough for one transaction."""
    batch: Rows = []
    weight = 0
    for row in rows:
        batch.append(row)
        weight += _characters(row)
        if len(batch) >= BATCH_ROWS or weight >= BATCH_CHARACTERS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_characters, value))
    return 8


def execute(session: Session, work: Callable[[ManagedTransaction], Any]) -> Any:
    """What the work returns, run in one transaction; after a deadlock or a lost race it is run again.

    Two writers that make the same node at once get a constraint error from ArcadeDB, which the driver does not retry:
    tried up to ATTEMPTS times.

    Raises
        StoreError: somebody else makes the same nodes all the time.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return session.execute_write(work)
        except ConstraintError as error:
            if attempt == ATTEMPTS:
                raise StoreError(
                    f"somebody else writes the same rows all the time ({error.message}); load again when it is still"
                ) from error
            time.sleep(0.1 * attempt)
    raise AssertionError("unreachable")


def matched(transaction: ManagedTransaction, text: str, **params: Any) -> int:
    """The `matched` that the statement returns, 0 where it returns none."""
    record = transaction.run(text, params).single()
    return int(record["matched"]) if record is not None else 0
