"""References in `overrides.toml`: an authorship, an id, or a name, read as what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model.identity import KnownId
from kg.text.keys import name_key

__all__ = ["read_slots", "read_uses"]


def read_slots(
    pairs: Iterable[tuple[str, str]], index: Mapping[str, int], previous: Iterable[KnownId]
) -> list[tuple[int, int]]:
    """The pairs as numbers of authorships; a pair with an end that is not here is left out.

    A reference is a slot (`arxiv:2512.20916#3`, what follows a space is for the reader) or an author's id, which
    stands for its anchor.
    """
    anchors = {known.id: known.anchor for known in previous}
    slots = (tuple(anchors.get(end.split(" ")[0], end.split(" ")[0]) for end in pair) for pair in pairs)
    return [(index[left], index[right]) for left, right in slots if left in index and right in index]


def read_uses(
    pairs: Iterable[tuple[str, str]],
    slots: Mapping[str, int],
    names: Mapping[str, int],
    previous: Iterable[KnownId],
) -> list[tuple[int, int]]:
    """The pairs as numbers of uses; a pair with an end that is not here is left out.

    A reference is an entity's id, which stands for its anchor; a slot (`arxiv:2512.20916:lora`); a paper and a name
    (`arxiv:2512.20916 LoRA`); or a name, which stands for the first use of it.
    """
    anchors = {known.id: known.anchor for known in previous}
    read = [tuple(_use_number(end, slots, names, anchors) for end in pair) for pair in pairs]
    return [(left, right) for left, right in read if left is not None and right is not None]


def _use_number(
    reference: str, slots: Mapping[str, int], names: Mapping[str, int], anchors: Mapping[str, str]
) -> int | None:
    paper, _, name = reference.partition(" ")
    spelt = f"{paper}:{name_key(name)}".replace(" ", "_") if name else reference
    for slot in (anchors.get(reference, reference), spelt):
        if slot in slots:
            return slots[slot]
    return names.get(name_key(reference))
