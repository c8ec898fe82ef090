"""Rows of entities and of the links to them, from the mentions and the ids that resolution gave them.

Thresholds are applied here and touch neither ids nor confidence. One entity has one label in the whole graph, the vote
of its mentions weighted by confidence; a link whose relation does not fit the label takes the one that does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.identity import Overrides
from kg.model.mentions import Mention, TextUnit
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES, RELATION_FOR_LABEL, fits
from kg.text.sizes import size_of, without_size

_KINDS = ("algorithm", "architecture", "framework", "model", "network", "optimizer", "system", "theory", "tool")


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
    spoken_for: bool = False
    """Whether it is shown because another paper proposes the name."""

    @property
    def supported(self) -> bool:
        return any(unit.kind == "paper" for _, unit in self.found)

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
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """(entity rows a label, link rows a relation), for links whose best mention reaches its relation's threshold."""
    links: dict[tuple[str, str], _Link] = defaultdict(_Link)
    for text in texts:
        for mention, entity in text.mentions:
            links[text.paper, entity].found.append((mention, text.unit))
    shown = _shown(links, thresholds, overrides)
    labels = _vote(shown, overrides.label)
    edges: dict[str, list[Row]] = {type_: [] for type_ in LINK_TYPES}
    for (paper, entity), link in sorted(shown.items(), key=lambda item: item[0]):
        type_, row = _edge(paper, entity, link, labels[entity])
        edges[type_].append(row)
    return _nodes(shown, labels, first_listed, overrides), edges


def _shown(
    links: Mapping[tuple[str, str], _Link], thresholds: Mapping[str, float], overrides: Overrides
) -> dict[tuple[str, str], _Link]:
    """The links that are shown: those that reach their threshold, and what the corpus speaks for.

    A name that another paper in the graph proposes is admitted below the threshold; the link's rule says so.
    """
    dropped = {(paper, entity) for paper, _, entity in overrides.drop}
    shown: dict[tuple[str, str], _Link] = {}
    doubtful: dict[tuple[str, str], _Link] = {}
    for key, link in links.items():
        best = link.best()[0]
        if key not in dropped:
            (shown if best.confidence >= thresholds[best.relation] else doubtful)[key] = link
    proposers: dict[str, set[str]] = defaultdict(set)
    for (paper, entity), link in shown.items():
        if link.supported and link.best()[0].relation == "PROPOSES":
            proposers[entity].add(paper)
    for (paper, entity), link in doubtful.items():
        if len(proposers[entity] - {paper}) == 1 and link.supported and link.best()[0].relation != "PROPOSES":
            link.spoken_for = True
            shown[paper, entity] = link
    return shown


def _vote(links: Mapping[tuple[str, str], _Link], overridden: Mapping[str, str]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, entity), link in links.items():
        for mention, unit in link.found:
            votes[entity][mention.label] += round(100 * mention.confidence) * (10 if unit.kind == "paper" else 1)
    chosen = {
        entity: min(counts, key=lambda label, counts=counts: (-counts[label], ENTITY_LABELS.index(label)))  # type: ignore[misc]
        for entity, counts in votes.items()
    }
    return chosen | {entity: label for entity, label in overridden.items() if entity in chosen}


def _edge(paper: str, entity: str, link: _Link, label: str) -> tuple[str, Row]:
    mention, unit = link.best()
    text = unit.title if mention.section == "title" else unit.text
    relation = mention.relation if fits(mention.relation, label) else RELATION_FOR_LABEL[label]
    row = {
        "source": paper,
        "target": entity,
        "confidence": mention.confidence,
        "evidence": text[mention.evidence_start : mention.evidence_end],
        "start": mention.start,
        "end": mention.end,
        "section": mention.section,
        "rule": mention.rule + ("+proposed_elsewhere" if link.spoken_for else ""),
        "supported": link.supported,
        "mentions": len(link.found),
        "sizes": sorted({size for mention, _ in link.found if (size := size_of(mention.name))}) or None,
    }
    return relation, row


def _nodes(
    links: Mapping[tuple[str, str], _Link],
    labels: Mapping[str, str],
    first_listed: Mapping[str, str | None],
    overrides: Overrides,
) -> dict[str, list[Row]]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    papers: dict[str, set[str]] = defaultdict(set)
    for (paper, entity), link in links.items():
        for name in {mention.name for mention, _ in link.found}:
            names[entity][name] += 1
        if link.supported:
            papers[entity].add(paper)
    rows: dict[str, list[Row]] = {label: [] for label in ENTITY_LABELS}
    for entity, label in labels.items():
        row = _node(entity, names[entity], papers[entity], first_listed)
        row["name"] = overrides.rename.get(entity, row["name"])
        if label == "Method":
            row["kind"] = overrides.kind.get(entity) or _kind(names[entity])
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


def _kind(names: Sequence[str] | Counter[str]) -> str | None:
    """The kind that a name itself says, by its last word (`… framework`)."""
    last_words = Counter[str]()
    for name in sorted(names):
        word = name.split()[-1].casefold().removesuffix("s") if name.split() else ""
        last_words[word] += 1
    return next((kind for kind in _KINDS if last_words[kind]), None)
