"""Communities of authors who write together, and of papers and methods that are about one thing.

Both are found on the graph alone; the previous graph only gives them their numbers and the dates since when they and
their memberships have been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from kg.analysis.continuity import continue_groups
from kg.analysis.labels import group_labels, group_terms
from kg.analysis.partition import dense_groups
from kg.analysis.past import Past, lineage_rows
from kg.analysis.terms import PaperTerms, paper_terms
from kg.model.rows import Row
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphReader, GraphTables

__all__ = ["communities"]

LEAST_SIZE = 3
COAUTHOR_DENSITY = 0.01
"""Pairs of a co-author community are linked by more than this on average (one common paper of n weighs 1/(n−1))."""
TOPIC_DENSITY = 0.002
"""The same for topics. On four mornings modularity kept more weight inside (0.74, not 0.69 of it), but let 28 % of
the members change their community a day, not 18 %."""
ENTITY_WEIGHT = 0.1
"""What a link to an entity that no other paper has would weigh, beside the likeness of two papers (0.1 to 1)."""
COMMON_SHARE = 0.1
"""An entity of more than this share of the papers (and of more than COMMON_LEAST) tells no topics apart."""
COMMON_LEAST = 10

_MEMBERS = {"coauthor": ("Author",), "topic": ("Paper", "Method")}


@dataclass(frozen=True)
class _Kind:
    """What makes up one kind of community: its network, its groups (members and helpers), the papers of each group."""

    name: str
    edges: Sequence[tuple[str, str, float]]
    groups: Sequence[Sequence[str]]
    papers: Sequence[Sequence[str]]


def communities(graph: GraphReader, previous: GraphReader | None, date: str | None) -> GraphTables:
    """Community nodes, IN_COMMUNITY edges, SPLIT_FROM and MERGED_INTO edges between communities, sorted, with `_row`.

    `date` is the newest listing date; it is the `since` of what `previous` did not have. A community keeps its id from
    the community of `previous` that it shares most members with; one that has ended stays as a node with `until` and
    without members. Communities have at least 3 members; who is in none has no edge.
    """
    names = {row["id"]: row["name"] for label in ("Author", "Method") for row in graph.nodes(label)}
    terms = paper_terms(graph)
    tables = GraphTables({"Community": []}, {"IN_COMMUNITY": [], "SPLIT_FROM": [], "MERGED_INTO": []})
    for kind in (_coauthor(graph), _topic(graph)):
        _add(tables, kind, terms, names, past=Past.read(kind.name, previous), date=date)
    return tables.finish()


def _coauthor(graph: GraphReader) -> _Kind:
    edges = [(row["source"], row["target"], row["weight"]) for row in graph.edges("CO_AUTHOR")]
    groups = [group for group in dense_groups(edges, COAUTHOR_DENSITY) if len(group) >= LEAST_SIZE]
    home = {member: at for at, group in enumerate(groups) for member in group}
    authors: dict[tuple[int, str], int] = defaultdict(int)
    for row in graph.edges("AUTHORED"):
        if row["source"] in home:
            authors[home[row["source"]], row["target"]] += 1
    papers: list[list[str]] = [[] for _ in groups]
    for (at, paper), count in sorted(authors.items()):
        if count > 1:
            papers[at].append(paper)
    return _Kind("coauthor", edges, groups, papers)


def _topic(graph: GraphReader) -> _Kind:
    members = {row["id"] for label in _MEMBERS["topic"] for row in graph.nodes(label)}
    papers = {row["id"] for row in graph.nodes("Paper")}
    edges = list(_topic_edges(graph, len(papers)))
    found = [[node for node in group if node in members] for group in dense_groups(edges, TOPIC_DENSITY)]
    groups = sorted((group for group in found if len(group) >= LEAST_SIZE), key=lambda group: (-len(group), group))
    return _Kind("topic", edges, groups, [[node for node in group if node in papers] for group in groups])


def _topic_edges(graph: GraphReader, papers: int) -> Iterator[tuple[str, str, float]]:
    """Papers that are alike, and papers with what they are linked to: the fewer papers have it, the more it weighs."""
    for row in graph.edges("SIMILAR"):
        yield row["source"], row["target"], row["score"]
    linked = {(row["source"], row["target"]) for type_ in LINK_TYPES for row in graph.edges(type_) if _supported(row)}
    degree: dict[str, int] = defaultdict(int)
    for _, entity in linked:
        degree[entity] += 1
    most = max(COMMON_LEAST, COMMON_SHARE * papers)
    for paper, entity in sorted(linked):
        if 1 < degree[entity] < papers and degree[entity] <= most:
            yield paper, entity, ENTITY_WEIGHT * log(papers / degree[entity]) / log(papers)


def _supported(row: Row) -> bool:
    return row.get("supported") is not False


def _add(
    tables: GraphTables, kind: _Kind, terms: PaperTerms, names: Mapping[str, str], *, past: Past, date: str | None
) -> None:
    """Add the rows of one kind to the tables."""
    course = continue_groups(kind.groups, past.since, used=max(past.nodes, default=0))
    inside, total = _weights(kind)
    told = group_terms(kind.papers, terms)
    central = [max(group, key=lambda member: (inside[member], member)) for group in kind.groups]
    labels = group_labels(told, [names.get(member, member) for member in central])
    for at, group in enumerate(kind.groups):
        number = course.numbers[at]
        node = {
            "id": f"community:{kind.name}:{number}",
            "kind": kind.name,
            "level": 0,
            "label": labels[at],
            "terms": told[at],
            "size": len(group),
            "quality": _share(sum(inside[member] for member in group), sum(total[member] for member in group)),
            "since": past.nodes[number].get("since") if number in past.nodes else date,
            "until": None,
        }
        tables.node_rows["Community"].append(node)
        known = past.since.get(number, {})
        tables.edge_rows["IN_COMMUNITY"] += [
            {
                "source": member,
                "target": node["id"],
                "score": _share(inside[member], total[member]),
                "since": known.get(member, date),
                "until": None,
            }
            for member in group
        ]
    tables.node_rows["Community"] += past.ended(course.numbers, date)
    for type_, rows in lineage_rows(kind.name, course, past, date).items():
        tables.edge_rows[type_] += rows


def _weights(kind: _Kind) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Node → weight of its edges to members of its own group, and of all its edges."""
    home = {member: at for at, group in enumerate(kind.groups) for member in group}
    inside: dict[str, float] = defaultdict(float)
    total: dict[str, float] = defaultdict(float)
    for one, other, weight in sorted(kind.edges):
        for node in (one, other):
            total[node] += weight
            inside[node] += weight if one in home and home[one] == home.get(other) else 0.0
    return inside, total


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
