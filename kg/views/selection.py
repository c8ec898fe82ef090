"""What one picture holds: the first sight of a graph, or the surroundings of one node; never more than MOST nodes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.views.outline import Outline

MOST = 300
"""Nodes at first sight: more than that is a cloud, not a picture."""

_WINDOW = 4
"""How many times MOST of the newest papers compete for a place."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes to draw, each kind in order of importance. `authors` is empty unless the focus asks for them."""

    papers: tuple[str, ...]
    entities: tuple[str, ...]
    authors: tuple[str, ...] = ()
    focus: str | None = None


def first_sight(
    outline: Outline,
    among: Iterable[str] | None = None,
    most: int = MOST,
    topic_of: Mapping[str, str] = MappingProxyType({}),
) -> Selection:
    """Papers and the entities that join at least two of them.

    All papers where they fit; else, of the newest, those that share most, an entity weighing less the more papers name
    it, and each topic with its share of the places. `among` narrows the papers (to those of a community).
    """
    papers = sorted(among if among is not None else outline.listed, key=lambda paper: _newest(outline, paper))
    joining = _joining(outline, papers)
    if len(papers) + len(joining) > most:
        papers = _best_connected(outline, papers, topic_of, most)
        joining = _joining(outline, papers)[: most - len(papers)]
    return Selection(tuple(papers), tuple(joining))


def around(outline: Outline, focus: str, most: int = MOST) -> Selection:
    """The node and what is within two steps of it.

    An author: the papers, then their authors and what joins them. A paper: its authors, its entities and the papers
    next to it. An entity: the papers that name it and what else joins those.
    """
    if focus in outline.listed:
        return _around_paper(outline, focus, most)
    papers = sorted(outline.papers_with(focus), key=lambda paper: _newest(outline, paper))[: most // 2]
    joining = [entity for entity in _joining(outline, papers) if entity != focus]
    if focus in outline.papers_by:
        own = [entity for paper in papers for entity in outline.entities_of.get(paper, ())]
        joining = list(dict.fromkeys([*joining, *own]))[: most // 4]
        authors = _by_papers(outline.authors_of, papers, focus)[: most - 1 - len(papers) - len(joining)]
        return Selection(tuple(papers), tuple(joining), (focus, *authors), focus)
    return Selection(tuple(papers), (focus, *joining[: most - 1 - len(papers)]), (), focus)


def within(outline: Outline, papers: Collection[str], authors: Collection[str], most: int = MOST) -> Selection:
    """A whole (community, digest, category) from inside: its papers and authors, and what joins them.

    A whole of authors shows the papers that at least two of them wrote; all of theirs where there are none.
    """
    if not authors:
        return first_sight(outline, papers, most)
    written = Counter(paper for author in authors for paper in outline.papers_by.get(author, ()))
    shared = [paper for paper, count in written.items() if count > 1] or list(written)
    drawn = _by_papers(outline.authors_of, shared, "", among=frozenset(authors))[: most // 2]
    inside = first_sight(outline, [*papers, *shared], most - len(drawn))
    return replace(inside, authors=tuple(drawn))


def _around_paper(outline: Outline, paper: str, most: int) -> Selection:
    authors = outline.authors_of.get(paper, [])[: most // 6]
    entities = outline.entities_of.get(paper, [])
    related = outline.related.get(paper, [])
    shared = Counter(other for entity in entities for other in outline.papers_of[entity] if other != paper)
    weights = {
        other: sum(1 / len(outline.papers_of[e]) for e in entities if other in outline.papers_of[e]) for other in shared
    }
    neighbours = sorted(shared, key=lambda other: (-weights[other], *_newest(outline, other)))
    papers = list(dict.fromkeys([paper, *related, *neighbours]))[: most // 5]
    more = [entity for entity in _joining(outline, papers) if entity not in entities]
    kept = [*entities, *more][: most - len(papers) - len(authors)]
    return Selection(tuple(papers), tuple(kept), tuple(authors), paper)


def _best_connected(outline: Outline, papers: Sequence[str], topic_of: Mapping[str, str], most: int) -> list[str]:
    window = [paper for paper in papers if outline.entities_of.get(paper)][: _WINDOW * most] or papers[: _WINDOW * most]
    named = Counter(entity for paper in window for entity in outline.entities_of.get(paper, ()))

    def weight(paper: str) -> float:
        return sum(1 / math.sqrt(named[e]) for e in outline.entities_of.get(paper, ()) if named[e] > 1)

    ranked = sorted(window, key=lambda paper: (-weight(paper), *_newest(outline, paper)))
    chosen = _shared_out(ranked, topic_of, most * 3 // 5)
    return sorted(chosen, key=lambda paper: _newest(outline, paper))


def _shared_out(ranked: Sequence[str], topic_of: Mapping[str, str], places: int) -> list[str]:
    """The first papers of each topic, as many as its share (Sainte-Laguë: odd divisors) of the places."""
    topics: dict[str, list[str]] = defaultdict(list)
    for paper in ranked:
        topics[topic_of.get(paper, "")].append(paper)
    claims = [
        (-len(members) / (2 * rank + 1), topic, rank, paper)
        for topic, members in topics.items()
        for rank, paper in enumerate(members)
    ]
    return [paper for _, _, _, paper in sorted(claims)[:places]]


def _joining(outline: Outline, papers: Iterable[str]) -> list[str]:
    """The entities that join at least two of the papers, those of most papers first."""
    counts = Counter(entity for paper in papers for entity in outline.entities_of.get(paper, ()))
    return sorted((entity for entity, count in counts.items() if count > 1), key=lambda e: (-counts[e], e))


def _by_papers(
    members_of: dict[str, list[str]], papers: Iterable[str], without: str, among: frozenset[str] | None = None
) -> list[str]:
    """The members of the papers, those of most papers first."""
    counts = Counter(member for paper in papers for member in members_of.get(paper, ()) if member != without)
    kept = counts.keys() if among is None else counts.keys() & among
    return sorted(kept, key=lambda member: (-counts[member], member))


def _newest(outline: Outline, paper: str) -> tuple[int, str]:
    """A sort key that puts the newest listing first, then by id."""
    date = outline.listed.get(paper, "")
    return (-int(date.replace("-", "") or 0), paper)
