"""Ids that stay: which part of today's partition keeps which id that was ever given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model.identity import KnownId

__all__ = ["Part", "assign_ids"]


@dataclass(frozen=True, slots=True)
class Part:
    """One author or entity of today: its slots in fold order, and the (place, slot, name) of each founder in it.

    The first founder's slot is the first slot; the others founded a part of their own that was merged into it later.
    """

    slots: Sequence[str]
    founders: Sequence[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class _Claim:
    place: int
    known: KnownId


def assign_ids(
    parts: Sequence[Part], previous: Sequence[KnownId], make_id: Callable[[str, str, Mapping[str, str]], str]
) -> tuple[list[str], list[KnownId]]:
    """The id of each part, and every id ever given: the previous ones in their order, then new ones in fold order.

    The part that holds an id's anchor keeps it, else the part with the earliest slot that it held. Of several ids in
    one part the one whose slot comes first survives and the others resolve to it; an id that was retired before comes
    back only where its survivor is elsewhere. An id of which nothing is left keeps what it held, and its survivor.
    `make_id` is given anchor, name and the taken ids with their anchors.
    """
    winners = _winners(_claims(parts, previous), previous)
    taken = {known.id: known.anchor for known in previous}
    by_anchor = {known.anchor: known.id for known in previous}
    fresh: dict[str, KnownId] = {}
    ids = [winners[number].id if number in winners else "" for number in range(len(parts))]
    owner: dict[str, int] = {known.id: number for number, known in winners.items()}
    for _, anchor, name, number in sorted(
        (place, anchor, name, number) for number, part in enumerate(parts) for place, anchor, name in part.founders
    ):
        first = anchor == parts[number].slots[0]
        if anchor in by_anchor or (first and ids[number]):
            continue
        new = make_id(anchor, name, taken)
        taken[new] = anchor
        fresh[new] = KnownId(new, anchor, name)
        if first:
            ids[number] = new
            owner[new] = number
    place_of = {anchor: number for number, part in enumerate(parts) for _, anchor, _ in part.founders}
    place_of |= _homes(parts, previous)
    known = [_settle(each, owner, place_of, parts, ids) for each in (*previous, *fresh.values())]
    survivor = {each.id: each.survivor for each in known}
    return ids, [replace(each, survivor=_final(each.survivor, survivor)) if each.survivor else each for each in known]


def _homes(parts: Sequence[Part], previous: Sequence[KnownId]) -> dict[str, int]:
    """The part that holds each slot which a previous id was founded by or held."""
    wanted = {slot for known in previous for slot in (known.anchor, *known.held.split())}
    return {slot: number for number, part in enumerate(parts) for slot in part.slots if slot in wanted}


def _claims(parts: Sequence[Part], previous: Sequence[KnownId]) -> dict[int, list[_Claim]]:
    """Which ids each part has a claim to, with the place in the part of the slot that gives it."""
    wanted = {slot for known in previous for slot in (known.anchor, *known.held.split())}
    where = {
        slot: (number, place)
        for number, part in enumerate(parts)
        for place, slot in enumerate(part.slots)
        if slot in wanted
    }
    claims: dict[int, list[_Claim]] = {}
    for known in previous:
        slots = (known.anchor, *(known.held.split() if known.survivor is None else ()))
        found = next((where[slot] for slot in slots if slot in where), None)
        if found is not None:
            claims.setdefault(found[0], []).append(_Claim(found[1], known))
    return claims


def _winners(claims: Mapping[int, Iterable[_Claim]], previous: Sequence[KnownId]) -> dict[int, KnownId]:
    survivor = {known.id: known.survivor for known in previous}
    winners = {}
    for number, rivals in claims.items():
        present = {claim.known.id for claim in rivals if claim.known.survivor is None}
        standing = [claim for claim in rivals if _final(claim.known.id, survivor) in present] or list(rivals)
        eligible = [claim for claim in standing if claim.known.survivor is None]
        eligible += [
            claim for claim in rivals if claim.known.survivor and _final(claim.known.id, survivor) not in present
        ]
        winners[number] = min(eligible, key=lambda claim: claim.place).known
    return winners


def _final(id_: str, survivor: Mapping[str, str | None]) -> str:
    while after := survivor.get(id_):
        id_ = after
    return id_


def _settle(
    known: KnownId, owner: Mapping[str, int], place_of: Mapping[str, int], parts: Sequence[Part], ids: Sequence[str]
) -> KnownId:
    """The id as it stands today: alive with what it holds, retired to its survivor, or as it was before."""
    if known.id in owner:
        held = " ".join(slot for slot in parts[owner[known.id]].slots if slot != known.anchor)
        return known if (known.survivor, known.held) == (None, held) else replace(known, survivor=None, held=held)
    number = place_of.get(known.anchor)
    if number is None:
        number = next((place_of[slot] for slot in known.held.split() if slot in place_of), None)
    return known if number is None else replace(known, survivor=ids[number], held="")
