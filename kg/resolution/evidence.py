"""How much speaks for an authorship and a group of earlier ones being one person's.

The score is a log-odds: the prior (how many others bear the name, how many papers the group has), plus what is shared,
each against the chance that it is shared by accident. The weights are learned (`kg/training/authors.py`) and shipped,
and so are the statistics.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.resolution.affiliations import overlap
from kg.resolution.authorships import Authorship, Bearer, Paper
from kg.resolution.statistics import rarity
from kg.resolution.topics import likeness

__all__ = ["WEIGHTS", "Group", "Score", "Shared", "Weights", "accident", "describe", "most", "score"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts, in units of log-odds; a join needs a sum of 0 or more."""

    offset: float
    namesakes: float
    """Of the logarithm of the namesakes to be expected in the sample, of `rarest` at least."""
    rarest: float
    middle: float
    """The share of namesakes that is left where both write a middle name."""
    size: float
    """Of the logarithm of the group's papers."""
    coauthor: float
    """Of the shared co-author that tells most, `coauthor_cap` at most; the others count `coauthors`."""
    coauthors: float
    coauthor_cap: float
    no_coauthor: float
    word: float
    word_cap: float
    topic: float
    """Of the likeness of subject beyond `topic_base`."""
    topic_base: float
    category: float
    year: float
    """Of the logarithm of one and the years between."""
    affiliation: float
    """Of the share of the affiliation's words that both have; where they have none in common, `other_affiliation`."""
    other_affiliation: float


def _shipped() -> Weights:
    return Weights(**json.loads((files("kg.resolution") / "data" / "author_weights.json").read_text(encoding="utf-8")))


WEIGHTS = _shipped()


@dataclass(slots=True)
class Group:
    """Authorships of one block that were joined so far, and sums over their papers. `label` tells it from others."""

    label: int
    founder: int
    members: list[Authorship]
    bearers: list[Bearer]
    papers: set[int]
    orcids: set[str]
    colleagues: dict[Bearer, None]
    keywords: dict[str, None]
    slots: int
    categories: Counter[str]
    topic: NDArray[np.int64]
    square: int
    """Of the length of `topic`, which is the sum over the papers."""
    affiliations: dict[frozenset[str], None] = field(default_factory=dict)
    months: list[int] = field(default_factory=list)
    """Of the first and the last paper; empty where none has one."""

    @classmethod
    def founded_by(cls, authorship: Authorship) -> Group:
        """A group of one."""
        paper, colleagues = authorship.paper, authorship.colleagues
        return cls(
            label=authorship.number,
            founder=authorship.number,
            members=[authorship],
            bearers=[authorship.bearer],
            papers={paper.number},
            orcids={authorship.orcid} if authorship.orcid else set(),
            colleagues=dict.fromkeys(colleagues),
            keywords=dict.fromkeys(keyword.word for keyword in paper.keywords),
            slots=len(colleagues),
            categories=Counter(paper.categories),
            topic=(topic := paper.topic.astype(np.int64)),
            square=int(topic @ topic),
            affiliations={authorship.affiliation: None} if authorship.affiliation else {},
            months=[paper.month, paper.month] if paper.month is not None else [],
        )

    @property
    def full(self) -> bool:
        """Whether a given name is written out."""
        return any(bearer.full for bearer in self.bearers)

    @property
    def middle(self) -> bool:
        """Whether a second given name or its initial is written."""
        return any(len(bearer.name.given) > 1 for bearer in self.bearers)

    def absorb(self, other: Group) -> None:
        """Take the other group's authorships; its label goes."""
        self.founder = min(self.founder, other.founder)
        self.members += other.members
        self.bearers += [bearer for bearer in other.bearers if bearer not in self.bearers]
        self.papers |= other.papers
        self.orcids |= other.orcids
        self.colleagues |= other.colleagues
        self.keywords |= other.keywords
        self.affiliations |= other.affiliations
        self.slots += other.slots
        self.categories.update(other.categories)
        self.topic = self.topic + other.topic
        self.square = int(self.topic @ self.topic)
        months = self.months + other.months
        self.months = [min(months), max(months)] if months else []


