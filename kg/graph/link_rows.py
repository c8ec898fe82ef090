"""Rows of entities and of the links to them, from the mentions and the ids that resolution gave them.

Thresholds are applied here and touch neither ids nor confidence. One entity has one label in the whole graph, the vote
of its mentions weighted by confidence; a link whose relation does not fit the label takes the one that does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.graph.kinds import kind_of
from kg.model.identity import Overrides
from kg.model.mentions import Mention, TextUnit
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES, RELATION_FOR_LABEL, fits
from kg.text.sizes import size_of, without_size

_ADDED = 1_000
"""The weight of a link that a person added in the vote on the label: as much as a mention of full confidence."""

_NEARLY = 0.6
"""The share of its threshold from which a link is admitted that a summary names too."""


@dataclass(frozen=True, slots=True)
class LinkedText:
    """One shown text of a paper, its mentions, and the entity of each mention that has one."""

    paper: str
    unit: TextUnit
    mentions: tuple[tuple[Mention, str], ...]


@dataclass
class _Link:
    """All mentions of one entity in one paper."""

    found: list[tuple[Mention, TextUnit]] = field(default_factory=list)
    spoken_for: str = ""
    """What is added to the rule where it is shown only because something else speaks for it."""
    added: tuple[str, str] | None = None
    """The relation and the reason of a person who added it."""

    @property
    def supported(self) -> bool:
        return self.added is not None or any(unit.kind == "paper" for _, unit in self.found)

    @property
    def proposes(self) -> bool:
        relation = self.added[0] if self.added else self.best()[0].relation
        return self.supported and relation == "PROPOSES"

    def near(self, thresholds: Mapping[str, float]) -> bool:
        """Whether the paper's own words nearly suffice."""
        best = self.best()[0]
        return best.confidence >= _NEARLY * thresholds[best.relation]

    def in_summary(self, thresholds: Mapping[str, float]) -> bool:
        """Whether a summary names it, in whatever relation, as clearly as a paper would have to."""
        return any(
            mention.confidence >= thresholds[mention.relation] for mention, unit in self.found if unit.kind != "paper"
        )

    def best(self) -> tuple[Mention, TextUnit]:
        """The mention that the link shows: supported first, then confidence, title first, lowest start."""

        def preference(item: tuple[Mention, TextUnit]) -> tuple[bool, float, bool, int, str, str]:
            mention, unit = item
            title_last = mention.section != "title"
            return (unit.kind != "paper", -mention.confidence, title_last, mention.start, mention.section, unit.kind)

        return min(self.found, key=preference)


