"""How common a name is, from counts that are shipped with the package (made by `kg/training/names.py`).

The counts never depend on the papers at hand, so that what is decided today is decided alike tomorrow.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import add, mul, truediv

__all__ = ["AUTHORSHIPS", "expected_authorships", "rarity"]

AUTHORSHIPS = 1_300_000
"""Authorships with a full given name in the sample: what an expected count is a share of."""

_MIXED = 0.05
"""The share of names whose two parts are of unrelated origins."""

Shares = tuple[float, ...]
_ONCE = (1 / AUTHORSHIPS,) * 8


@dataclass(frozen=True, slots=True)
class _Table:
    """Of family names their counts an origin; of given names and their initials the share of each origin."""

    families: dict[str, Shares]
    givens: dict[str, Shares]
    unseen: Shares
    """The share of each origin in all."""


@cache
def _table() -> _Table:
    packed = (files("kg.resolution") / "data" / "names.tsv.gz").read_bytes()
    words: dict[str, dict[str, list[float]]] = {"family": {}, "given": {}}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        kind, word, count, shares = line.split("\t")
        digits = [int(digit, 36) for digit in shares]
        each = int(count) / sum(digits)
        words[kind][word] = [each * digit for digit in digits]
    totals = [sum(column) for column in zip(*words["given"].values(), strict=True)]
    initials: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(totals))
    for word, counts in words["given"].items():
        initials[word[0]] = list(map(add, initials[word[0]], counts))
    givens = {word: tuple(map(truediv, counts, totals)) for word, counts in (words["given"] | initials).items()}
    unseen = tuple(total / sum(totals) for total in totals)
    return _Table({word: tuple(counts) for word, counts in words["family"].items()}, givens, unseen)


def expected_authorships(surname: str, given: str) -> float:
    """How many of the AUTHORSHIPS would bear this family name with this given name or initial; above 0.

    A word that is not in the table counts as if seen once, in all origins.
    """
    table = _table()
    family = table.families.get(surname, table.unseen)
    if not given:
        return sum(family)
    first = table.givens.get(given, _ONCE)
    related = sum(map(mul, family, first))
    unrelated = sum(family) * sum(map(mul, first, table.unseen))
    return float((1 - _MIXED) * related + _MIXED * unrelated + 1e-6)


def rarity(expected: float) -> float:
    """How rare a name with this expected count is, from 0 (`W. Zhang`) to 1 (not to be expected once), two digits."""
    return round(1 - math.log(max(1.0, expected)) / math.log(AUTHORSHIPS / 100), 2)
