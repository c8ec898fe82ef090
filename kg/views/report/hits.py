"""Why a new paper concerns a reader: the reasons that his lists give, each with the sentence that says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.model.rows import Row
from kg.views.contents import cut_evidence
from kg.views.report.entries import WORDS, address_of, paper_entry, title_of
from kg.views.report.reading import Reading

__all__ = ["hits"]

KINDS = ("listed", "author", "builds on", "method", "similar", "category")
"""Kinds of reason, the weightiest first."""

LEAST_SIMILAR = 0.2
"""Papers less alike than this share no more than their field."""

Reason = dict[str, Any]


def hits(reading: Reading, holds: Sequence[Row], inside: Mapping[str, str]) -> list[dict[str, Any]]:
    """The new papers that the lists' HOLDS rows concern, those with the weightiest reason and then most reasons first.

    `inside` maps each category to the category of a list that it is or is part of.
    """
    held: dict[str, Row] = {}
    for row in holds:
        held.setdefault(row["target"], row)
    new = set(reading.new)
    found: dict[str, list[Reason]] = defaultdict(list)
    for paper, reason in _reasons(reading, new, held, inside):
        said = held[reason["of"]]
        about = {"list": said["source"].removeprefix("list:"), "note": said.get("note") or ""}
        found[paper].append(reason | about)
    for reasons in found.values():
        reasons.sort(key=lambda reason: (KINDS.index(reason["kind"]), reason["before"], reason["name"], reason["of"]))
    order = {paper: place for place, paper in enumerate(reading.new)}
    ranked = sorted(found, key=lambda key: (KINDS.index(found[key][0]["kind"]), -len(found[key]), order[key]))
    return [paper_entry(reading, paper) | {"reasons": found[paper]} for paper in ranked]


def _reasons(
    reading: Reading, new: set[str], held: Mapping[str, Row], inside: Mapping[str, str]
) -> Iterator[tuple[str, Reason]]:
    for paper in reading.new:
        if paper in held:
            yield paper, _reason("listed", paper, "", "It", " is on your list and has arrived")
        for row in reading.written.get(paper, ()):
            if row["source"] in held:
                place = f" is author {row['position']} of {row['of']}"
                yield paper, _reason("author", row["source"], "", row["name_as_written"], place)
        for type_, row in reading.links.get(paper, ()):
            if row["target"] in held:
                name, evidence = reading.names[row["target"]], cut_evidence(row, reading.papers[paper])
                yield paper, _reason("method", row["target"], f"{WORDS[type_]} ", name, evidence=evidence)
        yield from _category_reasons(reading, paper, inside)
    yield from _building(reading, new, held)
    yield from _similar(reading, new, held)


def _reason(kind: str, of: str, before: str, name: str, after: str = "", **more: Any) -> Reason:
    """The reason as a phrase in three parts, the middle one a name; `of` is the node that a list holds."""
    return {"kind": kind, "of": of, "before": before, "name": name, "after": after} | more


def _category_reasons(reading: Reading, paper: str, inside: Mapping[str, str]) -> Iterator[tuple[str, Reason]]:
    tops = {inside[category]: category for category in reading.categories.get(paper, ()) if category in inside}
    for top, category in tops.items():
        yield paper, _reason("category", top, "is in ", category, f" {reading.names[category]}")


def _building(reading: Reading, new: set[str], held: Mapping[str, Row]) -> Iterator[tuple[str, Reason]]:
    for row in reading.graph.edges("BUILDS_ON"):
        if row["source"] in new and row["target"] in held:
            via = reading.names.get(row["via"], row["via"])
            how = f" ({'compares itself with' if row.get('kind') == 'compares' else 'uses'} {via})"
            link = next((link for _, link in reading.links[row["source"]] if link["target"] == row["via"]), None)
            evidence = (
                cut_evidence(link, reading.papers[row["source"]]) if link else [row.get("evidence") or "", "", ""]
            )
            yield row["source"], _to_paper(reading, "builds on", row["target"], "builds on ", how, evidence=evidence)
    for row in reading.graph.edges("CITES"):
        if row["source"] in new and row["target"] in held:
            yield row["source"], _to_paper(reading, "builds on", row["target"], "cites ", "")


def _similar(reading: Reading, new: set[str], held: Mapping[str, Row]) -> Iterator[tuple[str, Reason]]:
    count = Counter(entity for links in reading.links.values() for entity in _named(links))
    for row in reading.graph.edges("SIMILAR"):
        for paper, other in ((row["source"], row["target"]), (row["target"], row["source"])):
            if paper in new and other in held and row["score"] >= LEAST_SIMILAR:
                common = _common(reading, paper, other, count)
                shared = f": both name {', '.join(common)}" if common else ""
                after = f" (likeness {row['score']:.2f}{shared})"
                yield paper, _to_paper(reading, "similar", other, "is like ", after)


def _to_paper(reading: Reading, kind: str, other: str, before: str, after: str, **more: Any) -> Reason:
    return _reason(kind, other, before, title_of(reading, other), after, **more) | {
        "address": address_of(reading, other)
    }


def _common(reading: Reading, one: str, other: str, count: Mapping[str, int], most: int = 4) -> list[str]:
    """The names of what both papers are linked to, what fewest papers name first; `count` are these numbers."""
    shared = _named(reading.links.get(one, ())) & _named(reading.links.get(other, ()))
    return [reading.names[entity] for entity in sorted(shared, key=lambda entity: (count[entity], entity))[:most]]


def _named(links: Iterable[tuple[str, Row]]) -> set[str]:
    return {row["target"] for _, row in links}
