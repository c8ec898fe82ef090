"""Links held against marked papers: the same judgement as the gold's scorer, link by link."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extraction.extract import Extractor
from kg.extraction.tables import ROLES
from kg.model.mentions import Mention
from kg.text.keys import name_key

MARKS = dict(zip(ROLES, ("proposes", "uses", "compares", "datasets", "tasks", "metrics"), strict=True))
"""Relation → the role that the gold's annotators mark."""


@dataclass(frozen=True, slots=True)
class Link:
    """A paper's link to a thing under these names (keys of `name_key`)."""

    paper: str
    keys: frozenset[str]
    relation: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A link's relation and confidence, and whether the gold has it."""

    relation: str
    confidence: float
    right: bool


def judge_links(gold: Path, links: Iterable[Link]) -> Iterator[Judged]:
    """The links of marked papers, judged, surest first in each paper; those of other papers are left out.

    A link is right where an entity of the paper has one of its names and its role, or the role `optional`, whether one
    annotator marked it or both. An entity is found once: a second link to it should have been the same and is wrong.
    """
    of_paper = defaultdict(list)
    for link in links:
        of_paper[link.paper].append(link)
    for paper in _rows(gold):
        marked = [(frozenset(map(name_key, e["names"])), set(e["roles"])) for e in paper["entities"]]
        found: set[tuple[str, int]] = set()
        for link in sorted(of_paper[paper["id"]], key=lambda link: (-link.confidence, sorted(link.keys))):
            hits = [
                place
                for place, (keys, roles) in enumerate(marked)
                if keys & link.keys
                and roles & {MARKS[link.relation], "optional"}
                and (link.relation, place) not in found
            ]
            found.update((link.relation, place) for place in hits[:1])
            yield Judged(link.relation, link.confidence, bool(hits))


def printed_links(path: Path) -> Iterator[Link]:
    """The links that `kg export --what links` printed into a file."""
    for row in _rows(path):
        keys = frozenset(map(name_key, [row["name"], *row["aliases"]]))
        yield Link(row["paper"].rpartition(":")[2], keys, row["relation"], row["confidence"])


def extracted_links(gold: Path) -> Iterator[Link]:
    """The links that the shipped extractor finds in the gold's papers, down to its floor."""
    extractor = Extractor()
    for paper in _rows(gold):
        yield from mentioned_links(paper["id"], extractor.paper(paper["title"], paper["abstract"]))


def mentioned_links(paper: str, mentions: Iterable[Mention]) -> Iterator[Link]:
    """One link for each thing and relation among a paper's mentions; a short and its long form are one thing."""
    mentions = list(mentions)
    forms: dict[str, frozenset[str]] = {}
    for mention in mentions:
        names = (mention.name, mention.long_form, mention.short_form)
        together = frozenset(name_key(name) for name in names if name)
        whole = together.union(*(forms.get(key, frozenset()) for key in together))
        forms.update(dict.fromkeys(whole, whole))
    surest: dict[tuple[frozenset[str], str], float] = defaultdict(float)
    for mention in mentions:
        key = forms[name_key(mention.name)], mention.relation
        surest[key] = max(surest[key], mention.confidence)
    for (keys, relation), confidence in surest.items():
        yield Link(paper, keys, relation, confidence)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