def link_tables(
    texts: Iterable[LinkedText],
    thresholds: Mapping[str, float],
    first_listed: Mapping[str, str | None],
    overrides: Overrides,
    names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """(entity rows a label, link rows a relation), for links whose best mention reaches its relation's threshold.

    `overrides` come with ids as they are today; `drop` takes the mentions that say so out of a link, and `add` puts one
    in, of an entity that has a name in `names` (id → name) or a mention, to a paper that is there: else it waits.
    """
    links: dict[tuple[str, str], _Link] = defaultdict(_Link)
    dropped = set(overrides.drop)
    for text in texts:
        for mention, entity in text.mentions:
            if (text.paper, mention.relation, entity) not in dropped:
                links[text.paper, entity].found.append((mention, text.unit))
    for paper, relation, entity, reason in overrides.add:
        if paper in first_listed and entity in names:
            links[paper, entity].added = (relation, reason)
    shown = _shown(links, thresholds)
    labels = _vote(shown, overrides.label)
    edges: dict[str, list[Row]] = {type_: [] for type_ in LINK_TYPES}
    for (paper, entity), link in sorted(shown.items(), key=lambda item: item[0]):
        type_, row = _edge(paper, entity, link, labels[entity])
        if (paper, type_, entity) in dropped and not link.added:
            del shown[paper, entity]
        else:
            edges[type_].append(row)
    return _nodes(shown, {entity: labels[entity] for _, entity in shown}, names, first_listed, overrides), edges


def _shown(links: Mapping[tuple[str, str], _Link], thresholds: Mapping[str, float]) -> dict[tuple[str, str], _Link]:
    """The links that are shown: those that reach their threshold, and what something else speaks for.

    Below the threshold, a name is admitted that another paper in the graph proposes, or that the digest's summary of
    the paper names with enough confidence of its own; the link's rule says so.
    """
    shown: dict[tuple[str, str], _Link] = {}
    doubtful: dict[tuple[str, str], _Link] = {}
    for key, link in links.items():
        sure = link.added or (best := link.best()[0]).confidence >= thresholds[best.relation]
        (shown if sure else doubtful)[key] = link
    proposers: dict[str, set[str]] = defaultdict(set)
    for (paper, entity), link in shown.items():
        if link.proposes:
            proposers[entity].add(paper)
    for (paper, entity), link in doubtful.items():
        if len(proposers[entity] - {paper}) == 1 and link.supported and not link.proposes:
            link.spoken_for = "proposed_elsewhere"
            shown[paper, entity] = link
        elif link.supported and link.near(thresholds) and link.in_summary(thresholds):
            link.spoken_for = "summary"
            shown[paper, entity] = link
    return shown


def _vote(links: Mapping[tuple[str, str], _Link], overridden: Mapping[str, str]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, entity), link in links.items():
        if link.added:
            relation = link.added[0]
            votes[entity][next(label for label in ENTITY_LABELS if fits(relation, label))] += _ADDED
        for mention, unit in link.found:
            votes[entity][mention.label] += round(100 * mention.confidence) * (10 if unit.kind == "paper" else 1)
    chosen = {
        entity: min(counts, key=lambda label, counts=counts: (-counts[label], ENTITY_LABELS.index(label)))  # type: ignore[misc]
        for entity, counts in votes.items()
    }
    return chosen | {entity: label for entity, label in overridden.items() if entity in chosen}


def _edge(paper: str, entity: str, link: _Link, label: str) -> tuple[str, Row]:
    if link.added:
        relation, reason = link.added
        return _fitting(relation, label), _added_row(paper, entity, reason, len(link.found))
    mention, unit = link.best()
    text = unit.title if mention.section == "title" else unit.text
    row = {
        "source": paper,
        "target": entity,
        "confidence": mention.confidence,
        "evidence": text[mention.evidence_start : mention.evidence_end],
        "start": mention.start,
        "end": mention.end,
        "section": mention.section,
        "rule": mention.rule + (f"+{link.spoken_for}" if link.spoken_for else ""),
        "supported": link.supported,
        "mentions": len(link.found),
        "sizes": sorted({size for mention, _ in link.found if (size := size_of(mention.name))}) or None,
    }
    return _fitting(mention.relation, label), row


def _fitting(relation: str, label: str) -> str:
    return relation if fits(relation, label) else RELATION_FOR_LABEL[label]


def _added_row(paper: str, entity: str, reason: str, mentions: int) -> Row:
    """The row of a link that a person added: the reason is its evidence, and it stands nowhere in the paper."""
    row = {"source": paper, "target": entity, "confidence": 1.0, "evidence": reason, "start": 0, "end": 0}
    return row | {"section": "override", "rule": "override", "supported": True, "mentions": mentions}


def _nodes(
    links: Mapping[tuple[str, str], _Link],
    labels: Mapping[str, str],
    known_names: Mapping[str, str],
    first_listed: Mapping[str, str | None],
    overrides: Overrides,
) -> dict[str, list[Row]]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    papers: dict[str, set[str]] = defaultdict(set)
    said: dict[str, list[tuple[str, Mention, TextUnit]]] = defaultdict(list)
    for (paper, entity), link in links.items():
        said[entity] += [(paper, mention, unit) for mention, unit in link.found]
        for name in {mention.name for mention, _ in link.found}:
            names[entity][name] += 1
        if link.supported:
            papers[entity].add(paper)
    rows: dict[str, list[Row]] = {label: [] for label in ENTITY_LABELS}
    for entity, label in labels.items():
        if not names[entity]:
            names[entity][known_names[entity]] += 1
        row = _node(entity, names[entity], papers[entity], first_listed)
        row["name"] = overrides.rename.get(entity, row["name"])
        if label == "Method":
            row["kind"] = overrides.kind.get(entity) or kind_of(said[entity])
        rows[label].append(row)
    return rows


def _node(entity: str, names: Counter[str], papers: Iterable[str], first_listed: Mapping[str, str | None]) -> Row:
    sizeless = Counter[str]()
    for name, count in names.items():
        sizeless[without_size(name)] += count
    best = min(sizeless, key=lambda name: (-sizeless[name], len(name), name))
    dates = sorted(date for paper in papers if (date := first_listed[paper]))
    return {
        "id": entity,
        "name": best,
        "aliases": sorted(names.keys() - {best}) or None,
        "papers": len(set(papers)),
        "first_listed": dates[0] if dates else None,
    }
