"""Which sources some paths hold: files grouped into digests by folder and date, before any of them is read."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import InputError, UsageError
from kg.sources.decode import open_source
from kg.sources.jsonl import ENHANCED_NAME, parse_line
from kg.sources.reading import BlockError

KINDS = ("papers", "raw", "enhanced", "markdown")
"""Kinds of file, in the order in which the records of one paper stand."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LISTED = re.compile(rb'"first_listed":\s*"(\d{4}-\d{2}-\d{2})')
_NOT_DIGESTS = {"readme.md", "changelog.md", "contributing.md", "license.md"}
_STDIN = "stdin"
_UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True)
class PlannedFile:
    """A file of a source. `name` is its name within the folder; `data` holds what came from stdin."""

    path: Path
    name: str
    kind: str
    data: bytes | None = None

    @cached_property
    def sha256(self) -> str:
        """The hash (hex) of the bytes as they lie, computed once, when first asked for."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest()
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class SourcePlan:
    """A source before it is read; `date` of a file whose rows carry their own dates is not known yet."""

    id: str
    name: str
    date: str | None
    folder: str
    files: tuple[PlannedFile, ...]
    warnings: tuple[str, ...] = ()

    @cached_property
    def order(self) -> tuple[bool, str, str, str]:
        """Where the source sorts among the new ones of a run: by date, then name; undated last.

        Looks through a file whose rows have dates, about a second for 275,000 of them.
        """
        day = self.date
        if day is None and self.files[0].kind == "papers":
            day = _first_day(self.files[0])
        return (day is None, day or "", self.name, self.id)


class Found(NamedTuple):
    """The sources of some paths, sorted by id, and what could not be used."""

    plans: list[SourcePlan]
    warnings: list[str]


def find_sources(paths: Sequence[str | Path], *, source: str | None = None, date: str | None = None) -> Found:
    """The sources that files, folders (searched recursively) and `-` hold.

    Raises: InputError where there is none; UsageError where two folders claim one digest, or `date` is no date.
    """
    if date is not None and not is_date(date):
        raise UsageError(f"--date: expected YYYY-MM-DD, found {date!r}")
    warnings: list[str] = []
    files = _planned(paths, warnings)
    plans = _group(files, source, date)
    if not plans:
        given = ", ".join(map(str, paths)) or "no path"
        raise InputError("; ".join([f"{given}: expected a digest (.md, .jsonl, .gz of either), found none", *warnings]))
    return Found(plans, warnings)


def _first_day(file: PlannedFile) -> str | None:
    try:
        with open_source(file.path, file.data) as stream:
            return min((found[1].decode() for line in stream if (found := _LISTED.search(line))), default=None)
    except _UNREADABLE:
        return None  # reading it says why


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, written YYYY-MM-DD."""
    try:
        return _DATE.fullmatch(text) is not None and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _planned(paths: Sequence[str | Path], warnings: list[str]) -> list[PlannedFile]:
    """Every file that can be read, each once."""
    planned: dict[Path, PlannedFile] = {}
    skipped = 0
    for path in paths:
        if str(path) == "-":
            if Path("-") in planned:
                continue
            data = sys.stdin.buffer.read()
            try:
                planned[Path("-")] = PlannedFile(Path("-"), _STDIN, _sniffed(data), data)
            except _UNREADABLE as error:
                warnings.append(f"{_STDIN}: cannot be read ({error})")
            continue
        place = Path(path).resolve()
        if not place.exists():
            warnings.append(f"{path}: expected a file or a folder, found nothing there")
        for file in _walk(place, warnings) if place.is_dir() else [place] if place.exists() else []:
            if file.exists() and not file.is_file():
                warnings.append(f"{file}: expected a file, found a pipe or a device, left out")
                continue
            try:
                kind = kind_of(file)
            except _UNREADABLE as error:
                warnings.append(f"{file}: cannot be read ({error})")
                continue
            if kind is None:
                skipped += 1
            else:
                planned.setdefault(file, PlannedFile(file, file.name, kind))
    if skipped:
        warnings.append(f"{skipped} files of other kinds were left out (expected .md, .jsonl, or .gz of either)")
    return list(planned.values())


