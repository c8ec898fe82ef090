"""A written name as it is resolved: its parts in the order that the counts of names make likely.

`Wang Weitao` is Weitao Wang, since hardly anybody is called Wang and has the family name Weitao. In a name of two words
without a comma the first is read as the family name where that is at least FAMILY_FIRST times as likely.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.resolution.statistics import expected_authorships
from kg.text.person_names import PersonName, parse_person_name

__all__ = ["read_name"]

FAMILY_FIRST = 50.0


@lru_cache(maxsize=1 << 17)
def read_name(written: str) -> PersonName:
    """The parts of the name, family name found.

    >>> read_name("Wang Weitao") == read_name("Weitao Wang"), read_name("Wei Wang").surname
    (True, 'wang')
    """
    name = parse_person_name(written)
    if "," in written or len(name.given) != 1 or not name.full or name.script or name.group or not name.surname:
        return name
    (given,) = name.given
    turned = expected_authorships(given, name.surname)
    if turned < FAMILY_FIRST * expected_authorships(name.surname, given):
        return name
    return replace(name, surname=given, given=(name.surname,), spelt=given)
