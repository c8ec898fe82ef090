"""Give groups of today the numbers of those of yesterday that they go on from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["LEAST_LIKENESS", "LEAST_SHARE", "Continuity", "continue_groups"]

LEAST_LIKENESS = 0.2
"""A group goes on from another when they have at least this Jaccard index (common members over members of either)."""

LEAST_SHARE = 0.3
"""A group split from, or went into, another when at least this share of its members did."""


@dataclass(frozen=True, slots=True)
class Continuity:
    """`numbers[i]` is the number of group i.

    `split_from` holds (number of a new group, number of the group that goes on elsewhere, share of the new one's
    members that were there); `merged_into` (number of a group that ended, number of the group that took most of its
    members, their share).
    """

    numbers: tuple[int, ...]
    split_from: tuple[tuple[int, int, float], ...]
    merged_into: tuple[tuple[int, int, float], ...]


def continue_groups(
    groups: Sequence[Collection[str]], previous: Mapping[int, Collection[str]], used: int = 0
) -> Continuity:
    """The number of each group; `previous` maps the numbers that are in use to their members.

    Pairs are matched greedily, the most alike first (then more common members, then the smaller number). A group
    without a predecessor gets the next number above all of `previous` and `used`, in the order given.
    """
    common = _common(groups, previous)
    kept = _match(groups, previous, common)
    numbers: list[int] = []
    free = max([used, *previous], default=0) + 1
    for at in range(len(groups)):
        numbers.append(kept.get(at, free))
        free += at not in kept
    return Continuity(
        tuple(numbers), tuple(_splits(groups, common, kept, numbers)), tuple(_merges(previous, common, kept, numbers))
    )


def _common(groups: Sequence[Collection[str]], previous: Mapping[int, Collection[str]]) -> dict[tuple[int, int], int]:
    """(index of a group, number of a previous one) → members of both."""
    homes: dict[str, list[int]] = defaultdict(list)
    for number, members in previous.items():
        for member in members:
            homes[member].append(number)
    return Counter((at, number) for at, group in enumerate(groups) for member in group for number in homes[member])


def _match(
    groups: Sequence[Collection[str]],
    previous: Mapping[int, Collection[str]],
    common: Mapping[tuple[int, int], int],
) -> dict[int, int]:
    def likeness(at: int, number: int) -> float:
        both = common[at, number]
        return both / (len(groups[at]) + len(previous[number]) - both)

    pairs = sorted((-likeness(at, number), -both, number, at) for (at, number), both in common.items())
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for minus_likeness, _, number, at in pairs:
        if -minus_likeness >= LEAST_LIKENESS and at not in kept and number not in taken:
            kept[at] = number
            taken.add(number)
    return kept


def _splits(
    groups: Sequence[Collection[str]],
    common: Mapping[tuple[int, int], int],
    kept: Mapping[int, int],
    numbers: Sequence[int],
) -> list[tuple[int, int, float]]:
    going_on = set(kept.values())
    found = []
    for (at, number), both in common.items():
        share = round(both / len(groups[at]), 4)
        if at not in kept and number in going_on and share >= LEAST_SHARE:
            found.append((numbers[at], number, share))
    return sorted(found)


def _merges(
    previous: Mapping[int, Collection[str]],
    common: Mapping[tuple[int, int], int],
    kept: Mapping[int, int],
    numbers: Sequence[int],
) -> list[tuple[int, int, float]]:
    going_on = set(kept.values())
    best: dict[int, tuple[float, int]] = {}
    for (at, number), both in common.items():
        share = round(both / len(previous[number]), 4)
        if number not in going_on and share >= LEAST_SHARE:
            best[number] = max(best.get(number, (0.0, 0)), (share, -numbers[at]))
    return sorted((number, -minus_target, share) for number, (share, minus_target) in best.items())