def _walk(folder: Path, warnings: list[str]) -> Iterator[Path]:
    """The files below a folder, sorted; hidden ones and bundles of ours left out."""
    for place, folders, names in os.walk(folder):
        if "manifest.json" in names and {"records", "ids"} <= set(folders):
            warnings.append(f"{place}: is a bundle, left out")
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def kind_of(path: Path) -> str | None:
    """The kind of a file by its name (a jsonl by its first line as well), None for one that is no source.

    Raises: OSError, EOFError, zlib.error where it cannot be read.
    """
    name = path.name.removesuffix(".gz").lower()
    if name.endswith((".md", ".markdown")):
        with open_source(path) as stream:
            stream.read(1)
        return None if name in _NOT_DIGESTS else "markdown"
    if not name.endswith((".jsonl", ".ndjson")):
        return None
    with open_source(path) as stream:
        first = next((line for line in stream if line.strip()), b"")
    return "enhanced" if ENHANCED_NAME.search(path.name) else _row_kind(first)


def _row_kind(line: bytes) -> str:
    try:
        row = parse_line(line.decode("utf-8-sig", "replace"))
    except BlockError:
        return "raw"
    return "papers" if "first_listed" in row else "enhanced" if "AI" in row else "raw"


def _sniffed(data: bytes) -> str:
    """The kind of what came from stdin: lines of JSON where it begins with a brace, else Markdown."""
    with open_source("-", data) as stream:
        first = next((line for line in stream if line.strip()), b"")
    return _row_kind(first) if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else "markdown"


def _group(files: list[PlannedFile], source: str | None, date: str | None) -> list[SourcePlan]:
    groups: dict[tuple[str, str], list[PlannedFile]] = {}
    for file in files:
        folder = "-" if file.data is not None else str(file.path.parent)
        groups.setdefault((folder, _key(file, date)), []).append(file)
    plans: dict[str, SourcePlan] = {}
    for (folder, _), members in groups.items():
        plan = _plan(folder, sorted(members, key=lambda file: (KINDS.index(file.kind), file.name)), source, date)
        if plan.id in plans and _hashes(plans[plan.id]) != _hashes(plan):
            raise UsageError(
                f"{plan.id}: two folders claim it, {plans[plan.id].folder} and {folder}; name one of them with --source"
            )
        plans.setdefault(plan.id, plan)
    return [plans[key] for key in sorted(plans)]


def _key(file: PlannedFile, date: str | None) -> str:
    """What the files of one source within a folder share: the date, else each its name."""
    if file.kind == "papers":
        return file.name
    return date or file_date(file.name) or file.name


def file_date(name: str) -> str | None:
    """The date that a file's name begins with."""
    return name[:10] if is_date(name[:10]) else None


def _hashes(plan: SourcePlan) -> list[tuple[str, str]]:
    return [(file.name, file.sha256) for file in plan.files]


def _plan(folder: str, files: list[PlannedFile], source: str | None, date: str | None) -> SourcePlan:
    name = source or (_STDIN if folder == "-" else Path(folder).name) or "root"
    first = files[0]
    if first.kind == "papers":
        stem = first.name.removesuffix(".gz").rpartition(".")[0] or first.name
        return SourcePlan(f"file:{name}:{stem}", name, None, folder, tuple(files))
    day = date or file_date(first.name)
    if day:
        return SourcePlan(f"digest:{name}:{day}", name, day, folder, tuple(files))
    warning = f"{first.name}: has no date (give it a name that begins with YYYY-MM-DD, or --date); it counts for no day"
    return SourcePlan(f"digest:{name}:undated-{first.sha256[:8]}", name, None, folder, tuple(files), (warning,))
