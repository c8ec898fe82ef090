"""The graph without its texts: who is joined to whom, as far as a picture needs it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.errors import UsageError
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphReader
from kg.views.values import shown_title

Joined = dict[str, list[str]]

RELATED_TYPES = ("BUILDS_ON", "CITES", "SIMILAR")
"""Relations between papers that a picture may draw."""

SHOWN_GROUPS = 16
"""Colours that the eye tells apart, all in `data/palette.css`; a level of topics with more groups is too fine."""


@dataclass
class Outline:
    """Ids only. `listed` maps every paper to its first listing date ('' where unknown); lists come sorted."""

    listed: dict[str, str] = field(default_factory=dict)
    entities_of: Joined = field(default_factory=dict)
    papers_of: Joined = field(default_factory=dict)
    authors_of: Joined = field(default_factory=dict)
    papers_by: Joined = field(default_factory=dict)
    related: Joined = field(default_factory=dict)

    def papers_with(self, node: str) -> list[str]:
        """The papers that an author wrote or that name an entity."""
        return self.papers_of.get(node) or self.papers_by.get(node, [])


def read_outline(graph: GraphReader, min_confidence: float, *, with_authors: bool) -> Outline:
    """The outline, with the links that the papers themselves support and that reach `min_confidence`."""
    outline = Outline({row["id"]: row.get("first_listed") or "" for row in graph.nodes("Paper")})
    links = {
        (row["source"], row["target"])
        for type_ in LINK_TYPES
        for row in graph.edges(type_)
        if row.get("supported", True) and row["confidence"] >= min_confidence
    }
    outline.entities_of, outline.papers_of = _both_ways(links)
    if with_authors:
        authored = {(row["source"], row["target"]) for row in graph.edges("AUTHORED")}
        outline.papers_by, outline.authors_of = _both_ways(authored)
        related = {(row["source"], row["target"]) for type_ in RELATED_TYPES for row in graph.edges(type_)}
        outline.related, _ = _both_ways(related | {(target, source) for source, target in related})
    return outline


def topics(graph: GraphReader) -> tuple[dict[str, dict[str, object]], dict[str, str]]:
    """(topic community id → its row, paper or method → its topic), of the one level that a picture can show.

    That is the finest level with at most SHOWN_GROUPS communities, else the coarsest; both empty before `kg analyze`.
    """
    rows = {row["id"]: row for row in graph.nodes("Community") if row.get("kind") == "topic" and not row.get("until")}
    levels: dict[int, set[str]] = defaultdict(set)
    for key, row in rows.items():
        levels[row.get("level") or 0].add(key)
    if not levels:
        return {}, {}
    fitting = [level for level, members in levels.items() if len(members) <= SHOWN_GROUPS]
    level = max(fitting, key=lambda item: (len(levels[item]), -item)) if fitting else min(
        levels, key=lambda item: (len(levels[item]), item)
    )  # fmt: skip
    chosen = {key: rows[key] for key in sorted(levels[level])}
    return chosen, present_members(graph, chosen)


def present_members(graph: GraphReader, communities: Collection[str]) -> dict[str, str]:
    """Member → community, for present membership of the given communities; the best score where there are several."""
    best: dict[str, tuple[float, str]] = {}
    for row in graph.edges("IN_COMMUNITY"):
        if row["target"] in communities and not row.get("until"):
            held = (-(row.get("score") or 0.0), row["target"])
            best[row["source"]] = min(best.get(row["source"], held), held)
    return {member: community for member, (_, community) in best.items()}


def paper_groups(graph: GraphReader, topic_of: Mapping[str, str]) -> dict[str, str]:
    """Paper → its topic; its primary category before there are topics."""
    if topic_of:
        return {row["id"]: topic_of[row["id"]] for row in graph.nodes("Paper") if row["id"] in topic_of}
    return {paper: names[0] for paper, names in categories_of(graph).items()}


def categories_of(graph: GraphReader) -> dict[str, list[str]]:
    """Paper → its categories, the primary one first."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for row in graph.edges("IN_CATEGORY"):
        found[row["source"]].append((not row.get("primary"), row["target"]))
    return {paper: [name for _, name in sorted(pairs)] for paper, pairs in found.items()}


def group_order(groups: Iterable[str]) -> list[str]:
    """The order that all views share, from the group of each paper of the graph ('' for none): most papers first."""
    counts = Counter(filter(None, groups))
    return sorted(counts, key=lambda group: (-counts[group], group))


def colour_numbers(order: Sequence[str]) -> dict[str, int]:
    """Group → the number of its colour; where there are too many groups, the last ones have none, and stand together.

    >>> colour_numbers(["looms", "kilns"]), len(colour_numbers([str(number) for number in range(17)]))
    ({'looms': 0, 'kilns': 1}, 15)
    """
    coloured = order if len(order) <= SHOWN_GROUPS else order[: SHOWN_GROUPS - 1]
    return {group: number for number, group in enumerate(coloured)}


def members_of(graph: GraphReader, whole: str) -> tuple[set[str], set[str]]:
    """(papers, authors) of a community, digest, category or list."""
    ends = set(present_members(graph, {whole}))
    ends |= {row["source"] for row in graph.edges("IN_CATEGORY") if row["target"] == whole}
    ends |= {row["target"] for type_ in ("LISTS", "HOLDS") for row in graph.edges(type_) if row["source"] == whole}
    authors = {end for end in ends if end.startswith("author:")}
    return {end for end in ends - authors if not end.startswith("entity:")}, authors


def node_name(graph: GraphReader, node: str) -> str:
    """The name, title (to be read) or label of any node.

    Raises UsageError where the graph has no node of this id.
    """
    for label in graph.node_counts():
        for row in graph.nodes(label):
            if row["id"] == node:
                title = shown_title(row["title"]) if row.get("title") else ""
                return str(title or row.get("label") or row.get("name") or node)
    raise UsageError(f"{node!r}: the graph has no node of this id. Look for it with: kg find NAME")


def _both_ways(pairs: set[tuple[str, str]]) -> tuple[Joined, Joined]:
    forward: Joined = defaultdict(list)
    backward: Joined = defaultdict(list)
    for source, target in sorted(pairs):
        forward[source].append(target)
        backward[target].append(source)
    return dict(forward), dict(backward)
