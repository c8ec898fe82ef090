"""Wordings that both forms of the report share; no locale has a say in them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["authors_line", "dates_title", "group_words", "more_authors", "number", "people_line", "plural"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def dates_title(dates: Sequence[str]) -> str:
    """The dates as a heading.

    >>> dates_title(["2026-03-13"]), dates_title(["2026-03-12", "2026-03-13"])
    ('Friday 13 March 2026', '12 March to 13 March 2026')
    """
    if not dates:
        return "Nothing new"
    first, last = (datetime.date.fromisoformat(date) for date in (dates[0], dates[-1]))
    if first == last:
        return f"{_DAYS[last.weekday()]} {_day(last)} {last.year}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{_day(first)}{year} to {_day(last)} {last.year}"


def _day(date: datetime.date) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]}"


def authors_line(paper: Mapping[str, Any]) -> str:
    """The authors as written, and how many more there are."""
    return ", ".join(paper["authors"]) + more_authors(paper)


def more_authors(paper: Mapping[str, Any]) -> str:
    """How many authors are not named; '' where all are."""
    return f" and {number(paper['more_authors'])} more" if paper["more_authors"] else ""


def group_words(group: Mapping[str, Any]) -> str:
    """Which group it is that people came from, and how many were in it."""
    return (
        f"{group['label']}: {number(group['size'])} people"
        if group["label"]
        else f"of {group['size']} who write together"
    )


def people_line(group: Mapping[str, Any]) -> str:
    """The names of a group, and how many more there are."""
    return ", ".join(group["people"]) + (f" and {number(group['more'])} more" if group["more"] else "")


def number(value: int) -> str:
    """The number with its thousands apart."""
    return f"{value:,}"


def plural(count: int, noun: str) -> str:
    """The noun as it stands beside this number."""
    return noun if count == 1 else f"{noun}s"
