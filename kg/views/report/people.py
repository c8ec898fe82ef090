"""Who is new, and which groups write together for the first time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from kg.views.outline import present_members
from kg.views.report.entries import address_of, title_of
from kg.views.report.reading import Reading

__all__ = ["meetings", "new_authors"]

LEAST_GROUP = 3
"""Fewer people are no group; as in co-author communities."""
MOST_NAMES = 6
"""More people of one group or paper are counted, not named."""


def new_authors(reading: Reading) -> list[dict[str, Any]]:
    """The authors first listed on the report's dates, by paper; where they join known ones first.

    `with` is the known author of most papers there. A new author of several papers stands with the first of them.
    """
    entries = []
    for paper in reading.new:
        team = [row["source"] for row in reading.written.get(paper, ())]
        known = [author for author in team if reading.before(reading.authors[author].get("first_listed"))]
        best = max(known, key=lambda author: (reading.authors[author]["papers"], author), default=None)
        company = {"name": reading.names[best], "papers": reading.authors[best]["papers"]} if best else None
        entries.append((company, [author for author in team if author not in known], paper))
    entries.sort(key=lambda entry: -entry[0]["papers"] if entry[0] else 0)
    placed: set[str] = set()
    found = []
    for company, team, paper in entries:
        fresh = [author for author in dict.fromkeys(team) if author not in placed]
        placed.update(fresh)
        if fresh:
            found.append(_named(reading, paper) | _people(reading, fresh) | {"with": company})
    return found


def meetings(reading: Reading) -> list[dict[str, Any]]:
    """New papers on which people of two groups write together for the first time, the largest groups first.

    A group is a co-author community; where all who met are in one by now, the circle of those who were joined by papers
    before the report's dates. Each entry has the paper and its groups: who met, and how many were known before.
    """
    before = [row for row in reading.graph.edges("CO_AUTHOR") if reading.before(row.get("first"))]
    circle_of = _circles((row["source"], row["target"]) for row in before)
    communities = {row["id"]: row for row in reading.graph.nodes("Community") if row.get("kind") == "coauthor"}
    members = present_members(reading.graph, communities)
    community_of = {author: group for author, group in members.items() if author in circle_of}
    sizes = Counter([*circle_of.values(), *community_of.values()])
    met = {frozenset(community_of.get(row[end], "") for end in ("source", "target")) for row in before}
    found = []
    for paper in reading.new:
        team = [row["source"] for row in reading.written.get(paper, ()) if row["source"] in circle_of]
        groups = _met(team, community_of, sizes, met) or _met(team, circle_of, sizes, set())
        described = [
            _people(reading, people) | {"label": communities.get(key, {}).get("label") or "", "size": sizes[key]}
            for key, people in groups.items()
        ]
        if described:
            found.append(_named(reading, paper) | {"groups": sorted(described, key=lambda group: -group["size"])})
    return sorted(found, key=lambda entry: (-entry["groups"][1]["size"], entry["title"]))


def _met(
    team: Sequence[str], group_of: Mapping[str, str], sizes: Mapping[str, int], before: Collection[frozenset[str]]
) -> dict[str, list[str]]:
    """Group → its people in this team, for groups that meet another one of the team for the first time."""
    here: dict[str, list[str]] = defaultdict(list)
    for author in dict.fromkeys(team):
        if author in group_of and sizes[group_of[author]] >= LEAST_GROUP:
            here[group_of[author]].append(author)
    pairs = [pair for pair in combinations(sorted(here), 2) if frozenset(pair) not in before]
    return {group: here[group] for group in sorted({group for pair in pairs for group in pair})}


def _named(reading: Reading, paper: str) -> dict[str, Any]:
    return {"title": title_of(reading, paper), "address": address_of(reading, paper)}


def _people(reading: Reading, people: Sequence[str]) -> dict[str, Any]:
    """The first names of a group, and how many more there are."""
    names = [reading.names[author] for author in people]
    return {"people": names[:MOST_NAMES], "more": max(len(names) - MOST_NAMES, 0)}


def _circles(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Node → the smallest node that it is connected with."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {node: root(node) for node in list(parent)}
