"""What a build did, as a value, and how it tells its progress."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done and what there is to do."""


def silent(step: str, done: int, total: int) -> None:
    """No progress."""


def now() -> str:
    """The time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass
class BuildReport:
    """What a build did; counts of new things are against the bundle as it was."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    papers: int = 0
    """Papers that the added and changed sources list."""
    blocks: int = 0
    rejects: int = 0
    rejects_before: int = 0
    """Rejects of the sources that the bundle held already."""
    unaligned_authors: int = 0
    texts_extracted: int = 0
    language_model: dict[str, int] = field(default_factory=dict)
    """What a language model gave: kept, answers, unusable, named, dropped, tokens_read, tokens_written."""
    merged: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.seconds or self.added or self.changed or self.removed)


class Clock:
    """Seconds a step, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Book the time since the last lap under this name."""
        now = time.perf_counter()
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._last, 3)
        self._last = now
