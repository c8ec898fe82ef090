"""References in `overrides.toml`: an authorship, an id, or a name, read as what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model.identity import KnownId

__all__ = ["read_slots"]


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
