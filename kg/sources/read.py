"""The entrance of this package: find sources, read one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from kg.model.errors import InputError
from kg.model.records import PaperRecord, Source, SourceFile
from kg.sources.decode import open_source
from kg.sources.discover import KINDS, Found, PlannedFile, SourcePlan, find_sources
from kg.sources.jsonl import read_enhanced, read_papers, read_raw
from kg.sources.markdown import read_markdown
from kg.sources.reading import FileReading, Reader

__all__ = ["READERS", "Found", "PlannedFile", "SourcePlan", "find_sources", "read_source"]

READERS: dict[str, Reader] = {
    "papers": read_papers,
    "raw": read_raw,
    "enhanced": read_enhanced,
    "markdown": read_markdown,
}
"""Kind of file → its reader."""


def read_source(plan: SourcePlan) -> Source:
    """The source of a plan, read; of every file, blocks = records + rejects.

    Raises: InputError where a file cannot be read any more, or is damaged gzip.
    """
    readings = [(file, file.sha256, _read_file(file)) for file in plan.files]
    records = _side_by_side(record for _, _, reading in readings for record in reading.records)
    warnings = [*plan.warnings, *(text for _, _, reading in readings for text in reading.warnings)]
    if not records:
        warnings.append(f"{', '.join(file.name for file in plan.files)}: no paper stands there")
    listed = [record.first_listed for record in records if record.first_listed]
    return Source(
        id=plan.id,
        name=plan.name,
        date=min(listed, default=None) if plan.date is None else plan.date,
        folder=plan.folder,
        files=tuple(
            SourceFile(file.name, sha256, file.kind, reading.blocks, len(reading.records), len(reading.rejects))
            for file, sha256, reading in readings
        ),
        records=tuple(records),
        rejects=tuple(reject for _, _, reading in readings for reject in reading.rejects),
        warnings=tuple(warnings),
    )


def _read_file(file: PlannedFile) -> FileReading:
    try:
        with open_source(file.path, file.data) as stream:
            reading = READERS[file.kind](stream, file.name)
        if not reading.blocks:
            _refuse_binary(file)
        return reading
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{file.path}: expected a readable {file.kind} file, found: {error}") from error


def _refuse_binary(file: PlannedFile) -> None:
    """InputError where a file without a single block is no text at all, told by the bytes at its beginning."""
    with open_source(file.path, file.data) as stream:
        head = stream.read(4096)
    if head.count(0) + head.decode("utf-8", "replace").count("\ufffd") > len(head) / 20:
        raise InputError(f"{file.path}: expected a {file.kind} file, found bytes that are no text. It was left out.")


def _side_by_side(records: Iterable[PaperRecord]) -> list[PaperRecord]:
    """The records grouped by paper, papers in the digest's Markdown's order, those of its companions after them."""
    papers: dict[str, list[PaperRecord]] = {}
    order: dict[str, None] = {}
    for record in records:
        papers.setdefault(record.paper, []).append(record)
        if record.kind == "markdown":
            order[record.paper] = None
    for group in papers.values():
        group.sort(key=lambda record: KINDS.index(record.kind))
    return [record for paper in dict.fromkeys((*order, *papers)) for record in papers[paper]]
