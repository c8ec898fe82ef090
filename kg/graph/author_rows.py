"""Rows of authors and authorships, from the slots and the ids that resolution gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.identity import PaperFacts
from kg.model.records import AuthorName
from kg.model.rows import Row


@dataclass
class _Gathered:
    names: Counter[str] = field(default_factory=Counter)
    orcids: Counter[str] = field(default_factory=Counter)
    papers: set[str] = field(default_factory=set)


def author_tables(
    facts: Sequence[PaperFacts],
    author_of: Mapping[tuple[str, int], str],
    first_listed: Mapping[str, str | None],
    rename: Mapping[str, str],
) -> tuple[list[Row], list[Row]]:
    """(Author rows, AUTHORED rows)."""
    authors: dict[str, _Gathered] = defaultdict(_Gathered)
    authored = []
    for paper in facts:
        for position, slot in enumerate(paper.authors, 1):
            author = author_of[paper.paper, position]
            written = (slot, *paper.spellings.get(position, ()))
            authored.append(_authored(author, paper, position, written))
            authors[author].papers.add(paper.paper)
            authors[author].names.update(name.name for name in written)
            authors[author].orcids.update(name.orcid for name in written if name.orcid)
    rows = [_author(id_, found, first_listed) for id_, found in authors.items()]
    for row in rows:
        row["name"] = rename.get(row["id"], row["name"])
    return rows, authored


def _authored(author: str, paper: PaperFacts, position: int, written: Sequence[AuthorName]) -> Row:
    return {
        "source": author,
        "target": paper.paper,
        "position": position,
        "of": len(paper.authors),
        "name_as_written": written[0].name,
        "affiliation": next((name.affiliation for name in written if name.affiliation), None),
    }


def _author(id_: str, found: _Gathered, first_listed: Mapping[str, str | None]) -> Row:
    dates = sorted(date for paper in found.papers if (date := first_listed[paper]))
    names = sorted(found.names, key=lambda name: (-found.names[name], -len(name), name))
    return {
        "id": id_,
        "name": names[0],
        "name_variants": sorted(names[1:]) or None,
        "orcid": min(found.orcids, key=lambda orcid: (-found.orcids[orcid], orcid), default=None),
        "papers": len(found.papers),
        "first_listed": dates[0] if dates else None,
        "last_listed": dates[-1] if dates else None,
    }
