"""Which paper builds on which: it uses, or compares itself with, what the other one proposes.

A name alone tells little: of the papers that use a name which only one other paper proposes most mean something older.
So a pair counts only where all of this holds:

- the second paper gives the name to what is its own (its title begins with it, or a sentence says so), and no other
  paper does;
- the first is later, and spells the name alike;
- no paper before the second one has the name, so that it is not an older thing of that name;
- the two papers have an author in common, or they are about the same: the more easily two things would be called so by
  accident, the more rare words they must share, and twice as many without a category in common. A long form that only
  one of them gives decides against.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from kg.analysis.proposals import is_specific, plain_name, proposal_strength, surface_of
from kg.model.rows import Row
from kg.model.tables import GraphReader
from kg.text.abbreviations import abbreviations
from kg.text.keys import name_key
from kg.text.words import rarity, tokens

__all__ = ["Papers", "builds_on_edges", "papers_of"]

_KINDS = {"USES": "uses", "COMPARES_WITH": "compares"}
_NAMING = ("PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES")
_LIKE = ((3, 0.15), (4, 0.08), (100, 0.06))
"""The likeness that two papers must have, by the letters of a name of common shape; of a specific one SPECIFIC_LIKE."""

SPECIFIC_LIKE = 0.04
_PLACES = {3: "title", 2: "named", 1: "said"}


@dataclass(frozen=True, slots=True)
class Papers:
    """Paper rows by id, and by paper the ids of its authors, of its categories and of what it cites."""

    rows: Mapping[str, Row]
    authors: Mapping[str, frozenset[str]]
    categories: Mapping[str, frozenset[str]]
    cited: Mapping[str, frozenset[str]]


def papers_of(graph: GraphReader) -> Papers:
    """The papers of a graph, with the edges that say who wrote them, what they are about, and what they cite."""
    rows = {row["id"]: row for row in graph.nodes("Paper")}
    authors = _gather((row["target"], row["source"]) for row in graph.edges("AUTHORED"))
    categories = _gather((row["source"], row["target"]) for row in graph.edges("IN_CATEGORY"))
    return Papers(rows, authors, categories, _gather((row["source"], row["target"]) for row in graph.edges("CITES")))


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for paper, other in pairs:
        found[paper].add(other)
    return {paper: frozenset(others) for paper, others in found.items()}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A paper that gives a name to what is its own: how surely (see `proposal_strength`), and by which link."""

    paper: str
    strength: int
    name: str
    link: Row


def builds_on_edges(links_by_type: Mapping[str, Sequence[Row]], papers: Papers) -> list[Row]:
    """The BUILDS_ON rows of link rows a type, sorted by both ends.

    Confidence is the smaller of the two links'; evidence is the sentence of the paper that builds; `rule` says by what
    the proposal is known (`title`, `named`, `said`), what decides (`author`, `cites`, `long_form`, `like`), and how the
    use was read. A pair of papers has one edge: the most confident, then the smallest method id, then `compares`
    before `uses`.
    Links that only a summary supports are left out. Values depend on the two papers and on which other papers bear or
    propose the name. Cost: two tokenized texts a pair with a proposed name in common.
    """
    graph = _Graph(papers, links_by_type)
    best: dict[tuple[str, str], Row] = {}
    for edge in _edges(links_by_type, graph):
        pair = edge["source"], edge["target"]
        if pair not in best or _order(edge) < _order(best[pair]):
            best[pair] = edge
    return [edge for _, edge in sorted(best.items())]


def _edges(links_by_type: Mapping[str, Sequence[Row]], graph: _Graph) -> Iterator[Row]:
    for relation, kind in _KINDS.items():
        for link in links_by_type.get(relation, ()):
            rivals = graph.proposals.get(link["target"], ())
            if link.get("supported") is False or any(rival.paper == link["source"] for rival in rivals):
                continue
            for proposal in rivals:
                if decider := graph.decides(link, proposal):
                    yield _edge(link, proposal, kind, decider)


