"""The fold of one block: each authorship founds, joins or merges, by what came before it in the block."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kg.resolution.authorships import Authorship, Bearer
from kg.resolution.evidence import WEIGHTS, Group, Score, Shared, Weights, accident, describe, most, score
from kg.text.person_names import compatible

__all__ = ["Missed", "Step", "fold_block"]

NEAREST = 3
"""How many groups that were not joined a decision tells of."""

MOST_TOLD = 64
"""How many namesakes are weighed for that where nothing is shared with anybody."""


class Missed(NamedTuple):
    """A group that an authorship did not join, by its founder: the sum of the evidence, and what else stood against."""

    founder: int
    total: float
    evidence: tuple[str, ...]
    barred: str


class Step(NamedTuple):
    """What one authorship did: `founders` are those of the groups that it joined, in fold order; none where it founds.

    `evidence` speaks for each of them, `missed` holds the nearest of the others; both empty unless asked for.
    """

    number: int
    founders: tuple[int, ...]
    evidence: tuple[str, ...] = ()
    missed: tuple[Missed, ...] = ()


Index = dict[str, set[int]]


class Indexes(NamedTuple):
    """Labels of groups by given name, a co-author's full name, lone initial or any initial, keyword, affiliation."""

    given: Index
    full: Index
    lone_initial: Index
    initial: Index
    word: Index
    affiliation: Index


def fold_block(
    authorships: Sequence[Authorship],
    apart: Collection[tuple[int, int]] = frozenset(),
    weights: Weights = WEIGHTS,
    before: Iterable[Sequence[Authorship]] = (),
    *,
    explain: bool = False,
) -> Iterator[Step]:
    """The steps of the authorships of one block, taken in fold order.

    `before` are the groups of earlier authorships as the fold left them, as far as any of the new ones can join them.
    `apart` holds pairs of authorship numbers, smaller first, that are never one author (`different` overrides).
    Cost: linear in the number of (authorship, group with something in common).
    """
    block = _Block(apart, weights, explain)
    for members in before:
        block.restore(members)
    if len(authorships) == 1 and not block.groups:
        yield Step(authorships[0].number, ())
        return
    for authorship in authorships:
        yield block.take(authorship)


