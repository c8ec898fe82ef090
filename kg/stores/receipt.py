"""What a load did, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]
"""Told after each batch how many rows of the bundle are settled, and of how many."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load did: nodes and edges together, wall-clock seconds.

    `trusted`: the store's own manifest said that nothing differs, and nothing else was read. `verified`: all was read
    and recomputed; `repaired` is then the number of rows that had to be mended although the manifest called them equal.
    """

    store: str
    created: int
    changed: int
    deleted: int
    unchanged: int
    seconds: float
    trusted: bool = False
    verified: bool = False
    repaired: int = 0

    def to_json(self) -> dict[str, object]:
        """The receipt as `kg load --json` prints it."""
        return {
            "store": self.store,
            "created": self.created,
            "changed": self.changed,
            "deleted": self.deleted,
            "unchanged": self.unchanged,
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class Tally:
    """Counts of a load under way; `report` is called with every row of the bundle that is settled."""

    total: int
    report: Progress | None
    created: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0
    _settled: int = field(default=0)

    def settle(self, rows: int) -> None:
        """Count rows of the bundle as settled and tell the progress."""
        self._settled += rows
        if self.report is not None:
            self.report(self._settled, self.total)
