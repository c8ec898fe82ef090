"""A paper as a report shows it."""

from __future__ import annotations

from typing import Any

from kg.views.contents import addresses, cut_evidence
from kg.views.page import MIN_CONFIDENCE
from kg.views.report.reading import Reading
from kg.views.values import shown_title

__all__ = ["WORDS", "address_of", "paper_entry", "title_of"]

WORDS = {
    "PROPOSES": "proposes",
    "USES": "uses",
    "COMPARES_WITH": "compares with",
    "EVALUATES_ON": "evaluates on",
    "ADDRESSES": "addresses",
    "MEASURES": "measures",
}
"""Relation → how a sentence says it."""

_AUTHORS = 8
"""More names than these are counted, not written."""


def paper_entry(reading: Reading, paper: str) -> dict[str, Any]:
    """Title, address, authors as written, categories, summary line, and the links with their sentences."""
    row = reading.papers[paper]
    names = [one["name_as_written"] for one in reading.written.get(paper, ())]
    return {
        "id": paper,
        "title": title_of(reading, paper),
        "address": address_of(reading, paper),
        "authors": names[:_AUTHORS],
        "more_authors": max(len(names) - _AUTHORS, 0),
        "categories": list(reading.categories.get(paper, ())),
        "listed": row.get("first_listed") or "",
        "tldr": reading.summary_of.get(paper, ""),
        "group": reading.group_of(paper),
        "links": _links(reading, paper),
    }


def title_of(reading: Reading, paper: str) -> str:
    """The paper's title as a person reads it."""
    return shown_title(reading.papers[paper]["title"])


def address_of(reading: Reading, paper: str) -> str:
    """Where the paper is on arxiv.org or doi.org; '' where its ids do not tell."""
    return next((address for _, address in addresses(reading.papers[paper])), "")


def _links(reading: Reading, paper: str) -> list[dict[str, Any]]:
    """What the paper proposes, and what else it is likely to be linked to: by relation, the surest first."""
    rows = [
        (list(WORDS).index(type_), -row["confidence"], row["target"], type_, row)
        for type_, row in reading.links.get(paper, ())
        if type_ == "PROPOSES" or row["confidence"] >= MIN_CONFIDENCE
    ]
    return [
        {
            "relation": type_,
            "words": WORDS[type_],
            "name": reading.names[row["target"]],
            "label": reading.labels[row["target"]],
            "evidence": cut_evidence(row, reading.papers[paper]),
            "confidence": row["confidence"],
        }
        for *_, type_, row in sorted(rows, key=lambda item: item[:3])
    ]
