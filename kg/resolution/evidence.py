"""How much speaks for an authorship and a group of earlier ones being one person's.

The score is a log-odds: the prior (how many others bear the name, how many papers the group has), plus what is shared,
each against the chance that it is shared by accident. Weights were set by hand on AMiner's ambiguous names, all of
them; the statistics are shipped.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from kg.resolution.authorships import Authorship, Bearer, Paper
from kg.resolution.statistics import rarity

__all__ = ["WEIGHTS", "Group", "Score", "Weights", "accident", "describe", "name_prior", "score"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts, in units of log-odds; a join needs a sum of 0 or more."""

    offset: float = -2.7
    namesakes: float = 0.9
    """Of the logarithm of the namesakes to be expected in the sample, of `rarest` at least."""
    rarest: float = 0.001
    size: float = 0.5
    """Of the logarithm of the group's papers."""
    coauthor: float = 1.0
    coauthor_cap: float = 9.0
    no_coauthor: float = -0.8
    word: float = 0.5
    word_cap: float = 3.0
    category: float = 1.0
    year: float = -0.1


WEIGHTS = Weights()


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
            months=[paper.month, paper.month] if paper.month is not None else [],
        )

    @property
    def full(self) -> bool:
        """Whether a given name is written out."""
        return any(bearer.full for bearer in self.bearers)

    def absorb(self, other: Group) -> None:
        """Take the other group's authorships; its label goes."""
        self.founder = min(self.founder, other.founder)
        self.members += other.members
        self.bearers += [bearer for bearer in other.bearers if bearer not in self.bearers]
        self.papers |= other.papers
        self.orcids |= other.orcids
        self.colleagues |= other.colleagues
        self.keywords |= other.keywords
        self.slots += other.slots
        self.categories.update(other.categories)
        months = self.months + other.months
        self.months = [min(months), max(months)] if months else []


@dataclass(frozen=True, slots=True)
class Score:
    """The sum and its parts, so that a decision can say what it rests on."""

    total: float
    prior: float
    coauthor: float
    word: float
    category: float
    year: float


def name_prior(bearer: Bearer, full: bool, weights: Weights) -> float:
    """The log-odds before any evidence, of one paper against another; `full` where both write the given name out."""
    expected = bearer.by_full if full and bearer.full else bearer.by_initial
    return weights.offset - weights.namesakes * math.log(max(expected, weights.rarest))


def accident(surprise: float, trials: int, cap: float) -> float:
    """How unlikely one meeting by accident is, of `trials`: at least 0, at most `cap`."""
    return min(cap, max(0.0, surprise - math.log(trials)))


def score(authorship: Authorship, group: Group, coauthor: float, word: float, weights: Weights = WEIGHTS) -> Score:
    """The evidence for the authorship being of the group, given the sums over shared co-authors and words."""
    paper = authorship.paper
    if not coauthor and group.slots and len(paper.team) > 1:
        coauthor = weights.no_coauthor / weights.coauthor
    prior = name_prior(authorship.bearer, group.full, weights) + weights.size * math.log(len(group.members))
    parts = (
        prior,
        weights.coauthor * coauthor,
        weights.word * word,
        weights.category * _category_likeness(paper, group),
        weights.year * _years_apart(paper.month, group),
    )
    return Score(sum(parts), *parts)


def _category_likeness(paper: Paper, group: Group) -> float:
    """The share of the group's papers that the best category of the paper has, less one half."""
    if not paper.categories or not group.categories:
        return 0.0
    return max(group.categories[category] for category in paper.categories) / len(group.members) - 0.5


def _years_apart(month: int | None, group: Group) -> float:
    if month is None or not group.months:
        return 0.0
    return max(0, group.months[0] - month, month - group.months[1]) / 12


def describe(authorship: Authorship, group: Group, found: Score) -> tuple[str, ...]:
    """The evidence in words, strongest first; only what the score was computed from."""
    parts = [(found.prior, f"name rarity {rarity(authorship.bearer.by_full):.2f}, {len(group.members)} papers")]
    named = [_spell(bearer) for bearer in authorship.colleagues if bearer in group.colleagues]
    if found.coauthor > 0:
        parts.append((found.coauthor, f"shared co-authors: {', '.join(named[:5])}"))
    words = [keyword.word for keyword in authorship.paper.keywords if keyword.word in group.keywords]
    if found.word > 0:
        parts.append((found.word, f"shared words: {', '.join(words[:6])}"))
    parts.append((found.category, "same categories" if found.category > 0 else "other categories"))
    if found.year:
        parts.append((found.year, f"{_years_apart(authorship.paper.month, group):.1f} years apart"))
    if found.coauthor < 0:
        parts.append((found.coauthor, "no shared co-author"))
    parts.sort(key=lambda part: (-part[0], part[1]))
    return (*(f"{text} ({value:+.1f})" for value, text in parts), f"sum {found.total:+.1f}")


def _spell(bearer: Bearer) -> str:
    return f"{bearer.full or bearer.initial}{' (rare)' if bearer.by_full < 10 else ''}"