class _Block:
    """The groups of a block so far, found by what they hold: name, co-author or keyword."""

    def __init__(self, apart: Collection[tuple[int, int]], weights: Weights, explain: bool) -> None:
        self.apart, self.weights, self.explain = apart, weights, explain
        self.groups: dict[int, Group] = {}
        self.indexes = Indexes({}, {}, {}, {}, {}, {})
        self.fits: dict[tuple[int, int], bool] = {}

    def take(self, authorship: Authorship) -> Step:
        """Decide one authorship and remember it."""
        own = Group.founded_by(authorship)
        rated = self._rate(authorship)
        joined: list[tuple[Score, Group]] = []
        for found, group in rated:
            if found.total < 0:
                break
            if self._can_link(own, group) and all(self._can_link(other, group) for _, other in joined):
                joined.append((found, group))
        joined.sort(key=lambda pair: pair[1].founder)
        founders = tuple(group.founder for _, group in joined)
        told = self._explain(authorship, joined, rated, own) if self.explain else ((), ())
        self._merge(own, [group for _, group in joined])
        return Step(authorship.number, founders, *told)

    def restore(self, members: Sequence[Authorship]) -> None:
        """Remember a group that was made before."""
        group = Group.founded_by(members[0])
        for authorship in members[1:]:
            group.absorb(Group.founded_by(authorship))
        self._index(group, group.label)
        self.groups[group.label] = group

    def _rate(self, authorship: Authorship) -> list[tuple[Score, Group]]:
        """The groups that have something in common with the authorship, best first."""
        shared: dict[int, Shared] = {}
        weights, groups = self.weights, self.groups
        possible = self._same_given(authorship)
        for keyword in authorship.paper.keywords:
            for label in self.indexes.word.get(keyword.word, set()) & possible:
                worth = accident(keyword.surprise, len(groups[label].members), weights.word_cap)
                shared.setdefault(label, Shared()).words += worth
        for bearer in authorship.colleagues:
            for label, surprise in self._holders(bearer):
                if label not in possible:
                    continue
                worth = accident(surprise, groups[label].slots, weights.coauthor_cap)
                found = shared.setdefault(label, Shared())
                found.coauthors += worth
                found.coauthor = max(found.coauthor, worth)
        for word in authorship.affiliation:
            for label in self.indexes.affiliation.get(word, set()) & possible:
                shared.setdefault(label, Shared())
        best = most(authorship.bearer, weights)
        for label in self._namesakes(authorship, best):
            shared.setdefault(label, Shared())
        if self.explain and not shared:
            shared = {label: Shared() for label in sorted(possible)[:MOST_TOLD]}
        best += weights.affiliation if authorship.affiliation else 0.0
        rated = []
        for label, found in shared.items():
            group = groups[label]
            bound = best + weights.size * math.log(len(group.members)) + weights.word * found.words
            if bound + weights.coauthor * found.coauthors >= 0 or self.explain:
                rated.append((score(authorship, group, found, weights), group))
        rated.sort(key=lambda pair: (-pair[0].total, pair[1].founder))
        return rated

    def _holders(self, bearer: Bearer) -> Iterator[tuple[int, float]]:
        """The groups with this co-author, as far as the names tell, and how much the shared name says."""
        if not bearer.full:
            yield from ((label, bearer.initial_surprise) for label in self.indexes.initial.get(bearer.initial, ()))
            return
        surely: Collection[int] = self.indexes.full.get(bearer.full, ())
        yield from ((label, bearer.full_surprise) for label in surely)
        maybe = self.indexes.lone_initial.get(bearer.initial, ())
        yield from ((label, bearer.initial_surprise) for label in maybe if label not in surely)

    def _namesakes(self, authorship: Authorship, best: float) -> Collection[int]:
        """The groups that the name alone may join to: none where the name is so common that it never suffices."""
        most = max((len(group.members) for group in self.groups.values()), default=1) if len(self.groups) < 64 else 64
        if best + self.weights.size * math.log(most) < 0:
            return ()
        return self._same_given(authorship)

    def _same_given(self, authorship: Authorship) -> AbstractSet[int]:
        """The groups with the given name, in one word or more, or with its initial alone: none else may be joined."""
        name, given = authorship.bearer.name, self.indexes.given
        if not name.full:
            return self.groups.keys()
        return given.get(name.first, set()) | given.get(name.joined, set()) | given.get(name.initial, set())

    def _can_link(self, one: Group, other: Group) -> bool:
        """No paper in common, no names that exclude each other, no two ORCIDs, no override against it."""
        return not self._bar(one, other)

    def _bar(self, one: Group, other: Group) -> str:
        """What keeps two groups apart whatever the evidence; empty where nothing does."""
        if not one.papers.isdisjoint(other.papers):
            return "both are authors of one paper"
        if one.orcids and other.orcids and one.orcids != other.orcids:
            return "different ORCIDs"
        if not all(self._fit(left, right) for left in one.bearers for right in other.bearers):
            return "names that exclude each other"
        if self.apart and any(
            (min(left.number, right.number), max(left.number, right.number)) in self.apart
            for left in one.members
            for right in other.members
        ):
            return "overrides.toml"
        return ""

    def _fit(self, one: Bearer, other: Bearer) -> bool:
        pair = (id(one), id(other))
        if pair not in self.fits:
            self.fits[pair] = one is other or compatible(one.name, other.name)
        return self.fits[pair]

    def _merge(self, own: Group, joined: list[Group]) -> None:
        """Put the new authorship and what it joins into the largest group, and index what that did not hold before."""
        home = max(joined, key=lambda group: (len(group.members), -group.founder), default=own)
        for group in [own, *joined]:
            if group is not home:
                if group is not own:
                    self._forget(group)
                self._index(group, home.label)
                home.absorb(group)
        if home is own:
            self._index(own, own.label)
            self.groups[own.label] = own

    def _index(self, group: Group, label: int) -> None:
        """Let what the group holds be found under the label."""
        for index, key in _clues(group, self.indexes):
            if (labels := index.get(key)) is None:
                index[key] = {label}
            else:
                labels.add(label)

    def _forget(self, group: Group) -> None:
        del self.groups[group.label]
        for index, key in _clues(group, self.indexes):
            index[key].discard(group.label)

    def _explain(
        self, authorship: Authorship, joined: list[tuple[Score, Group]], rated: list[tuple[Score, Group]], own: Group
    ) -> tuple[tuple[str, ...], tuple[Missed, ...]]:
        """The evidence for what is joined, and the nearest of what is not."""
        taken = {group.label for _, group in joined}
        rest = [(found, group) for found, group in rated if group.label not in taken]
        missed = (
            Missed(
                group.founder,
                found.total,
                describe(authorship, group, found, self.weights),
                self._bar_to(group, own, joined),
            )
            for found, group in rest[:NEAREST]
        )
        return tuple(
            text for found, group in joined for text in describe(authorship, group, found, self.weights)
        ), tuple(missed)

    def _bar_to(self, group: Group, own: Group, joined: list[tuple[Score, Group]]) -> str:
        bars = (self._bar(other, group) for other in (own, *(other for _, other in joined)))
        return next(filter(None, bars), "")


def _clues(group: Group, indexes: Indexes) -> Iterator[tuple[Index, str]]:
    """What a group can be found by: the index and the key in it."""
    for bearer in group.bearers:
        yield indexes.given, bearer.name.first
        yield indexes.given, bearer.name.joined
    for bearer in group.colleagues:
        yield indexes.initial, bearer.initial
        if bearer.full:
            yield indexes.full, bearer.full
        else:
            yield indexes.lone_initial, bearer.initial
    for word in group.keywords:
        yield indexes.word, word
    for affiliation in group.affiliations:
        for word in affiliation:
            yield indexes.affiliation, word
