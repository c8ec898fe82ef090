"""Which methods stand in the same papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import combinations

from kg.model.rows import Row

__all__ = ["co_occurs_edges"]


def co_occurs_edges(links: Iterable[Row], method_ids: AbstractSet[str], least_papers: int = 2) -> list[Row]:
    """The CO_OCCURS rows of links (paper → entity), smaller method id first, sorted by both ends.

    `papers` counts the papers that link to both methods, whatever the relations; pairs with fewer than `least_papers`
    are left out, as is a link that only a summary supports (`supported` is False).
    """
    methods: dict[str, set[str]] = defaultdict(set)
    for row in links:
        if row["target"] in method_ids and row.get("supported") is not False:
            methods[row["source"]].add(row["target"])
    pairs = Counter(pair for found in methods.values() for pair in combinations(sorted(found), 2))
    return [
        {"source": first, "target": second, "papers": count}
        for (first, second), count in sorted(pairs.items())
        if count >= least_papers
    ]
