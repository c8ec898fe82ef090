"""What a reader gives back for one file, and how it collects what it has to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.model.records import PaperRecord, Reject


class BlockError(Exception):
    """A block cannot become a record; the message says what was expected and what was found."""


@dataclass
class Notes:
    """Remarks about one file, each said once with the number of times and the first line."""

    path: str
    _seen: dict[str, list[int]] = field(default_factory=dict)

    def add(self, message: str, line: int | None = None) -> None:
        self._seen.setdefault(message, []).append(line or 0)

    def texts(self) -> list[str]:
        return [self._text(message, lines) for message, lines in self._seen.items()]

    def _text(self, message: str, lines: list[int]) -> str:
        where = f"{self.path}:{lines[0]}" if lines[0] else self.path
        return f"{where}: {message}" + (f" ({len(lines)} times, here first)" if len(lines) > 1 else "")


@dataclass
class FileReading:
    """The records and rejects of one file in its order; every block is one or the other."""

    records: list[PaperRecord]
    rejects: list[Reject]
    warnings: list[str]

    @property
    def blocks(self) -> int:
        return len(self.records) + len(self.rejects)


Reader = Callable[[BinaryIO, str], FileReading]
"""From the uncompressed bytes and the file's name within its source."""
