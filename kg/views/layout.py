"""Where the nodes stand: groups as discs side by side, within each a force layout; the same for the same graph."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Place = tuple[int, int]

SPACING = 54.0
"""The least distance between two nodes, in the units of the picture."""

_WIDE = 1.5
"""Screens are wider than high."""


def layout(
    nodes: Sequence[str], edges: Sequence[tuple[str, str, float]], group_of: Mapping[str, str]
) -> dict[str, Place]:
    """Node → (x, y). `edges` are (node, node, weight); a node without a group floats between its neighbours.

    Reference
        Fruchterman & Reingold (1991), Graph drawing by force-directed placement. https://doi.org/10.1002/spe.4380211102
    """
    if not nodes:
        return {}
    index = {node: number for number, node in enumerate(nodes)}
    groups = [name for name, _ in Counter(group_of[node] for node in nodes if node in group_of).most_common()]
    member = np.array([groups.index(group_of[node]) if node in group_of else -1 for node in nodes])
    ends = np.array([(index[a], index[b]) for a, b, _ in edges if a != b], dtype=int).reshape(-1, 2)
    weights = np.array([weight for a, b, weight in edges if a != b], dtype=float)
    radii = np.array([SPACING * (0.5 + 0.66 * math.sqrt(int((member == g).sum()))) for g in range(len(groups))])
    centres = _place_groups(radii, member, ends, weights)
    places = _relax(_start(member, centres, radii), ends, weights, _Homes.of(member, centres, radii))
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return {node: (round(x), round(y)) for node, (x, y) in zip(nodes, places.tolist(), strict=True)}


def _place_groups(radii: Floats, member: Numbers, ends: Numbers, weights: Floats) -> Floats:
    """The discs' centres: those with many links between them close to each other, none over another."""
    count = len(radii)
    if count == 0:
        return np.zeros((0, 2))
    pull = np.zeros((count, count))
    for (a, b), weight in zip(ends.tolist(), weights.tolist(), strict=True):
        if member[a] >= 0 and member[b] >= 0 and member[a] != member[b]:
            pull[member[a], member[b]] += weight
            pull[member[b], member[a]] += weight
    pull /= max(float(pull.max()), 1.0)
    centres = _spiral(count) * float(radii.max()) * 1.8
    for step in range(500):
        offset = centres[None, :, :] - centres[:, None, :]
        heat = 1 - step / 500
        centres += heat * (0.03 * (pull[:, :, None] * offset).sum(axis=1) - 0.02 * centres * (1 / _WIDE, _WIDE))
        for _ in range(6):
            centres += _push_apart(centres, (radii[:, None] + radii[None, :]) + SPACING * 1.7)
    return centres


def _start(member: Numbers, centres: Floats, radii: Floats) -> Floats:
    places = _spiral(len(member)) * SPACING
    for group, (centre, radius) in enumerate(zip(centres, radii, strict=True)):
        inside = np.flatnonzero(member == group)
        places[inside] = centre + _spiral(len(inside)) * radius * 0.8 / max(math.sqrt(len(inside)), 1.0)
    return places


@dataclass(frozen=True)
class _Homes:
    """For each node its group's number (-1 for none), the group's centre, and how far from it the node may go."""

    group: Numbers
    centre: Floats
    reach: Floats

    @classmethod
    def of(cls, member: Numbers, centres: Floats, radii: Floats) -> _Homes:
        grouped = member >= 0
        centre = np.zeros((len(member), 2))
        reach = np.full(len(member), np.inf)
        centre[grouped], reach[grouped] = centres[member[grouped]], radii[member[grouped]]
        return cls(member, centre, reach)

    def confine(self, places: Floats, slack: float = 1.0) -> Floats:
        offset = places - self.centre
        distance = np.linalg.norm(offset, axis=1)
        scale = np.minimum(1.0, self.reach * slack / np.maximum(distance, 1e-9))
        return np.asarray(self.centre + offset * scale[:, None])


def _relax(places: Floats, ends: Numbers, weights: Floats, homes: _Homes, steps: int = 300) -> Floats:
    """The places after springs have pulled neighbours together, within the discs, and nothing covers anything."""
    first, second = homes.group[ends[:, 0]], homes.group[ends[:, 1]]
    strength = weights * np.where((first == second) | (first < 0) | (second < 0), 1.0, 0.25)
    grouped = (homes.group >= 0)[:, None]
    for step in range(steps):
        heat = SPACING * 0.6 * (1 - step / steps) + 0.5
        force = _repulsion(places) + _springs(places, ends, strength)
        force += np.where(grouped, (homes.centre - places) * 0.05, -places * 0.01)
        length = np.linalg.norm(force, axis=1, keepdims=True)
        places = homes.confine(places + force * np.minimum(1.0, heat / np.maximum(length, 1e-9)))
    for _ in range(120):
        places = homes.confine(places + _part(places), slack=1.15)
    return places


def _repulsion(places: Floats) -> Floats:
    first, second, offset, distance = _near(places, 3 * SPACING)
    return _summed(len(places), first, second, offset * (0.7 * SPACING**2 / np.maximum(distance, 1.0) ** 2)[:, None])


def _part(places: Floats, least: float = SPACING * 0.92) -> Floats:
    """A quarter of the way that each pair needs to be `least` apart."""
    first, second, offset, distance = _near(places, least)
    return _summed(len(places), first, second, offset * (0.25 * (least / np.maximum(distance, 1e-6) - 1))[:, None])


def _near(places: Floats, reach: float) -> tuple[Numbers, Numbers, Floats, Floats]:
    """The pairs closer than `reach`: both numbers, the way from the second to the first, its length."""
    pairs = cKDTree(places).query_pairs(reach, output_type="ndarray")
    first, second = pairs[:, 0], pairs[:, 1]
    offset = places[first] - places[second]
    return first, second, offset, np.hypot(offset[:, 0], offset[:, 1])


def _summed(count: int, first: Numbers, second: Numbers, push: Floats) -> Floats:
    """For each node the sum of what pushes it: as it stands where it is the first of a pair, else turned round."""
    axes = [np.bincount(first, push[:, a], count) - np.bincount(second, push[:, a], count) for a in (0, 1)]
    return np.stack(axes, axis=1).astype(np.float64)  # bincount of no pairs counts in integers


def _springs(places: Floats, ends: Numbers, strength: Floats) -> Floats:
    offset = places[ends[:, 1]] - places[ends[:, 0]]
    return _summed(len(places), ends[:, 0], ends[:, 1], offset * (0.08 * strength)[:, None])


def _push_apart(places: Floats, least: Floats) -> Floats:
    """Half the move that each pair needs to be `least` apart."""
    offset = places[:, None, :] - places[None, :, :]
    distance = np.sqrt((offset**2).sum(axis=2))
    np.fill_diagonal(distance, np.inf)
    lack = np.maximum(least - distance, 0.0)
    return np.asarray((offset / np.maximum(distance, 1e-6)[:, :, None] * lack[:, :, None]).sum(axis=1) * 0.25)


def _spiral(count: int) -> Floats:
    """`count` points on a sunflower's spiral, the first in the middle."""
    number = np.arange(count)
    angle = number * math.pi * (3 - math.sqrt(5))
    return np.asarray(np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(number + 0.3)[:, None])
