"""Lines of JSON, one paper each: a crawler's raw file, the same with summaries, or a plain list of papers."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

from kg.model.records import AuthorName, PaperRecord, Reject
from kg.sources.authors import DROPPED, author_names, split_authors
from kg.sources.decode import fold, numbered_lines
from kg.sources.language import language_name
from kg.sources.links import PaperLink, category, parse_link, parse_other
from kg.sources.reading import BlockError, FileReading, Notes
from kg.sources.summaries import make_summary, set_language

ENHANCED_NAME = re.compile(r"_AI_enhanced_([A-Za-z]*)")
_DECODER = json.JSONDecoder(strict=False)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_line(text: str) -> dict[str, Any]:
    """The object of one line.

    Raises: BlockError where the line is none.
    """
    try:
        row = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise BlockError(f"expected a JSON object, found none ({error})") from error
    if not isinstance(row, dict):
        raise BlockError(f"expected a JSON object, found {type(row).__name__}")
    return row


def read_raw(stream: BinaryIO, name: str) -> FileReading:
    """The papers of a crawler's file, one record a line; a paper that was cross-listed stands there several times."""
    return _read(stream, name, "raw")


def read_enhanced(stream: BinaryIO, name: str) -> FileReading:
    """The papers of a file with an `AI` object a line; the file's name tells the language, else the texts do."""
    reading = _read(stream, name, "enhanced")
    match = ENHANCED_NAME.search(name)
    reading.records = set_language(reading.records, language_name(match[1]) if match else None)
    return reading


def read_papers(stream: BinaryIO, name: str) -> FileReading:
    """The papers of a file whose lines say when each was first listed."""
    reading = _read(stream, name, "papers")
    if undated := sum(record.first_listed is None for record in reading.records):
        reading.warnings.append(f"{name}: {undated} papers have no first_listed of the form YYYY-MM-DD")
    return reading


def _read(stream: BinaryIO, name: str, kind: str) -> FileReading:
    records: list[PaperRecord] = []
    rejects: list[Reject] = []
    notes = Notes(name)
    known: dict[str, AuthorName] = {}
    for number, text, is_utf8 in numbered_lines(stream):
        if not is_utf8:
            notes.add("bytes that are not UTF-8 became U+FFFD", number)
        try:
            row = parse_line(text)
            authors, dropped = author_names(_author_entries(row.get("authors")), known)
            records.append(_record(row, tuple(authors), kind, name, number))
        except BlockError as error:
            rejects.append(Reject(name, number, str(error), text))
            continue
        if dropped:
            notes.add(DROPPED, number)
    return FileReading(records, rejects, notes.texts())


def _author_entries(value: object) -> list[object]:
    if isinstance(value, str):
        return list(split_authors(value))
    return value if isinstance(value, list) else []


def _record(row: dict[str, Any], authors: tuple[AuthorName, ...], kind: str, name: str, line: int) -> PaperRecord:
    link = _link(row)
    title = _text(row, "title")
    if title is None:
        raise BlockError("expected a title, found none")
    categories, complete = _categories(row)
    summary = row.get("AI")
    return PaperRecord(
        paper=link.paper,
        kind=kind,
        path=name,
        line=line,
        title=title,
        authors=authors,
        categories=categories,
        categories_complete=complete,
        abstract=_text(row, "summary", "abstract") or "",
        version=link.version,
        published=_date(row, "published"),
        url=link.url,
        pdf_url=link.pdf_url,
        doi=_text(row, "doi"),
        journal_ref=_text(row, "journal_ref", "journal-ref"),
        comment=_text(row, "comment", "comments"),
        summary=make_summary({str(key).lower(): text for key, text in summary.items()})
        if isinstance(summary, dict)
        else None,
        first_listed=_date(row, "first_listed"),
    )


def _text(row: dict[str, Any], *keys: str) -> str | None:
    """The first of these fields that holds text."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and (folded := fold(value)):
            return folded
    return None


def _date(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return match[0] if isinstance(value, str) and (match := _DATE.match(value)) else None


def _link(row: dict[str, Any]) -> PaperLink:
    """The paper of a row from its id, else from an address, else its DOI; addresses and version from wherever."""
    ids = [text for key in ("id", "abs", "url", "pdf") if (text := _text(row, key))]
    others = [other for text in (*ids[:1], _text(row, "doi")) if text and (other := parse_other(text))]
    links = [link for text in ids if (link := _optional_link(text))]
    if ids and not others:
        links = [parse_link(ids[0]), *links]
    if not links and not others:
        raise BlockError("expected an arXiv id in 'id', 'abs', 'url' or 'pdf', or a DOI in 'doi', found none")
    return PaperLink(
        links[0].paper if links else others[0],
        next((link.version for link in links if link.version), None),
        next((link.url for link in links if link.url), None),
        next((link.pdf_url for link in links if link.pdf_url), None),
    )


def _optional_link(text: str) -> PaperLink | None:
    try:
        return parse_link(text)
    except BlockError:
        return None


def _categories(row: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
    """Categories, the primary first, and whether all of them are there (`cate` holds the primary alone)."""
    value = row.get("categories")
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if isinstance(value, list) and (names := [name for text in value if (name := category(text))]):
        return tuple(dict.fromkeys(names)), True
    primary = category(_text(row, "cate", "primary_category"))
    return ((primary,), False) if primary else ((), False)
