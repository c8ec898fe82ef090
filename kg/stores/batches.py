"""How many rows a transaction takes: as many as the server answers in about a second, fewer where they are long."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from kg.model.rows import Row

FIRST_ROWS = 2_000
LEAST_ROWS = 200
MOST_ROWS = 5_000
"""More at once is not quicker: the server then spends its time on collecting memory."""
SECONDS = 1.0
CHARACTERS = 2_000_000
"""ArcadeDB reads no message above 16 MiB, and a character may take four bytes."""


class BatchSize:
    """The number of rows that the next batch takes; told by several writers how long theirs took."""

    def __init__(self) -> None:
        self.rows = FIRST_ROWS
        self.most = MOST_ROWS
        self._lock = threading.Lock()

    def answered(self, rows: int, seconds: float) -> None:
        """Adapt to a batch that took so long: at most double, at most halve."""
        if rows < self.rows // 2:  # the end of a table tells little
            return
        fitting = rows * SECONDS / max(seconds, 0.001)
        with self._lock:
            self.rows = round(min(max(fitting, self.rows / 2, LEAST_ROWS), self.rows * 2, self.most))

    def refused(self, rows: int) -> int:
        """Into how many rows a batch that was too much for the server is cut; the next ones take no more."""
        with self._lock:
            self.most = max(1, min(self.most, rows // 2))
            self.rows = min(self.rows, self.most)
            return self.most

    def batches(self, rows: Iterable[Row]) -> Iterator[list[Row]]:
        """The rows in order; each batch as large as is fitting when it is asked for."""
        waiting = iter(rows)
        left: list[Row] = []
        while left := [*left, *islice(waiting, max(0, self.rows - len(left)))]:
            taken = fitting_count(left)
            yield left[:taken]
            left = left[taken:]


def fitting_count(rows: Sequence[Row]) -> int:
    """How many of the rows are short enough together for one message; at least one."""
    characters = 0
    for number, row in enumerate(rows):
        characters += sum(map(_length, row.values()))
        if characters > CHARACTERS:
            return max(1, number)
    return len(rows)


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    return sum(map(_length, value)) if isinstance(value, list) else 8
