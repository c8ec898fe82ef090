"""Small wordings that several commands print."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural where it should be.

    >>> counted(1, "paper"), counted(1200, "category")
    ('1 paper', '1,200 categories')
    """
    if number == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {plural}"
