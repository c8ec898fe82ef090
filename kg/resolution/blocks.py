"""The fold of one block: each authorship founds, joins or merges, by what came before it in the block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.resolution.authorships import Authorship
from kg.resolution.evidence import WEIGHTS, Group, Score, Weights, score
from kg.text.person_names import PersonName, compatible

__all__ = ["Step", "fold_block"]

RARE_ENOUGH = 60.0
"""Namesakes to be expected up to which a name can join without a shared co-author or word."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one authorship did: `founders` are those of the groups that it joined, in fold order; none where it founds.

    `scores` are the evidence for each of them; of a founding one, `nearest` is what spoke for the best group.
    """

    authorship: Authorship
    founders: tuple[int, ...]
    scores: tuple[Score, ...]
    nearest: Score | None = None


def fold_block(
    authorships: Iterable[Authorship],
    apart: Collection[tuple[int, int]] = frozenset(),
    weights: Weights = WEIGHTS,
) -> Iterator[Step]:
    """The steps of the authorships of one block, taken in fold order.

    `apart` holds pairs of authorship numbers, smaller first, that are never one author (`different` overrides).
    Cost: linear in the number of (authorship, group with something in common).
    """
    block = _Block(apart)
    for authorship in authorships:
        yield block.take(authorship, weights)


class _Block:
    """The groups of a block so far, found by what they hold: name, co-author or keyword."""

    def __init__(self, apart: Collection[tuple[int, int]]) -> None:
        self.groups: dict[int, Group] = {}
        self.holders: dict[tuple[str, str], set[int]] = {}
        self.apart = apart
        self.fits: dict[tuple[PersonName, PersonName], bool] = {}

    def take(self, authorship: Authorship, weights: Weights) -> Step:
        """Decide one authorship and remember it."""
        own = Group.founded_by(authorship)
        rated = [(score(authorship, group, weights), group) for group in self._candidates(own)]
        rated.sort(key=lambda pair: (-pair[0].total, pair[1].founder.number))
        joined: list[tuple[Score, Group]] = []
        for found, group in rated:
            if found.total < weights.threshold:
                break
            if self._can_link(own, group):
                own.absorb(group)
                joined.append((found, group))
        for _, group in joined:
            self._forget(group)
        self._remember(own)
        joined.sort(key=lambda pair: pair[1].founder.number)
        return Step(
            authorship,
            tuple(group.founder.number for _, group in joined),
            tuple(found for found, _ in joined),
            rated[0][0] if rated and not joined else None,
        )

    def _candidates(self, own: Group) -> list[Group]:
        found: set[int] = set()
        for clue in _clues(own):
            found |= self.holders.get(clue, set())
        return [group for number in sorted(found) if self._can_link(own, group := self.groups[number])]

    def _can_link(self, one: Group, other: Group) -> bool:
        """No paper in common, no names that exclude each other, no two ORCIDs, no override against it."""
        if not one.papers.isdisjoint(other.papers):
            return False
        if one.orcids and other.orcids and one.orcids != other.orcids:
            return False
        if not all(self._fit(left, right) for left in one.names for right in other.names):
            return False
        return not self.apart or not any(
            (min(left.number, right.number), max(left.number, right.number)) in self.apart
            for left in one.members
            for right in other.members
        )

    def _fit(self, one: PersonName, other: PersonName) -> bool:
        if one == other:
            return True
        if (one, other) not in self.fits:
            self.fits[one, other] = self.fits[other, one] = compatible(one, other)
        return self.fits[one, other]

    def _remember(self, group: Group) -> None:
        self.groups[group.founder.number] = group
        for clue in _clues(group):
            self.holders.setdefault(clue, set()).add(group.founder.number)

    def _forget(self, group: Group) -> None:
        del self.groups[group.founder.number]
        for clue in _clues(group):
            self.holders[clue].discard(group.founder.number)


def _clues(group: Group) -> Iterator[tuple[str, str]]:
    """What a group can be found by."""
    yield ("block", "")
    for key in group.coauthors:
        yield ("coauthor", key)
    for word in group.words:
        yield ("word", word)
