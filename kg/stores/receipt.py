"""What a load did, as a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

Progress = Callable[[int, int], None]
"""Told after each batch how many rows of the bundle are settled, and of how many."""

STUB_LABEL = "Withdrawn"
"""The label of a stub: what a user hung on a node that the bundle no longer holds."""

Place = tuple[str, str]
"""A node's label and id."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A property that a moved node and its survivor both had: the survivor's value stays."""

    name: str
    kept: Any
    dropped: Any


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one node that carried something of a user's: `target` is its survivor, or its stub."""

    source: Place
    target: Place
    edges: int
    properties: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def is_stub(self) -> bool:
        return self.target[0] == STUB_LABEL

    def to_json(self) -> dict[str, Any]:
        """The move as the receipt shows it; values that JSON has no form for as text."""
        clashes = [{"property": c.name, "kept": _plain(c.kept), "dropped": _plain(c.dropped)} for c in self.clashes]
        return {
            "from": self.source[1],
            "to": self.target[1],
            "label": self.target[0],
            "edges": self.edges,
            "properties": list(self.properties),
            "clashes": clashes,
        }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load did: nodes and edges together, wall-clock seconds.

    `trusted`: the store's own manifest said that nothing differs, and nothing else was read. `verified`: all was read
    and recomputed; `repaired` is then the number of rows that had to be mended although the manifest called them equal.
    `moved`: what became of a user's edges and properties on nodes that went.
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
    moved: tuple[Moved, ...] = ()

    @property
    def rows_per_second(self) -> float:
        """How many rows were settled a second: written, deleted, or found to agree."""
        rows = self.created + self.changed + self.deleted + self.unchanged
        return rows / self.seconds if self.seconds > 0 else 0.0

    def to_json(self) -> dict[str, Any]:
        """The receipt as `kg load --json` prints it; `moved` where there is any."""
        moved = {"moved": [move.to_json() for move in self.moved]} if self.moved else {}
        return {
            "store": self.store,
            "created": self.created,
            "changed": self.changed,
            "deleted": self.deleted,
            "unchanged": self.unchanged,
            "seconds": round(self.seconds, 3),
            **moved,
        }

    def to_record(self) -> dict[str, Any]:
        """The receipt as it is kept in the store and in `runs.jsonl`."""
        return {**self.to_json(), "rows_per_second": round(self.rows_per_second)}


@dataclass(slots=True)
class Tally:
    """Counts of a load under way; `report` is called with every row of the bundle that is settled."""

    total: int
    report: Progress | None
    created: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0
    moved: list[Moved] = field(default_factory=list)
    _settled: int = field(default=0)

    def keep(self, rows: int) -> None:
        """Count rows that the store holds as they are."""
        self.unchanged += rows
        self.settle(rows)

    def with_all(self, done: Iterable[Done]) -> Tally:
        """A tally as this one will be when what these steps did is committed; it tells no progress."""
        sum_ = replace(self, report=None, moved=list(self.moved))
        sum_.take(done)
        return sum_

    def take(self, done: Iterable[Done]) -> None:
        """Count what the steps of a committed transaction did."""
        for each in done:
            self.created += each.created
            self.changed += each.changed
            self.deleted += each.deleted
            self.moved += each.moved
            self.settle(each.settled)

    def settle(self, rows: int) -> None:
        """Count rows of the bundle as settled and tell the progress."""
        self._settled += rows
        if self.report is not None and rows:
            self.report(self._settled, self.total)

    def again(self) -> Tally:
        """A tally for another pass: what was written stays written, what is settled is counted anew."""
        return Tally(self.total, self.report, self.created, self.changed, self.deleted, moved=self.moved)


@dataclass(frozen=True, slots=True)
class Done:
    """What one step of a load did; `settled` counts rows of the bundle."""

    created: int = 0
    changed: int = 0
    deleted: int = 0
    settled: int = 0
    moved: tuple[Moved, ...] = ()
