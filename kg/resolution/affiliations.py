"""Affiliations as they are compared: the words that tell one institution from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from unidecode import unidecode

__all__ = ["institution", "overlap"]

_GENERIC = """
    a academy and at center centre centro co college company computer corp corporation de degli dell della
    departamento departement department departments dept der des di dipartimento division ecole engineering
    escuela fac facultad faculte faculty for fur group inc inst institut institute institutes instituto istituto
    key lab laboratories laboratory labs ltd ministry national of on research school science sciences software
    state system systems tech technical technologies technology the und univ universidad universidade universita
    universitaet universitat universite universiteit university
"""
GENERIC = frozenset(_GENERIC.split())
"""Words that say what an institution is, and not which."""


@lru_cache(maxsize=1 << 16)
def institution(written: str | None) -> frozenset[str]:
    """The words of an affiliation that tell which it is; none where there is none.

    >>> sorted(institution("Dept. of Computer Science, Univ. of Östra Varn"))
    ['ostra', 'varn']
    """
    words = re.findall(r"[^\W\d_]{2,}", unidecode(written or "").casefold())
    return frozenset(word for word in words if word not in GENERIC)


def overlap(one: frozenset[str], others: Iterable[frozenset[str]]) -> float:
    """The largest share of the fewer words that one has in common with another, from 0 to 1."""
    return max((len(one & other) / min(len(one), len(other)) for other in others), default=0.0)
