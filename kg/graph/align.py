"""Author lists of one paper laid side by side: which name of a later source stands in which slot of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from unidecode import unidecode

from kg.model.records import AuthorName


def align_authors(first: Sequence[AuthorName], later: Sequence[AuthorName]) -> tuple[list[tuple[int, AuthorName]], int]:
    """((slot from 1, the later list's name) pairs, number of later names that fit no slot)."""
    pairs = align_slots(first, later)
    return [(slot, later[other - 1]) for slot, other in pairs], len(later) - len(pairs)


def align_slots(first: Sequence[AuthorName], later: Sequence[AuthorName]) -> list[tuple[int, int]]:
    """Slots of the first list, each with the slot of the later one that it is; both from 1.

    Names fit where they share a word of two letters or more; runs of equal names hold the lists together, so that an
    author who is missing on one side moves nobody.
    """
    if len(first) == len(later) and all(map(_fit, first, later)):
        return [(slot, slot) for slot in range(1, len(first) + 1)]
    left, right = [_key(author) for author in first], [_key(author) for author in later]
    pairs: list[tuple[int, int]] = []
    for _, start, end, low, high in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if end - start == high - low:
            slots = zip(range(start, end), range(low, high), strict=True)
            pairs += [(i + 1, j + 1) for i, j in slots if _fit(first[i], later[j])]
    return pairs


def _words(author: AuthorName) -> list[str]:
    return re.findall(r"\w+", unidecode(author.name).casefold())


def _key(author: AuthorName) -> str:
    return " ".join(sorted(_words(author)))


def _fit(a: AuthorName, b: AuthorName) -> bool:
    return a.name == b.name or any(len(word) > 1 for word in set(_words(a)) & set(_words(b)))
