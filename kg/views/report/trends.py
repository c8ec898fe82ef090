"""What the listing days show: papers a day by topic, and methods that more papers name than before."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from kg.views.outline import colour_numbers
from kg.views.report.entries import address_of, title_of
from kg.views.report.reading import Reading

__all__ = ["OTHERS", "papers_by_day", "rising_methods"]

OTHERS = "*"
"""The groups that have no colour of their own, taken together."""
DAYS_SHOWN = 14
RECENT_DAYS = 7
"""Listing days, weekends not counted, that a rise is looked for in."""
LEAST_PAPERS = 3
LEAST_RISE = 1.0
"""Standard deviations above what the days before lead to expect."""
MOST = 12
_METHOD_LINKS = ("PROPOSES", "USES", "COMPARES_WITH")


def papers_by_day(reading: Reading, order: Sequence[str]) -> dict[str, Any]:
    """`days`, and for each group the number of papers first listed on each of them.

    Groups without a colour are summed up as OTHERS, after the others of `order`; '' are papers without a group.
    """
    days = list(reading.days[-DAYS_SHOWN:])
    own = colour_numbers(order)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, row in reading.papers.items():
        group = reading.group_of(paper)
        counts[group if group in own or not group else OTHERS][row.get("first_listed") or ""] += 1
    groups = [*(group for group in order if group in own), OTHERS, ""]
    series = [{"group": group, "papers": [counts[group][day] for day in days]} for group in groups]
    return {"days": days, "series": [one for one in series if any(one["papers"])]}


def rising_methods(reading: Reading) -> dict[str, Any]:
    """Methods named by more new papers in the last listing days than the days before lead to expect, steepest first.

    `expected` is the method's number of papers before, scaled to the number of papers in the recent days. `why` says
    why there are none.
    """
    recent, earlier = set(reading.days[-RECENT_DAYS:]), set(reading.days[:-RECENT_DAYS])
    if not earlier:
        why = f"It takes more than {RECENT_DAYS} listing days to see a rise; the graph has {len(reading.days)} so far."
        return {"days": [], "methods": [], "why": why}
    dates = {paper: row.get("first_listed") or "" for paper, row in reading.papers.items()}
    scale = sum(date in recent for date in dates.values()) / max(sum(date in earlier for date in dates.values()), 1)
    days = list(reading.days[-DAYS_SHOWN:])
    found: list[dict[str, Any]] = []
    for method, papers in _papers_of(reading).items():
        counts = Counter(dates[paper] for paper in papers)
        now, expected = sum(counts[day] for day in recent), scale * sum(counts[day] for day in earlier)
        rise = (now - expected) / math.sqrt(expected + 1)
        if now >= LEAST_PAPERS and rise >= LEAST_RISE:
            newest = max(papers, key=lambda paper: (dates[paper], paper))
            found.append(
                {
                    "id": method,
                    "name": reading.names[method],
                    "recent": now,
                    "expected": round(expected, 1),
                    "rise": round(rise, 2),
                    "papers": [counts[day] for day in days],
                    "newest": [title_of(reading, newest), address_of(reading, newest)],
                }
            )
    found.sort(key=lambda one: (-one["rise"], one["name"], one["id"]))
    why = f"No method was named by at least {LEAST_PAPERS} papers, and by clearly more than before."
    return {"days": days, "methods": found[:MOST], "why": "" if found else why}


def _papers_of(reading: Reading) -> dict[str, set[str]]:
    """Method → the papers that propose, use or compare with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for paper, links in reading.links.items():
        for type_, row in links:
            if type_ in _METHOD_LINKS and reading.labels[row["target"]] == "Method":
                found[row["target"]].add(paper)
    return found