@dataclass(slots=True)
class Shared:
    """What an authorship and a group share, each by how unlikely it is by accident."""

    coauthor: float = 0.0
    """Of the co-author that tells most."""
    coauthors: float = 0.0
    """Of all co-authors together."""
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The sum and its parts, so that a decision can say what it rests on."""

    total: float
    prior: float
    coauthor: float
    word: float
    topic: float
    category: float
    year: float
    affiliation: float


def expected_namesakes(bearer: Bearer, full: bool, middle: bool, weights: Weights) -> float:
    """The authorships of others to be expected; `full` and `middle`: whether the group writes these names, too."""
    expected = bearer.by_full if full and bearer.full else bearer.by_initial
    return expected * weights.middle if middle and len(bearer.name.given) > 1 else expected


def name_prior(bearer: Bearer, full: bool, middle: bool, weights: Weights) -> float:
    """The log-odds before any evidence, of one paper against another."""
    expected = expected_namesakes(bearer, full, middle, weights)
    return weights.offset - weights.namesakes * math.log(max(expected, weights.rarest))


def most(bearer: Bearer, weights: Weights) -> float:
    """What name, subject and category can bring at most, against a group of one paper."""
    return name_prior(bearer, True, True, weights) + weights.topic * (1 - weights.topic_base) + weights.category / 2


def accident(surprise: float, trials: int, cap: float) -> float:
    """How unlikely one meeting by accident is, of `trials`: at least 0, at most `cap`."""
    return min(cap, max(0.0, surprise - math.log(trials)))


def score(authorship: Authorship, group: Group, shared: Shared, weights: Weights = WEIGHTS) -> Score:
    """The evidence for the authorship being of the group, given what they share."""
    paper = authorship.paper
    prior = name_prior(authorship.bearer, group.full, group.middle, weights)
    coauthor = weights.coauthor * shared.coauthor + weights.coauthors * (shared.coauthors - shared.coauthor)
    if not shared.coauthors and group.slots and len(paper.team) > 1:
        coauthor = weights.no_coauthor
    parts = (
        prior + weights.size * math.log(len(group.members)),
        coauthor,
        weights.word * shared.words,
        _topic(paper, group, weights),
        weights.category * _category_likeness(paper, group),
        weights.year * math.log1p(_years_apart(paper.month, group)),
        _affiliation(authorship, group, weights),
    )
    return Score(sum(parts), *parts)


def _topic(paper: Paper, group: Group, weights: Weights) -> float:
    """What the likeness of subject counts; nothing where a subject is not known."""
    if not group.square or not paper.topic.any():
        return 0.0
    return weights.topic * (likeness(group.topic, group.square, paper.topic) - weights.topic_base)


def _affiliation(authorship: Authorship, group: Group, weights: Weights) -> float:
    """What the institutions count; nothing where one side names none."""
    if not authorship.affiliation or not group.affiliations:
        return 0.0
    shared = overlap(authorship.affiliation, group.affiliations)
    return weights.affiliation * shared if shared else weights.other_affiliation


def _category_likeness(paper: Paper, group: Group) -> float:
    """The share of the group's papers that the best category of the paper has, less one half."""
    if not paper.categories or not group.categories:
        return 0.0
    return max(group.categories[category] for category in paper.categories) / len(group.members) - 0.5


def _years_apart(month: int | None, group: Group) -> float:
    if month is None or not group.months:
        return 0.0
    return max(0, group.months[0] - month, month - group.months[1]) / 12


def describe(authorship: Authorship, group: Group, found: Score, weights: Weights = WEIGHTS) -> tuple[str, ...]:
    """The evidence in words, strongest first; only what the score was computed from."""
    bearer = authorship.bearer
    namesakes = expected_namesakes(bearer, group.full, group.middle, weights)
    parts = [(found.prior, f"name rarity {rarity(namesakes):.2f}, {len(group.members)} papers")]
    if found.coauthor > 0:
        parts.append((found.coauthor, f"shared co-authors: {', '.join(_colleagues(authorship, group)[:5])}"))
    words = [keyword.word for keyword in authorship.paper.keywords if keyword.word in group.keywords]
    if found.word > 0:
        parts.append((found.word, f"shared words: {', '.join(words[:6])}"))
    if found.topic:
        parts.append((found.topic, "like subject" if found.topic > 0 else "another subject"))
    if found.category:
        parts.append((found.category, "same categories" if found.category > 0 else "other categories"))
    if found.year:
        parts.append((found.year, f"{_years_apart(authorship.paper.month, group):.1f} years apart"))
    if found.affiliation:
        parts.append((found.affiliation, "same affiliation" if found.affiliation > 0 else "another affiliation"))
    if found.coauthor < 0:
        parts.append((found.coauthor, "no shared co-author"))
    parts.sort(key=lambda part: (-part[0], part[1]))
    return (*(f"{text} ({value:+.1f})" for value, text in parts), f"sum {found.total:+.1f}")


def _colleagues(authorship: Authorship, group: Group) -> list[str]:
    """The shared co-authors, as the authorship's paper writes them; also where only the initials agree."""
    full = {bearer.full for bearer in group.colleagues if bearer.full}
    initial = {bearer.initial for bearer in group.colleagues}
    lone = {bearer.initial for bearer in group.colleagues if not bearer.full}
    return [_spell(each) for each in authorship.colleagues if _shares(each, full, initial, lone)]


def _shares(bearer: Bearer, full: Collection[str], initial: Collection[str], lone: Collection[str]) -> bool:
    return bearer.full in full or bearer.initial in lone if bearer.full else bearer.initial in initial


def _spell(bearer: Bearer) -> str:
    return f"{bearer.full or bearer.initial}{' (rare)' if bearer.by_full < 10 else ''}"
