"""What a report reads of the graph, once: papers, who wrote them, what they are linked to, who listed them when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphReader
from kg.views.outline import categories_of, topics

__all__ = ["Reading", "read_morning"]


_OF_OTHERS = ("id", "title", "first_listed", "doi")
"""What is kept of papers that are not listed on the dates: a year of texts fills the memory."""


@dataclass(frozen=True)
class Reading:
    """The graph as seen on `dates`.

    `new` papers are those first listed on one of the dates, `again` the others listed there, in the order of the
    digests. They alone have `written` (authorships by position) and whole rows; other papers lack their texts, and
    their links all but the target. `days` are all listing days up to the last date.
    """

    graph: GraphReader
    dates: tuple[str, ...]
    days: tuple[str, ...]
    papers: Mapping[str, Row]
    new: Sequence[str]
    again: Sequence[str]
    summary_of: Mapping[str, str]
    written: Mapping[str, Sequence[Row]]
    links: Mapping[str, Sequence[tuple[str, Row]]]
    authors: Mapping[str, Row]
    names: Mapping[str, str]
    labels: Mapping[str, str]
    topics: Mapping[str, Row]
    topic_of: Mapping[str, str]
    categories: Mapping[str, Sequence[str]]

    def before(self, date: str | None) -> bool:
        """Whether what was first seen on this date was known before the report's dates."""
        return date is None or date < self.dates[0]

    def group_of(self, paper: str) -> str:
        """The paper's topic, its primary category where no topics were found, '' where it has none."""
        if self.topics:
            return self.topic_of.get(paper, "")
        return next(iter(self.categories.get(paper, ())), "")


def read_morning(graph: GraphReader, dates: Sequence[str], language: str) -> Reading:
    """The graph as a report on these dates (sorted, at least one) needs it; summaries in `language` where there are."""
    dated = {row["id"]: row["date"] for row in graph.nodes("Digest") if row.get("date")}
    listed, summaries = _listed(graph, {key for key, date in dated.items() if date in dates}, dated, language)
    shown = set(listed)
    papers = {row["id"]: row if row["id"] in shown else _picked(row, _OF_OTHERS) for row in graph.nodes("Paper")}
    written: dict[str, list[Row]] = defaultdict(list)
    for row in graph.edges("AUTHORED"):
        if row["target"] in shown:
            written[row["target"]].append(row)
    links: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for type_ in LINK_TYPES:
        for row in graph.edges(type_):
            if row.get("supported") is not False:
                links[row["source"]].append((type_, row if row["source"] in shown else _picked(row, ("target",))))
    authors = {row["id"]: row for row in graph.nodes("Author")}
    labels = {row["id"]: label for label in (*ENTITY_LABELS, "Category") for row in graph.nodes(label)}
    names = {row["id"]: row["name"] for label in (*ENTITY_LABELS, "Category") for row in graph.nodes(label)}
    communities, topic_of = topics(graph)
    return Reading(
        graph=graph,
        dates=tuple(dates),
        days=tuple(sorted({date for date in dated.values() if date <= dates[-1]})),
        papers=papers,
        new=[paper for paper in listed if papers[paper].get("first_listed") in dates],
        again=[paper for paper in listed if papers[paper].get("first_listed") not in dates],
        summary_of=summaries,
        written={key: sorted(rows, key=lambda row: row["position"]) for key, rows in written.items()},
        links=links,
        authors=authors,
        names=names | {key: row["name"] for key, row in authors.items()},
        labels=labels,
        topics=communities,
        topic_of=topic_of,
        categories=categories_of(graph),
    )


def _picked(row: Row, names: Sequence[str]) -> Row:
    return {name: row[name] for name in names if name in row}


def _listed(
    graph: GraphReader, digests: Collection[str], dated: Mapping[str, str], language: str
) -> tuple[list[str], dict[str, str]]:
    """(the papers that these digests list, in their order; paper → summary line, in the language if there is one)."""
    order: dict[str, tuple[str, str, int]] = {}
    summaries: dict[str, tuple[bool, str, str, str]] = {}
    for row in graph.edges("LISTS"):
        digest, paper = row["source"], row["target"]
        if digest not in digests:
            continue
        place = (dated[digest], digest, row.get("rank") or 1_000_000)
        order[paper] = min(order.get(paper, place), place)
        if row.get("tldr"):
            told = row.get("language") or ""
            summary = (told != language, told, digest, row["tldr"])
            summaries[paper] = min(summaries.get(paper, summary), summary)
    listed = sorted(order, key=lambda paper: (order[paper], paper))
    return listed, {paper: summary[3] for paper, summary in summaries.items()}
