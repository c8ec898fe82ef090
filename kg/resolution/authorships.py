"""Authorships as the fold sees them: the name's parts, and what the paper tells beside the name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.model.identity import PaperFacts
from kg.resolution.affiliations import institution
from kg.resolution.names import read_name
from kg.resolution.statistics import AUTHORSHIPS, expected_authorships
from kg.resolution.topics import Direction, direction
from kg.text.person_names import PersonName
from kg.text.words import DOCUMENTS, document_frequency, tokens

__all__ = ["Authorship", "Bearer", "Keyword", "Paper", "Reader", "read_authorships", "slot"]

LARGEST_TEAM = 25
"""Of a longer author list only the co-authors with the rarest names count."""

KEYWORDS = 16
COMMONEST_WORD = 0.03
"""Words that stand in more papers than this share are no keywords."""


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """A written name with its keys and how much they tell; one object for each name in a run, compared by identity.

    `full` is the key with the given names (`huan chen`), empty where only initials are written; `initial` the one with
    the first letter (`h. chen`). `by_full` and `by_initial` are the authorships in the sample to be expected with it,
    the surprises minus the logarithms of their share.
    """

    name: PersonName
    full: str
    initial: str
    by_full: float
    by_initial: float
    full_surprise: float
    initial_surprise: float


class Keyword(NamedTuple):
    """A word and minus the logarithm of the share of papers that hold it."""

    word: str
    surprise: float


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper tells about its authors."""

    id: str
    number: int
    team: tuple[Bearer, ...]
    keywords: tuple[Keyword, ...]
    topic: Direction
    categories: tuple[str, ...]
    month: int | None


@dataclass(frozen=True, slots=True)
class Authorship:
    """One slot of one paper: `number` counts authorships in fold order, `position` counts from 1."""

    number: int
    paper: Paper
    position: int
    bearer: Bearer
    orcid: str | None
    affiliation: frozenset[str] = frozenset()

    @property
    def colleagues(self) -> list[Bearer]:
        """The co-authors that count, without those of the same name."""
        return [other for other in self.paper.team if other is not self.bearer]


def slot(paper: str, position: int) -> str:
    """The name of an authorship in ids, lists and overrides: `arxiv:2512.20916#3`."""
    return f"{paper}#{position}"


def read_authorships(papers: Iterable[PaperFacts]) -> list[Authorship]:
    """Every authorship of the papers, in the order given, names parsed and keywords chosen."""
    reader = Reader()
    result: list[Authorship] = []
    for number, facts in enumerate(papers):
        result += reader.read(facts, number, len(result))
    return result


class Reader:
    """Reads papers into authorships; those that are to be compared are read by one reader, which knows each name once.

    `papers` says how many it has read.
    """

    def __init__(self) -> None:
        self.papers = 0
        self._bearers: dict[str, Bearer] = {}
        self._by_name: dict[PersonName, Bearer] = {}

    def read(self, facts: PaperFacts, number: int, first: int) -> list[Authorship]:
        """The authorships of a paper with this number, numbered from `first`."""
        self.papers += 1
        names = [self._bearer_of(author.name) for author in facts.authors]
        title, text = tokens(facts.title), tokens(f"{facts.abstract} {facts.venue or ''}")
        topic = direction([*title, *text])
        paper = Paper(
            facts.paper, number, _team(names), _keywords(title, text), topic, facts.categories, _months(facts.month)
        )
        slots = enumerate(zip(facts.authors, names, strict=True))
        return [
            Authorship(first + n, paper, n + 1, bearer, author.orcid, institution(author.affiliation))
            for n, (author, bearer) in slots
        ]

    def _bearer_of(self, written: str) -> Bearer:
        if (known := self._bearers.get(written)) is None:
            name = read_name(written)
            if (known := self._by_name.get(name)) is None:
                known = self._by_name[name] = _bearer(name)
            self._bearers[written] = known
        return known


def _bearer(name: PersonName) -> Bearer:
    by_initial = expected_authorships(name.surname, name.initial)
    by_full = expected_authorships(name.surname, name.given[0]) if name.full else by_initial
    full = f"{name.joined} {name.surname}" if name.full else ""
    return Bearer(name, full, name.key, by_full, by_initial, _surprise(by_full), _surprise(by_initial))


def _surprise(expected: float) -> float:
    return math.log(AUTHORSHIPS / max(expected, 0.01))


def _team(names: Sequence[Bearer]) -> tuple[Bearer, ...]:
    """The names that count as co-authors, each once; of a large team the rarest, whoever asks."""
    distinct = {id(bearer): bearer for bearer in names if bearer.name.surname}.values()
    if len(distinct) <= LARGEST_TEAM + 1:
        return tuple(distinct)
    return tuple(sorted(distinct, key=lambda bearer: (bearer.by_full, bearer.full, bearer.initial))[: LARGEST_TEAM + 1])


def _keywords(title: Iterable[str], text: Iterable[str]) -> tuple[Keyword, ...]:
    """The words that tell most, those of the title doubled, first what tells most."""
    weights = {word: keyword.surprise for word in text if (keyword := _keyword(word))}
    weights |= {word: 2 * keyword.surprise for word in title if (keyword := _keyword(word))}
    chosen = sorted((-weight, word) for word, weight in weights.items())[:KEYWORDS]
    return tuple(keyword for _, word in chosen if (keyword := _keyword(word)))


@lru_cache(maxsize=1 << 17)
def _keyword(word: str) -> Keyword | None:
    share = (document_frequency(word) + 1.0) / DOCUMENTS
    return Keyword(word, -math.log(share)) if share <= COMMONEST_WORD else None


def _months(month: str | None) -> int | None:
    return int(month[:4]) * 12 + int(month[5:7]) if month else None
