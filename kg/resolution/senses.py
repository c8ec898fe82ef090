"""The senses of one name: which uses of it, in which papers, mean the same thing.

A *use* is a name in one paper: all mentions with its key, over all texts of the paper, mean one thing. Its rules:

- A use with a long form joins the sense with that long form, else founds one; it joins a sense without a long form
  only where that is the name's single sense, has no other paper that proposes it, and shares a category.
- A use that proposes a coined name (`PRISM`, not `diffusion model`) founds a sense of its own, unless the name is
  familiar: used by FAMILIAR papers for each that proposes it and this one.
- Any other use joins the single sense; of several the one that its categories, the words beside it and the number of
  its papers favour clearly (MARGIN). When unsure it stays apart: a sense of its own, which no later use joins.
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

__all__ = ["FAMILIAR", "FLOOR", "MARGIN", "Block", "Choice", "Sense", "Use", "is_coined"]

FLOOR = 0.2
"""A candidate below this confidence founds nothing."""

PROPOSAL = 0.5
"""A proposal below this confidence is taken for a use."""

FAMILIAR = 5
MARGIN = 2.0
RIVALS = 12
"""Of more senses, those with the most papers are weighed for a bare use."""

_CAP = 4.0
_INNER_CAPITAL = re.compile(r"[A-Z].*[A-Z]|[A-Za-z]-?\d|[a-z][A-Z]")


@dataclass(frozen=True, slots=True)
class Use:
    """A name in one text of a paper: `key` is its block, `long_key` the key of the long form that the text gives it."""

    number: int
    paper: str
    key: str
    name: str
    long_form: str | None
    long_key: str | None
    proposes: bool
    confidence: float
    categories: tuple[str, ...]
    context: frozenset[str]


@dataclass(slots=True)
class Sense:
    """The uses that mean one thing, and what is known of it."""

    founder: Use
    long_key: str | None
    papers: set[str]
    proposers: set[str]
    members: list[int] = field(default_factory=list)
    categories: Counter[str] = field(default_factory=Counter)
    context: Counter[str] = field(default_factory=Counter)

    def add(self, use: Use) -> None:
        """Take a use in; the first long form stays."""
        self.members.append(use.number)
        self.papers.add(use.paper)
        self.categories.update(use.categories)
        self.context.update(use.context)
        self.long_key = self.long_key or use.long_key
        if use.proposes:
            self.proposers.add(use.paper)


@dataclass(frozen=True, slots=True)
class Choice:
    """The sense that a use has (None where it may found nothing), whether it founded it, and why."""

    sense: Sense | None
    founds: bool
    evidence: tuple[str, ...]


class Block:
    """All senses of one name key, in the order in which they were founded."""

    def __init__(self) -> None:
        self.senses: list[Sense] = []
        self._sure: list[Sense] = []
        self._by_paper: dict[str, Sense] = {}

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
        if sense is not None:
            return Choice(sense, False, evidence)
        if use.confidence < FLOOR:
            return Choice(None, False, (f"confidence {use.confidence:.2f} below {FLOOR}",))
        founded = Sense(use, use.long_key, set(), set())
        self.senses.append(founded)
        if not unsure:
            self._sure.append(founded)
        return Choice(founded, True, evidence)


def _decide(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...], bool]:
    """The sense to join (None: found one), the evidence, and whether a sense that it founds is one of doubt."""
    if use.long_key is not None:
        return (*_by_long_form(use, senses), False)
    if use.proposes and is_coined(use.name):
        return (*_by_proposal(senses), False)
    if not senses:
        return None, ("the first of its name",), False
    if len(senses) == 1:
        return senses[0], ("the only sense of its name",), False
    return _by_context(use, senses)


def _by_long_form(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...]]:
    for sense in senses:
        if sense.long_key is not None and _same_long_form(sense.long_key, use.long_key or ""):
            return sense, (f"the same long form: {use.long_form}",)
    if len(senses) == 1 and senses[0].long_key is None:
        only = senses[0]
        shared = sorted(set(use.categories) & set(only.categories))
        if not only.proposers and not use.proposes and shared:
            return only, ("the only sense of its name, without a long form so far", f"shared category {shared[0]}")
    return None, (f"a long form of its own: {use.long_form}",)


def _same_long_form(one: str, other: str) -> bool:
    """Whether two long forms are one: equal keys, or one begins with the other (`… of large language models`)."""
    short, long = sorted((one, other), key=len)
    return long == short or (len(short) >= 12 and long.startswith(short))


def _by_proposal(senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...]]:
    for sense in senses:
        users = len(sense.papers) - len(sense.proposers)
        if users >= FAMILIAR * (len(sense.proposers) + 1):
            return sense, (f"a familiar name: {users} papers use it, {len(sense.proposers)} proposed it",)
    return None, ("proposed here" + (", as by others with another meaning" if senses else ""),)


def _by_context(use: Use, senses: list[Sense]) -> tuple[Sense | None, tuple[str, ...], bool]:
    rivals = nlargest(RIVALS, senses, key=lambda sense: len(sense.papers))
    rated = sorted(((_affinity(use, sense), -place) for place, sense in enumerate(rivals)), reverse=True)
    (best, place), (second, _) = rated[0], rated[1]
    sense = rivals[-place]
    if best - second < MARGIN:
        return None, (f"{len(senses)} senses, none clearly favoured (by {best - second:.1f})",), True
    words = sorted(use.context & set(sense.context), key=lambda word: (document_frequency(word), word))[:5]
    return sense, (f"favoured by {best - second:.1f} over {len(senses) - 1} other senses", *words), False


def _affinity(use: Use, sense: Sense) -> float:
    """Log-odds in favour of the sense: its papers, their share in the use's categories, rare words that both have."""
    size = len(sense.papers)
    shares = [0.05 + 0.95 * sense.categories[category] / size for category in use.categories]
    prior = math.log(size) / 2 + (math.log(max(shares)) if shares else 0.0)
    shared = sorted(use.context & set(sense.context))
    return prior + sum(min(_CAP, _rarity(word) * sense.context[word] / size) for word in shared) / 2


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
