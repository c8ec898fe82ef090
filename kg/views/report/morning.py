"""The morning report as a plain dict: what it says, apart from how it looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kg.graph.narrow import within_categories
from kg.model.rows import Row
from kg.model.tables import GraphReader
from kg.views.outline import SHOWN_GROUPS, colour_numbers, group_order
from kg.views.report.entries import paper_entry
from kg.views.report.hits import hits
from kg.views.report.people import meetings, new_authors
from kg.views.report.reading import Reading, read_morning
from kg.views.report.trends import OTHERS, papers_by_day, rising_methods

__all__ = ["listing_days", "report_data"]


def listing_days(graph: GraphReader) -> list[str]:
    """The dates of the graph's digests, sorted, each once."""
    return sorted({row["date"] for row in graph.nodes("Digest") if row.get("date")})


def report_data(
    graph: GraphReader,
    dates: Sequence[str],
    holds: Sequence[Row] = (),
    *,
    lists: Sequence[str] = (),
    language: str = "English",
    why_empty: str = "",
) -> dict[str, Any]:
    """What is new on these listing dates, ready for rendering.

    `holds` are the HOLDS rows of the reader's lists, whose names are `lists`. Without dates, or where no digest lists
    a paper on them, the report says `why_empty`.
    """
    data: dict[str, Any] = {
        "dates": list(dates),
        "lists": list(lists),
        "fingerprint": graph.fingerprint,
        "analysis_fingerprint": graph.analysis_fingerprint,
        "why_empty": why_empty,
    }
    if not dates:
        return data
    reading = read_morning(graph, sorted(dates), language)
    if not (reading.new or reading.again) and not why_empty:
        data["why_empty"] = f"The digests of {', '.join(dates)} list no paper."
    found = hits(reading, holds, within_categories(graph, {row["target"] for row in holds}))
    return data | _sections(reading, found)


def _sections(reading: Reading, found: list[dict[str, Any]]) -> dict[str, Any]:
    order = group_order(map(reading.group_of, reading.papers))
    return {
        "hits": found,
        "topics": _topics(reading, order, {hit["id"] for hit in found}),
        "grouped_by": "topic" if reading.topics else "category",
        "authors": new_authors(reading),
        "meetings": meetings(reading),
        "rising": rising_methods(reading),
        "by_day": papers_by_day(reading, order),
        "groups": _groups(reading, order),
        "again": [paper_entry(reading, paper) for paper in reading.again],
        "counts": {
            "new": len(reading.new),
            "again": len(reading.again),
            "hits": len(found),
            "authors": sum(row.get("first_listed") in reading.dates for row in reading.authors.values()),
            "methods": _new_methods(reading),
            "papers": len(reading.papers),
        },
    }


def _topics(reading: Reading, order: Sequence[str], above: set[str]) -> list[dict[str, Any]]:
    """The groups with their new papers in the digests' order; those that stand `above` as hits are only counted.

    Most papers first. Where there are many groups, those with a single new paper are taken together as OTHERS.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for paper in reading.new:
        members[reading.group_of(paper)].append(paper)
    if len(order) > SHOWN_GROUPS:
        single = {group for group, papers in members.items() if group and len(papers) == 1}
        others = [paper for paper in reading.new if reading.group_of(paper) in single]
        members = defaultdict(list, {group: papers for group, papers in members.items() if group not in single})
        members[OTHERS] = others
    ranked = sorted((group for group in order if members[group]), key=lambda group: -len(members[group]))
    return [
        {
            "group": group,
            "new": len(members[group]),
            "above": sum(paper in above for paper in members[group]),
            "papers": [paper_entry(reading, paper) for paper in members[group] if paper not in above],
        }
        for group in [*ranked, OTHERS, ""]
        if members[group]
    ]


def _groups(reading: Reading, order: Sequence[str]) -> list[dict[str, Any]]:
    """Every group that the report names, with its label and the number of its colour, where it has one."""
    colours = colour_numbers(order)
    kind = "topic" if reading.topics else "category"
    named = [{"id": group, "label": _label(reading, group), "colour": colours.get(group)} for group in order]
    others = {"id": OTHERS, "label": "other topics" if kind == "topic" else "other categories", "colour": None}
    return [*named, others, {"id": "", "label": f"no {kind} yet", "colour": None}]


def _label(reading: Reading, group: str) -> str:
    row: Mapping[str, Any] = reading.topics.get(group, {})
    name = reading.names.get(group, "")
    return row.get("label") or (f"{group} {name}" if name and name != group else group)


def _new_methods(reading: Reading) -> int:
    return sum(row.get("first_listed") in reading.dates for row in reading.graph.nodes("Method"))
