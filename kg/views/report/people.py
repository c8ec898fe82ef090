"""Who is new, and which groups write together for the first time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from kg.views.outline import present_members
from kg.views.report.entries import address_of
from kg.views.report.reading import Reading

__all__ = ["meetings", "new_authors"]

LEAST_GROUP = 3
"""Fewer people are no group; as in co-author communities."""


def new_authors(reading: Reading) -> list[dict[str, Any]]:
    """The authors first listed on the report's dates: those who write with known ones first, then by papers.

    `with` is the known co-author of most papers, `papers` (title, address) pairs.
    """
    found: dict[str, dict[str, Any]] = {}
    for paper in reading.new:
        team = [row["source"] for row in reading.written.get(paper, ())]
        known = [author for author in team if reading.before(reading.authors[author].get("first_listed"))]
        best = max(known, key=lambda author: (reading.authors[author]["papers"], author), default=None)
        for author in sorted(set(team) - set(known)):
            entry = found.setdefault(author, {"id": author, "name": reading.names[author], "papers": [], "with": None})
            entry["papers"].append([reading.papers[paper]["title"], address_of(reading, paper)])
            if best and (entry["with"] is None or reading.authors[best]["papers"] > entry["with"]["papers"]):
                entry["with"] = {"name": reading.names[best], "papers": reading.authors[best]["papers"]}

    def order(entry: Mapping[str, Any]) -> tuple[int, int, str, str]:
        known = entry["with"]["papers"] if entry["with"] else 0
        return -known, -len(entry["papers"]), entry["name"], entry["id"]

    return sorted(found.values(), key=order)


def meetings(reading: Reading) -> list[dict[str, Any]]:
    """New papers on which people of two groups write together for the first time, the largest groups first.

    A group is a co-author community; where both are in one by now, the circle of all who were joined by papers before
    the report's dates. Each entry has the paper and two groups, with those who met and the number known before.
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
        known = [row["source"] for row in reading.written.get(paper, ()) if row["source"] in circle_of]
        sides: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for pair in combinations(known, 2):
            groups = [(_group(author, pair, community_of, circle_of), author) for author in pair]
            (left, one), (right, other) = sorted(groups)
            if left != right and min(sizes[left], sizes[right]) >= LEAST_GROUP and frozenset((left, right)) not in met:
                here = sides.setdefault((left, right), (set(), set()))
                here[0].add(one)
                here[1].add(other)
        for groups_met, people in sides.items():
            described = [
                {
                    "label": communities.get(group, {}).get("label") or "",
                    "size": sizes[group],
                    "people": sorted(reading.names[author] for author in authors),
                }
                for group, authors in zip(groups_met, people, strict=True)
            ]
            title, address = reading.papers[paper]["title"], address_of(reading, paper)
            found.append({"title": title, "address": address, "groups": described})
    return sorted(found, key=lambda entry: (-min(group["size"] for group in entry["groups"]), entry["title"]))


def _group(author: str, pair: Sequence[str], community_of: Mapping[str, str], circle_of: Mapping[str, str]) -> str:
    """The author's group as it tells the two of a pair apart."""
    one, other = (community_of.get(member) for member in pair)
    return community_of[author] if one and other and one != other else circle_of[author]


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
