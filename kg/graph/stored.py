"""Records, mentions and ids as the bundle stores them: each dataclass with the Parquet schema of its parts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pyarrow as pa

from kg.model.identity import FoldedPaper, FoldedText, KnownId
from kg.model.mentions import Mention
from kg.model.records import AuthorName, PaperRecord, Reject, Summary
from kg.model.rows import Row

_TEXT = pa.string()
_INT = pa.int32()
_AUTHOR = pa.struct([(field.name, _TEXT) for field in fields(AuthorName)])
_EXTRA = pa.list_(pa.struct([("name", _TEXT), ("text", _TEXT)]))
_SUMMARY = pa.struct([(field.name, _EXTRA if field.name == "extra" else _TEXT) for field in fields(Summary)])
_RECORD_TYPES = {
    "line": _INT,
    "authors": pa.list_(_AUTHOR),
    "categories": pa.list_(_TEXT),
    "categories_complete": pa.bool_(),
    "version": _INT,
    "references": pa.list_(_TEXT),
    "rank": _INT,
    "summary": _SUMMARY,
}
RECORD_SCHEMA = pa.schema([(field.name, _RECORD_TYPES.get(field.name, _TEXT)) for field in fields(PaperRecord)])

_MENTION_TYPES = dict.fromkeys(("start", "end", "evidence_start", "evidence_end"), _INT) | {"confidence": pa.float64()}
_MENTION = pa.struct([(field.name, _MENTION_TYPES.get(field.name, _TEXT)) for field in fields(Mention)])
MENTIONS_SCHEMA = pa.schema([("key", _TEXT), ("kind", _TEXT), ("extractor", _TEXT), ("mentions", pa.list_(_MENTION))])

ID_SCHEMA = pa.schema([(field.name, _TEXT) for field in fields(KnownId)])
STEPS_SCHEMA = pa.schema([(field.name, _TEXT) for field in fields(FoldedPaper)])
ENTITY_STEPS_SCHEMA = pa.schema([(field.name, _TEXT) for field in fields(FoldedText)])
SIMILAR_STEPS_SCHEMA = pa.schema([("paper", _TEXT), ("place", pa.int64()), ("check", _TEXT)])


def record_to_row(record: PaperRecord) -> Row:
    """The record as a row of RECORD_SCHEMA."""
    row = _shallow(record)
    row["authors"] = [_shallow(author) for author in record.authors]
    if record.summary is not None:
        extra = [{"name": name, "text": text} for name, text in record.summary.extra]
        row["summary"] = _shallow(record.summary) | {"extra": extra}
    return row


def record_from_row(row: Row) -> PaperRecord:
    """The record that `record_to_row` was given."""
    values = dict(row)
    values["authors"] = tuple(AuthorName(**author) for author in row.get("authors") or ())
    for name in ("categories", "references"):
        values[name] = tuple(row.get(name) or ())
    if summary := row.get("summary"):
        extra = tuple((pair["name"], pair["text"]) for pair in summary["extra"] or ())
        values["summary"] = Summary(**(summary | {"extra": extra}))
    return PaperRecord(**values)


def mentions_to_row(key: str, kind: str, extractor: str, mentions: Iterable[Mention]) -> Row:
    """One text's mentions as a row of MENTIONS_SCHEMA."""
    return {"key": key, "kind": kind, "extractor": extractor, "mentions": [_shallow(m) for m in mentions]}


def mentions_from_row(row: Row) -> tuple[Mention, ...]:
    """The mentions that `mentions_to_row` was given."""
    return tuple(Mention(**values) for values in row.get("mentions") or ())


def id_to_row(known: KnownId) -> Row:
    """An id as a row of ID_SCHEMA."""
    return _shallow(known)


def steps_to_row(folded: FoldedPaper | FoldedText) -> Row:
    """The steps of one paper or text as a row of STEPS_SCHEMA or ENTITY_STEPS_SCHEMA."""
    return _shallow(folded)


def reject_line(source: str, sha256: str, reject: Reject) -> str:
    """The reject as one line of `rejects.jsonl`; source and file hash tell the lines of an older file apart."""
    return json.dumps({"source": source, "sha256": sha256} | _shallow(reject), ensure_ascii=False) + "\n"


def _shallow(item: Any) -> Row:
    return {field.name: getattr(item, field.name) for field in fields(item)}
