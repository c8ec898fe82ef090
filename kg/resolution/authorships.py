"""Authorships as the fold sees them: the name's parts, and what the paper tells beside the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.model.identity import PaperFacts
from kg.resolution.statistics import expected_authorships
from kg.text.person_names import PersonName, parse_person_name
from kg.text.words import DOCUMENTS, document_frequency, tokens

__all__ = ["Authorship", "Paper", "read_papers", "slot"]

LARGEST_TEAM = 25
"""Of a longer author list only the co-authors with the rarest names count."""

KEYWORDS = 16
COMMONEST_WORD = 0.03
"""Words that stand in more papers than this share are no keywords."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper tells about its authors; strings are shared between papers."""

    id: str
    names: tuple[PersonName, ...]
    orcids: tuple[str | None, ...]
    team: tuple[str, ...]
    keywords: tuple[str, ...]
    categories: tuple[str, ...]
    month: int | None


@dataclass(frozen=True, slots=True)
class Authorship:
    """One slot of one paper: `number` counts authorships in fold order, `position` counts from 1."""

    number: int
    paper: Paper
    position: int

    @property
    def name(self) -> PersonName:
        return self.paper.names[self.position - 1]

    @property
    def orcid(self) -> str | None:
        return self.paper.orcids[self.position - 1]

    @property
    def coauthors(self) -> tuple[str, ...]:
        """Name keys of the others; the own key is left out once."""
        own = self.name.key
        return tuple(key for key in self.paper.team if key != own)


def slot(paper: str, position: int) -> str:
    """The name of an authorship in ids, lists and overrides: `arxiv:2512.20916#3`."""
    return f"{paper}#{position}"


def read_papers(papers: Iterable[PaperFacts]) -> list[Paper]:
    """The papers with their names parsed and their keywords chosen, in the order given."""
    return [_read(facts) for facts in papers]


def _read(facts: PaperFacts) -> Paper:
    names = tuple(parse_person_name(author.name) for author in facts.authors)
    return Paper(
        facts.paper,
        names,
        tuple(author.orcid for author in facts.authors),
        _team(names),
        _keywords(facts.title, f"{facts.abstract} {facts.venue or ''}"),
        facts.categories,
        _months(facts.month),
    )


def _team(names: tuple[PersonName, ...]) -> tuple[str, ...]:
    keys = {name.key: (key_frequency(name), name.key) for name in names if name.surname}
    if len(keys) > LARGEST_TEAM + 1:
        return tuple(sorted(keys, key=keys.__getitem__)[: LARGEST_TEAM + 1])
    return tuple(keys)


def key_frequency(name: PersonName) -> float:
    """How many authorships of the sample would have the name's key."""
    return expected_authorships(name.surname, name.initial)


def _keywords(title: str, text: str) -> tuple[str, ...]:
    """The rarest words, those of the title counted as the square of their share, rarest first."""
    shares: dict[str, float] = {}
    for word in tokens(text):
        shares[word] = word_share(word)
    for word in tokens(title):
        shares[word] = word_share(word) ** 2
    rare = [(share, word) for word, share in shares.items() if word_share(word) <= COMMONEST_WORD]
    return tuple(word for _, word in sorted(rare)[:KEYWORDS])


@lru_cache(maxsize=1 << 16)
def word_share(word: str) -> float:
    """The share of the sample's papers that hold the word, above 0."""
    return (document_frequency(word) + 1.0) / DOCUMENTS


def _months(month: str | None) -> int | None:
    return int(month[:4]) * 12 + int(month[5:7]) if month else None
