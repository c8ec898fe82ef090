"""Rows of papers, digests and what lies between them, from the joined papers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from kg.graph.categories import category_rows
from kg.graph.manifest import SourceEntry
from kg.graph.papers import JoinedPaper, Telling
from kg.model.ids import arxiv_month
from kg.model.records import SUMMARY_FIELDS, PaperRecord
from kg.model.rows import Row
from kg.text.links import code_urls
from kg.text.venues import venue_of

_SHOWN = ("published", "doi", "journal_ref", "venue", "comment", "url", "pdf_url")


def digest_id(entry: SourceEntry, record: PaperRecord) -> str:
    """The id of the digest that lists the paper by this record: of its row's own date, else of the source."""
    return f"digest:{entry.name}:{record.first_listed}" if record.first_listed else entry.id


def listing_dates(paper: JoinedPaper) -> list[str]:
    """The dates on which the paper was listed, earliest first."""
    dates = {record.first_listed or telling.source.date for telling in paper.tellings for record in telling.records}
    return sorted(date for date in dates if date)


def paper_row(paper: JoinedPaper) -> Row:
    """The node row of the paper."""
    trusted = paper.by_trust()
    unit = trusted[0].unit
    row: Row = {"id": paper.id, "title": unit.title, "abstract": unit.text or None}
    row |= {name: next((value for telling in trusted if (value := telling.first(name))), None) for name in _SHOWN}
    row["doi"] = row["doi"] or next((id_.removeprefix("doi:") for id_ in paper.others if id_.startswith("doi:")), None)
    row["venue"] = row["venue"] or venue_of(row["journal_ref"], row["comment"])
    row["versions"] = max((record.version or 0 for t in trusted for record in t.records), default=0) or None
    row["published_month"] = arxiv_month(paper.id)
    row["first_listed"] = next(iter(listing_dates(paper)), None)
    row["code_urls"] = code_urls(unit.text, row["comment"]) or None
    row["categories_complete"] = any(record.categories_complete for t in trusted for record in t.records)
    if paper.id.startswith("arxiv:"):
        bare = paper.id.removeprefix("arxiv:")
        row["url"] = f"https://arxiv.org/abs/{bare}"
        row["pdf_url"] = f"https://arxiv.org/pdf/{bare}"
    return row


def category_links(paper: JoinedPaper) -> list[Row]:
    """The paper's IN_CATEGORY rows: from the best source that gives all its categories, else from the best one."""
    records = [record for telling in paper.by_trust() for record in telling.records if record.categories]
    records.sort(key=lambda record: not record.categories_complete)
    codes = dict.fromkeys(records[0].categories) if records else {}
    return [{"source": paper.id, "target": code, "primary": position == 0} for position, code in enumerate(codes)]


def listings(telling: Telling) -> Iterable[Row]:
    """The LISTS rows of one telling: one a digest and language, with the best summary of that language."""
    found: dict[tuple[str, str | None], Row] = {}
    listed = {digest_id(telling.source, record) for record in telling.records}
    rank = telling.first("rank")
    section = telling.first("section")
    for digest in sorted(listed):
        for record in telling.records:
            if digest_id(telling.source, record) == digest and record.summary and record.summary.fields():
                row = found.setdefault((digest, record.summary.language), {"language": record.summary.language})
                for name in SUMMARY_FIELDS:
                    row[name] = row.get(name) or getattr(record.summary, name)
        if not any(key[0] == digest for key in found):
            found[digest, None] = {}
    for (digest, _), row in found.items():
        yield {"source": digest, "target": telling.records[0].paper, "rank": rank, "section": section, **row}


def digest_rows(sources: Sequence[SourceEntry], listing: Iterable[Row]) -> list[Row]:
    """The Digest rows: one for each source, one for each date of a source whose rows carry their own dates."""
    by_name: dict[str, SourceEntry] = {}
    rows: dict[str, Row] = {}
    for entry in sources:
        by_name.setdefault(entry.name, entry)
        if entry.id.startswith("digest:"):
            rows[entry.id] = _digest(entry.id, entry, entry.date)
    for row in listing:
        if row["source"] not in rows:
            name, _, date = row["source"].removeprefix("digest:").rpartition(":")
            rows[row["source"]] = _digest(row["source"], by_name[name], date)
    return list(rows.values())


def _digest(id_: str, entry: SourceEntry, date: str | None) -> Row:
    content = "".join(sorted(file.sha256 for file in entry.files))
    sha256 = entry.files[0].sha256 if len(entry.files) == 1 else hashlib.sha256(content.encode()).hexdigest()
    name = f"{entry.name} {date}" if date else entry.name
    return {"id": id_, "name": name, "date": date, "source": entry.name, "sha256": sha256}


def paper_tables(
    papers: Sequence[JoinedPaper], sources: Sequence[SourceEntry]
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Nodes and edges of papers, digests and categories."""
    lists = [row | {"target": paper.id} for paper in papers for telling in paper.tellings for row in listings(telling)]
    lists = list({(row["source"], row["target"], row.get("language")): row for row in lists}.values())
    in_category = [row for paper in papers for row in category_links(paper)]
    categories, part_of = category_rows(sorted({row["target"] for row in in_category}))
    nodes = {"Paper": [paper_row(paper) for paper in papers], "Category": categories}
    nodes["Digest"] = digest_rows(sources, lists)
    return nodes, {"LISTS": lists, "IN_CATEGORY": in_category, "PART_OF": part_of}
