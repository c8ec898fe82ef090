"""Markdown digests, whatever their template: blocks cut, fields read, each made a record or a reject."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from kg.model.records import PaperRecord, Reject
from kg.sources import bulleted, standard, topics
from kg.sources.authors import DROPPED, author_names, split_authors
from kg.sources.blocks import Block, Digest, split_blocks
from kg.sources.contents import check_contents
from kg.sources.decode import decode, fold
from kg.sources.links import category, is_category, parse_heading, parse_link
from kg.sources.reading import BlockError, FileReading, Notes
from kg.sources.summaries import make_summary, set_language

TEMPLATES: dict[str, Callable[[Block], dict[str, str]]] = {
    "standard": standard.read_fields,
    "bulleted": bulleted.read_fields,
    "topics": topics.read_fields,
}
"""Template → what reads the fields of one of its blocks."""

_NOT_SUMMARY = {"title", "title (en)", "link", "authors", "main category", "categories", "comment", "abstract"}


def read_markdown(stream: BinaryIO, name: str) -> FileReading:
    """The papers of a digest in its order, `rank` from 1 over all of its blocks; time linear in its length."""
    text, bad_line = decode(stream.read())
    notes = Notes(name)
    if bad_line:
        notes.add("bytes that are not UTF-8 became U+FFFD", bad_line)
    digest, records, rejects = _cut(text), list[PaperRecord](), list[Reject]()
    for rank, block in enumerate(digest.blocks, 1):
        try:
            records.append(_record(block, name, rank, notes))
        except BlockError as error:
            rejects.append(Reject(name, block.line, str(error), block.raw))
    warnings = check_contents(digest.preamble, digest.blocks, name)
    return FileReading(set_language(records, None), rejects, notes.texts() + warnings)


def _cut(text: str) -> Digest:
    digest = split_blocks(text)
    return topics.split_blocks(text) if not digest.blocks and topics.is_topics(text) else digest


def template_of(block: Block) -> str:
    """The name of the template that a block is written in."""
    if block.heading.partition("]. ")[2].startswith("[*"):
        return "topics"
    return "bulleted" if bulleted.is_bulleted(block) else "standard"


def _record(block: Block, name: str, rank: int, notes: Notes) -> PaperRecord:
    block = block.unwrapped()
    fields = TEMPLATES[template_of(block)](block)
    heading, address = parse_heading(block.heading)
    title = fold(fields.get("title") or fields.get("title (en)") or heading)
    link = parse_link(fields.get("link") or address)
    if not title:
        raise BlockError("expected a title, found none")
    authors, dropped = author_names(split_authors(fields.get("authors", "")))
    if dropped:
        notes.add(DROPPED, block.line)
    categories, complete = _categories(fields, block.section)
    summary = {label: text for label, text in fields.items() if label not in _NOT_SUMMARY}
    return PaperRecord(
        paper=link.paper,
        kind="markdown",
        path=name,
        line=block.line,
        title=title,
        authors=tuple(authors),
        categories=categories,
        categories_complete=complete,
        abstract=fold(fields.get("abstract", "")),
        version=link.version,
        url=link.url,
        pdf_url=link.pdf_url,
        comment=fold(fields.get("comment", "")) or None,
        rank=rank,
        section=block.section,
        summary=make_summary(summary),
    )


def _categories(fields: dict[str, str], section: str | None) -> tuple[tuple[str, ...], bool]:
    """Categories, the primary first, and whether all of them are there."""
    if names := [name for name in map(category, fields.get("categories", "").replace(",", " ").split()) if name]:
        return tuple(dict.fromkeys(names)), True
    main = fold(fields.get("main category", ""))
    if is_category(main):
        return (main,), False
    return ((section,), False) if section and is_category(section) else ((), False)
