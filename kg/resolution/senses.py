"""The senses of one name: which uses of it, in which papers, mean the same thing.

A *use* is a name in one paper: all mentions with its key, over all texts of the paper, mean one thing. Its rules:

- A use with a long form joins the sense with that long form, else founds one; it joins a sense without a long form
  where the evidence below is for it.
- Any other use is weighed against every sense: the number of its papers, the categories, an author in common, rare
  words in common, the spelling. On the other side stands that the name means something new here: the easier, the
  shorter and the more common its shape is, and most of all where the paper proposes it (STRONG, where its title does).
- The best sense is joined when it leads by MARGIN over the second and at all over something new. When something new
  leads, the use founds a sense. Between the two it stays apart: a sense of its own, which no later use joins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nlargest

from kg.text.words import DOCUMENTS, document_frequency

__all__ = ["FLOOR", "MARGIN", "Block", "Choice", "Sense", "Use", "is_coined", "novelty", "weigh"]

FLOOR = 0.2
"""A candidate below this confidence founds nothing."""

PROPOSAL = 0.5
"""A proposal below this confidence is taken for a use."""

MARGIN = 1.0
NEAR = 5
RIVALS = 12
"""Of more senses, those with the most papers are weighed for a bare use."""

WEAK, STRONG = 4.0, 6.0
"""What a proposal adds for something new: by its confidence in the abstract, and where the title gives the name."""

AUTHOR = 4.0
SPELLING = 1.5
_BASE = 0.15
"""The share of papers that have a given category by chance."""

_APART = 0.03
"""The share that a sense is taken to have outside of its categories."""

_ARCHIVE = 0.1
"""What a paper in the same archive counts of one in the same category."""

_WORDS = 0.5
_CAP = 4.0
_INNER_CAPITAL = re.compile(r"[A-Z].*[A-Z]|[A-Za-z]-?\d|[a-z][A-Z]")
_SPECIFIC = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]-?\d|[A-Z]\w*-[A-Z]")


@dataclass(frozen=True, slots=True)
class Use:
    """A name in one text of a paper: `key` is its block, `long_key` the key of the long form that the text gives it."""

    number: int
    paper: str
    key: str
    name: str
    long_form: str | None
    long_key: str | None
    proposes: float
    """What its proposing adds for something new: 0, up to WEAK, or STRONG."""

    confidence: float
    categories: tuple[str, ...]
    context: frozenset[str]
    authors: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sense:
    """The uses that mean one thing, and what is known of it."""

    founder: Use
    long_key: str | None
    papers: set[str]
    proposers: set[str]
    members: list[int] = field(default_factory=list)
    categories: Counter[str] = field(default_factory=Counter)
    archives: Counter[str] = field(default_factory=Counter)
    context: Counter[str] = field(default_factory=Counter)
    authors: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)

    def add(self, use: Use) -> None:
        """Take a use in; the first long form stays."""
        self.members.append(use.number)
        self.papers.add(use.paper)
        self.categories.update(use.categories)
        self.archives.update(archives(use.categories))
        self.context.update(use.context)
        self.authors |= use.authors
        self.spellings.add(spelling(use.name))
        self.long_key = self.long_key or use.long_key
        if use.proposes:
            self.proposers.add(use.paper)


@dataclass(frozen=True, slots=True)
class Choice:
    """The sense that a use has (None where it may found nothing), whether it founded it (`unsure`: in doubt), and why.

    `near` are the other senses, the best first: number of the founding use, odds against something new, their terms.
    """

    sense: Sense | None
    founds: bool
    evidence: tuple[str, ...]
    unsure: bool = False
    near: tuple[tuple[int, float, tuple[str, ...]], ...] = ()


class Block:
    """All senses of one name key, in the order in which they were founded."""

    def __init__(self, *, explain: bool = False) -> None:
        self.explain = explain
        self.senses: list[Sense] = []
        self._sure: list[Sense] = []
        self._by_paper: dict[str, Sense] = {}

    def restore(self, use: Use, founder: int, *, unsure: bool) -> None:
        """Remember a use that was decided before: it has the sense that this use founded, itself where it is its own.

        Uses are restored in fold order.
        """
        if founder == use.number:
            sense = Sense(use, use.long_key, set(), set())
            self.senses.append(sense)
            if not unsure:
                self._sure.append(sense)
        else:
            sense = next(each for each in self.senses if each.founder.number == founder)
        sense.add(use)
        self._by_paper[use.paper] = sense

    def take(self, use: Use, apart: Collection[int] = ()) -> Choice:
        """Decide one use and remember it; `apart` are the numbers of uses that an override keeps from it."""
        known = self._by_paper.get(use.paper)
        if known is not None:
            known.add(use)
            return Choice(known, False, ("the same name in the same paper",))
        choice = self._choose(use, apart)
        if choice.sense is not None:
            choice.sense.add(use)
            self._by_paper[use.paper] = choice.sense
        return choice

    def _choose(self, use: Use, apart: Collection[int]) -> Choice:
        allowed = self._sure
        if apart:
            allowed = [sense for sense in self._sure if not set(sense.members).intersection(apart)]
        sense, evidence, unsure = _decide(use, allowed)
        near = _near(use, [other for other in self.senses if other is not sense]) if self.explain else ()
        if sense is not None:
            return Choice(sense, False, evidence, near=near)
        if use.confidence < FLOOR:
            return Choice(None, False, (f"confidence {use.confidence:.2f} below {FLOOR}",))
        founded = Sense(use, use.long_key, set(), set())
        self.senses.append(founded)
        if not unsure:
            self._sure.append(founded)
        return Choice(founded, True, evidence, unsure, near)


def _decide(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...], bool]:
    """The sense to join (None: found one), the evidence, and whether a sense that it founds is one of doubt."""
    if use.long_key is not None:
        return (*_by_long_form(use, senses), False)
    if not senses:
        return None, ("the first of its name",), False
    return _by_evidence(use, senses)


def _by_long_form(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...]]:
    for sense in senses:
        if sense.long_key is not None and same_long_form(sense.long_key, use.long_key or ""):
            return sense, (f"the same long form: {use.long_form}",)
    bare = [sense for sense in senses if sense.long_key is None]
    rated = [
        (sum(weight for weight, _ in terms), -place, terms) for place, s in enumerate(bare) if (terms := weigh(use, s))
    ]
    if rated:
        best, place, terms = max(rated)
        if best > novelty(use):
            return bare[-place], ("a sense without a long form so far", *_told(terms))
    return None, (f"a long form of its own: {use.long_form}",)


def same_long_form(one: str, other: str) -> bool:
    """Whether the keys of two long forms say one thing: equal, one with more behind it, or spelt nearly alike.

    >>> same_long_form("weightedminimummeansquareerror", "weightedminimummeansquarederror")
    True
    >>> same_long_form("segmentanything", "sharpnessawareminimization")
    False
    """
    short, long = sorted((one, other), key=len)
    if long == short or (len(short) >= 12 and long.startswith(short)):
        return True
    at = next(
        (place for place, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short)
    )
    rest = len(short) - at
    tail = next((n for n in range(rest) if short[-1 - n] != long[-1 - n]), rest)
    return len(long) >= 12 and len(long) - at - tail <= max(2, len(long) // 8)


def _by_evidence(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...], bool]:
    rivals = nlargest(RIVALS, senses, key=lambda sense: len(sense.papers))
    weighed = [weigh(use, sense) for sense in rivals]
    rated = sorted(((sum(weight for weight, _ in terms), -place) for place, terms in enumerate(weighed)), reverse=True)
    best, place = rated[0]
    second = rated[1][0] if len(rated) > 1 else -math.inf
    new = novelty(use)
    told = (f"for {rivals[-place].founder.paper}: {best:.1f}, for something new: {new:.1f}", *_told(weighed[-place]))
    if best <= new:
        return None, ("something new under this name", *told), False
    if best - second < MARGIN:
        return None, (f"{len(senses)} senses, none clearly favoured (by {best - second:.1f})", *told), True
    lead = f"leads by {best - second:.1f} over {len(senses) - 1} other senses" if len(rated) > 1 else "the only sense"
    return rivals[-place], (lead, *told), False


def _near(use: Use, senses: list[Sense]) -> tuple[tuple[int, float, tuple[str, ...]], ...]:
    weighed = [(weigh(use, sense), sense.founder.number) for sense in senses]
    new = novelty(use)
    rated = sorted((new - sum(weight for weight, _ in terms), number, terms) for terms, number in weighed)
    return tuple((number, -against, tuple(_told(terms))) for against, number, terms in rated[:NEAR])


def weigh(use: Use, sense: Sense) -> list[tuple[float, str]]:
    """The terms, each with its words, of the log-odds that the use means this sense."""
    size = len(sense.papers)
    terms = [(math.log(size), f"{size} papers")] if size > 1 else []
    share = max((sense.categories[category] / size for category in use.categories), default=0.0)
    archive = max((sense.archives[name] / size for name in archives(use.categories)), default=0.0)
    near = max(share, _ARCHIVE * archive)
    if use.categories:
        words = f"{share:.0%} of them in its categories, {archive:.0%} in its archive"
        terms.append((math.log((_APART + (1 - _APART) * near) / _BASE), words))
    shared_authors = sorted(use.authors & sense.authors)
    if shared_authors:
        terms.append((AUTHOR, f"shared author {shared_authors[0]}"))
    shared = sorted(use.context & sense.context.keys(), key=lambda word: (document_frequency(word), word))
    told = sum(min(_CAP, _rarity(word) * sense.context[word] / size) for word in shared) * _WORDS
    if told:
        terms.append((told, f"shared words {', '.join(shared[:5])}"))
    if spelling(use.name) not in sense.spellings:
        terms.append((-SPELLING, f"never spelt {use.name}"))
    return terms


def novelty(use: Use) -> float:
    """The log-odds, before any evidence, that the name means something new here."""
    letters = len(spelling(use.name))
    if (_SPECIFIC.search(use.name) and letters >= 5) or not is_coined(use.name):
        shape = math.log(0.02)
    elif use.name.isupper() or use.name[:-1].isupper():
        shape = math.log((3.0, 3.0, 3.0, 1.0, 0.7)[min(letters, 4)] if letters < 5 else 0.5)
    else:
        shape = math.log(0.5)
    return shape + use.proposes


def spelling(name: str) -> str:
    """The name without hyphens, spaces and a plural s after a capital, its case kept.

    >>> spelling("DUTs"), spelling("Swin-UNETR") == spelling("SwinUNETR"), spelling("quantum walk")
    ('DUT', True, 'quantumwalk')
    """
    bare = re.sub(r"(?<=[A-Z])s$", "", re.sub(r"[\W_]+", "", name))
    return bare if is_coined(name) and " " not in name else bare.casefold()


def archives(categories: Collection[str]) -> set[str]:
    """The archives that hold these categories (`cs`, `astro-ph`)."""
    return {category.partition(".")[0] for category in categories}


def _told(terms: list[tuple[float, str]]) -> list[str]:
    return [f"{weight:+.1f} {words}" for weight, words in terms]


@lru_cache(maxsize=1 << 16)
def _rarity(word: str) -> float:
    return max(0.0, math.log(0.05 * DOCUMENTS / (1 + document_frequency(word))))


def is_coined(name: str) -> bool:
    """Whether the name looks made for one thing: one word with a capital, or capitals or a digit inside a word.

    >>> [is_coined(name) for name in ("PRISM", "Mamba", "diffusion model", "Graph Transformer", "Qwen-2 base")]
    [True, True, False, False, True]
    """
    words = name.split()
    return any(_INNER_CAPITAL.search(word) for word in words) or (len(words) == 1 and name[:1].isupper())
