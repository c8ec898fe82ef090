"""How common a name is, from counts that are shipped with the package (made by `kg/training/names.py`).

The counts never depend on the papers at hand, so that what is decided today is decided alike tomorrow.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["AUTHORSHIPS", "expected_authorships", "name_rarity"]

AUTHORSHIPS = 1_300_000
"""Authorships with a full given name in the sample: what an expected count is a share of."""

_CLASSES = 8
Shares = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts an origin, for family names, given names and the initials of given names; `totals` an origin."""

    families: dict[str, Shares]
    givens: dict[str, Shares]
    initials: dict[str, Shares]
    totals: Shares


@cache
def _table() -> _Table:
    packed = (files("kg.resolution") / "data" / "names.tsv.gz").read_bytes()
    words: dict[str, dict[str, Shares]] = {"family": {}, "given": {}}
    initials: dict[str, list[float]] = defaultdict(lambda: [0.0] * _CLASSES)
    totals = [0.0] * _CLASSES
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        kind, word, count, shares = line.split("\t")
        digits = [int(digit, 36) for digit in shares]
        counts = tuple(int(count) * digit / sum(digits) for digit in digits)
        words[kind][word] = counts
        if kind == "given":
            for place, value in enumerate(counts):
                initials[word[0]][place] += value
                totals[place] += value
    frozen = {letter: tuple(values) for letter, values in initials.items()}
    return _Table(words["family"], words["given"], frozen, tuple(totals))


@lru_cache(maxsize=1 << 18)
def expected_authorships(surname: str, given: str) -> float:
    """How many of the AUTHORSHIPS would bear this family name with this given name or initial; above 0.

    A word that is not in the table counts as if seen once in the origins of the other, or in all.
    """
    table = _table()
    unseen = tuple(total / sum(table.totals) for total in table.totals)
    family = table.families.get(surname)
    first = table.initials.get(given) if len(given) == 1 else table.givens.get(given)
    if family is None and first is None:
        return 1.0 / AUTHORSHIPS
    if not given:
        return sum(family or unseen)
    family, first = family or unseen, first or unseen
    return sum(f * g / t for f, g, t in zip(family, first, table.totals, strict=True)) + 1e-6


def name_rarity(surname: str, given: str) -> float:
    """How rare the name is, from 0 (`W. Zhang`) to 1 (not to be expected once in the sample), two digits.

    >>> name_rarity("zhang", "w") < name_rarity("zhang", "wei") < name_rarity("zyskowski", "wei")
    True
    """
    expected = max(1.0, expected_authorships(surname, given))
    return round(1 - math.log(expected) / math.log(AUTHORSHIPS / 100), 2)
