"""How much speaks for an authorship and a group of earlier ones being one person's.

The score is a log-odds: the prior (how many others bear the name, how many papers the group has), plus what is shared,
each against the chance that it is shared by accident. Weights were set on AMiner's ambiguous names (in folds by name,
`tests/resolution/test_aminer.py`); the statistics are shipped.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from kg.resolution.authorships import Authorship, Paper, key_frequency, word_share
from kg.resolution.statistics import AUTHORSHIPS, expected_authorships, name_rarity
from kg.text.person_names import PersonName

__all__ = ["WEIGHTS", "Group", "Score", "Weights", "describe", "score"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts, in units of log-odds; `threshold` is what a join needs."""

    threshold: float = 0.0
    namesakes: float = 0.5
    """Exponent-like weight of the number of namesakes to be expected."""
    size: float = 0.5
    coauthor: float = 1.0
    coauthor_cap: float = 6.0
    no_coauthor: float = -0.5
    word: float = 0.5
    word_cap: float = 3.0
    category: float = 1.0
    year: float = -0.1
    offset: float = -3.5


WEIGHTS = Weights()


@dataclass(slots=True)
class Group:
    """Authorships of one block that were joined so far, and sums over their papers."""

    members: list[Authorship]
    names: list[PersonName] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)
    orcids: set[str] = field(default_factory=set)
    coauthors: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    first: int | None = None
    last: int | None = None

    @classmethod
    def founded_by(cls, authorship: Authorship) -> Group:
        """A group of one."""
        group = cls([authorship], [authorship.name], {authorship.paper.id})
        paper = authorship.paper
        group.orcids.update(filter(None, [authorship.orcid]))
        group.coauthors.update(authorship.coauthors)
        group.words.update(paper.keywords)
        group.categories.update(paper.categories)
        group.first = group.last = paper.month
        return group

    @property
    def founder(self) -> Authorship:
        return self.members[0]

    def absorb(self, other: Group) -> None:
        """Take the other group's authorships; the members stay in fold order."""
        self.members = sorted([*self.members, *other.members], key=lambda member: member.number)
        self.names += [name for name in other.names if name not in self.names]
        self.papers |= other.papers
        self.orcids |= other.orcids
        self.coauthors.update(other.coauthors)
        self.words.update(other.words)
        self.categories.update(other.categories)
        months = [month for month in (self.first, self.last, other.first, other.last) if month is not None]
        self.first, self.last = (min(months), max(months)) if months else (None, None)


@dataclass(frozen=True, slots=True)
class Score:
    """The sum and its parts, so that a decision can say what it rests on."""

    total: float
    namesakes: float
    coauthors: tuple[str, ...]
    coauthor: float
    words: tuple[str, ...]
    word: float
    category: float
    years: float


def score(authorship: Authorship, group: Group, weights: Weights = WEIGHTS) -> Score:
    """The evidence for the authorship being of the group; symmetric in nothing, names are taken to be compatible."""
    paper, size = authorship.paper, len(group.members)
    expected = _namesakes(authorship.name, group.names)
    shared = tuple(key for key in authorship.coauthors if key in group.coauthors)
    slots = sum(group.coauthors.values())
    by_coauthor = sum(_surprise(_key_share(key, paper), slots, weights.coauthor_cap) for key in shared)
    if not shared and slots and authorship.coauthors:
        by_coauthor = weights.no_coauthor
    words = tuple(word for word in paper.keywords if word in group.words)
    by_word = sum(_surprise(word_share(word), size, weights.word_cap) for word in words)
    likeness = _category_likeness(paper, group)
    years = _years_apart(paper.month, group)
    total = (
        weights.offset
        - weights.namesakes * math.log1p(expected)
        + weights.size * math.log(size)
        + weights.coauthor * by_coauthor
        + weights.word * by_word
        + weights.category * likeness
        + weights.year * years
    )
    return Score(total, expected, shared, by_coauthor, words, by_word, likeness, years)


def _namesakes(name: PersonName, others: list[PersonName]) -> float:
    """Authorships of namesakes to be expected in the sample, by the least that both have written of the given name."""
    full = name.full and any(other.full for other in others)
    return expected_authorships(name.surname, name.given[0] if full else name.initial)


def _key_share(key: str, paper: Paper) -> float:
    name = next(name for name in paper.names if name.key == key)
    return key_frequency(name) / AUTHORSHIPS


def _surprise(share: float, trials: int, cap: float) -> float:
    """How unlikely one meeting by accident is, of `trials`: minus its log-probability, at most `cap`."""
    return min(cap, max(0.0, -math.log(min(1.0, share * trials))))


def _category_likeness(paper: Paper, group: Group) -> float:
    """The mean share of the group's papers that a category of the paper has, from 0 to 1, less one half."""
    if not paper.categories or not group.categories:
        return 0.0
    size = len(group.members)
    return max(group.categories[category] for category in paper.categories) / size - 0.5


def _years_apart(month: int | None, group: Group) -> float:
    if month is None or group.first is None or group.last is None:
        return 0.0
    return max(0, group.first - month, month - group.last) / 12


def describe(score_: Score, name: PersonName) -> tuple[str, ...]:
    """The evidence in words, strongest first; only what the score was computed from."""
    parts = []
    if score_.coauthors:
        named = ", ".join(score_.coauthors[:5])
        parts.append((score_.coauthor, f"{len(score_.coauthors)} shared co-authors: {named}"))
    if score_.words:
        parts.append((score_.word, f"shared words: {', '.join(score_.words[:6])}"))
    rarity = name_rarity(name.surname, name.given[0] if name.given else "")
    parts.append((10 * rarity - 5, f"name rarity {rarity:.2f}"))
    if score_.category > 0:
        parts.append((score_.category, "same categories"))
    if score_.years:
        parts.append((0.0, f"{score_.years:.1f} years apart"))
    parts.sort(key=lambda part: -part[0])
    return (*(text for _, text in parts), f"score {score_.total:.2f}")