class _Graph:
    """The papers with their authors, the proposals an entity, and who bears which name."""

    def __init__(self, papers: Papers, links_by_type: Mapping[str, Sequence[Row]]) -> None:
        self.papers, self.about = papers.rows, papers
        self.vectors: dict[str, dict[str, float]] = {}
        self.bearers: dict[str, set[str]] = defaultdict(set)
        self.proposals: dict[str, list[_Proposal]] = defaultdict(list)
        self.proposers: dict[str, set[str]] = defaultdict(set)
        for relation in _NAMING:
            for link in links_by_type.get(relation, ()):
                if link.get("supported") is not False and (name := surface_of(link, papers.rows[link["source"]])):
                    self.bearers[name_key(name)].add(link["source"])
                    if relation == "PROPOSES":
                        self._propose(name, link)

    def _propose(self, name: str, link: Row) -> None:
        paper = self.papers[link["source"]]
        if strength := proposal_strength(name, link, paper):
            self.proposals[link["target"]].append(_Proposal(link["source"], strength, name, link))
            self.proposers[name_key(name)].add(link["source"])

    def decides(self, link: Row, proposal: _Proposal) -> str:
        """What shows that the link's paper uses the thing of that proposal; '' where nothing does."""
        user, maker = link["source"], proposal.paper
        name = surface_of(link, self.papers[user])
        if self._when(user) <= self._when(maker) or plain_name(name) != plain_name(proposal.name) or name.islower():
            return ""
        known = self._by_record(user, maker, proposal)
        if known:
            return known
        key = name_key(name)
        if any(self._when(other) < self._when(maker) for other in self.bearers[key] - {user}):
            return ""
        long_form = self._long_form(user, maker, name)
        if long_form is False:
            return ""
        alone = self.proposers[key] <= {maker}
        sure = proposal.strength > 1 or is_specific(name)
        needed = _needed(name) * (1 if self._same_field(user, maker) else 2)
        if long_form and (alone or not any(self._long_form(user, other, name) for other in self.proposers[key])):
            return "long_form" if sure and self._likeness(user, maker, name) >= SPECIFIC_LIKE else ""
        return "like" if alone and sure and self._likeness(user, maker, name) >= needed else ""

    def _by_record(self, user: str, maker: str, proposal: _Proposal) -> str:
        """Whether authors or a citation lead to this proposal, and to no other of the entity."""
        others = {other.paper for other in self.proposals[proposal.link["target"]]} - {maker}
        for what, holds in (("cites", self._cites), ("author", self._share)):
            if holds(user, maker) and not any(holds(user, other) for other in others):
                return what
        return ""

    def _cites(self, user: str, maker: str) -> bool:
        return maker in self.about.cited.get(user, ())

    def _share(self, user: str, maker: str) -> bool:
        return not self.about.authors.get(user, frozenset()).isdisjoint(self.about.authors.get(maker, ()))

    def _same_field(self, user: str, maker: str) -> bool:
        """Whether the papers have a category in common; True where one of them has none."""
        one, other = self.about.categories.get(user), self.about.categories.get(maker)
        return not one or not other or not one.isdisjoint(other)

    def _when(self, paper: str) -> tuple[str, str]:
        row = self.papers[paper]
        month = row.get("published_month") or (row.get("published") or row.get("first_listed") or "9999")[:7]
        return month, paper

    def _long_form(self, user: str, maker: str, name: str) -> bool | None:
        """Whether the maker's text has the long form that the user gives the name; None where he gives none."""
        given = {_letters(pair.long) for pair in abbreviations(self._text(user)) if pair.short == name}
        return any(long in _letters(self._text(maker)) for long in given) if given else None

    def _text(self, paper: str) -> str:
        row = self.papers[paper]
        return f"{row.get('title') or ''}. {row.get('abstract') or ''}"

    def _likeness(self, user: str, maker: str, name: str) -> float:
        """The cosine of both texts' rare words, those of the name left out."""
        left, right = self._vector(user), self._vector(maker)
        shared = sorted((left.keys() & right.keys()) - set(tokens(name)))
        return sum(left[word] * right[word] for word in shared)

    def _vector(self, paper: str) -> dict[str, float]:
        if paper not in self.vectors:
            counts = Counter(tokens(self._text(paper)))
            weights = {word: (1 + log(counts[word])) * rarity(word) for word in sorted(counts)}
            length = sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0
            self.vectors[paper] = {word: weight / length for word, weight in weights.items() if weight}
        return self.vectors[paper]


def _needed(name: str) -> float:
    if is_specific(name):
        return SPECIFIC_LIKE
    return next(likeness for letters, likeness in _LIKE if len(plain_name(name)) <= letters)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _edge(link: Row, proposal: _Proposal, kind: str, decider: str) -> Row:
    return {
        "source": link["source"],
        "target": proposal.paper,
        "via": link["target"],
        "kind": kind,
        "confidence": min(link.get("confidence") or 0.0, proposal.link.get("confidence") or 0.0),
        "evidence": link.get("evidence"),
        "rule": f"{_PLACES[proposal.strength]}+{decider}+{link.get('rule') or 'link'}",
    }


def _order(edge: Row) -> tuple[float, str, str]:
    return -edge["confidence"], edge["via"], edge["kind"]
