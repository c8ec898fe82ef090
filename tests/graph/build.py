"""Small records and sources, made by hand."""

from __future__ import annotations

from typing import Any

from kg.graph.manifest import SourceEntry
from kg.model.records import AuthorName, PaperRecord, Source, SourceFile, Summary


def record(paper: str = "arxiv:2603.90001", kind: str = "markdown", line: int = 1, **values: Any) -> PaperRecord:
    """A record with the fields given, the rest made up."""
    authors = tuple(AuthorName(name) for name in values.pop("authors", ("Ada Moreau", "Bo Lindqvist")))
    defaults: dict[str, Any] = {
        "path": f"{kind}.txt",
        "title": "Lichen: Slow Graphs",
        "abstract": "We propose Lichen.",
        "categories": ("cs.LG",),
    }
    return PaperRecord(paper=paper, kind=kind, line=line, authors=authors, **(defaults | values))


def source(date: str | None, *records: PaperRecord, name: str = "days", **values: Any) -> Source:
    """A source of these records, one file a kind."""
    id_ = f"digest:{name}:{date}" if date else f"digest:{name}:undated-00000000"
    kinds = sorted({item.kind for item in records})
    files = tuple(
        SourceFile(f"{kind}.txt", f"{hash_of(records)}", kind, sum(r.kind == kind for r in records), 0, 0)
        for kind in kinds
    )
    return Source(
        id=id_, name=name, date=date, folder=f"/{name}", files=files, records=records, **{"rejects": (), **values}
    )


def hash_of(records: tuple[PaperRecord, ...]) -> str:
    """A stand-in for the file's sha256 that changes with what the file says."""
    import hashlib

    return hashlib.sha256(repr(records).encode()).hexdigest()


def entry(item: Source) -> SourceEntry:
    """The manifest's entry of a source that was never written."""
    papers = len({r.paper for r in item.records})
    return SourceEntry(item.id, item.name, item.date, item.folder, item.files, papers, "records/none.parquet")


def summary(language: str = "English", **fields: Any) -> Summary:
    """A summary with these fields."""
    return Summary(language, **fields)
