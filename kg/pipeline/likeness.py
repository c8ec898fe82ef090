"""Which papers are alike: kept for those whose texts and forerunners are as they were, computed for the rest.

A paper's SIMILAR edges depend on its own text and those of papers placed before it or in its own source. So the edges
of the first sources stay as long as these hold the same papers in the same order with the same texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kg.analysis.similar import SIMILAR_VERSION, once, similar_edges
from kg.graph.bundle import Bundle
from kg.graph.overrides import user_files
from kg.graph.papers import JoinedPaper
from kg.model.rows import Row

Step = tuple[str, int, str]
"""What a paper's part in SIMILAR was computed from: its id, its place, a hash of its text."""


def similar_rows(bundle: Bundle, papers: Sequence[JoinedPaper]) -> list[Row]:
    """All SIMILAR rows; what they were computed from is put into the manifest to come.

    Where the user's files have changed all are computed, since an override may have dropped some.
    """
    texts = [(paper.id, paper.place, f"{paper.shown_unit.title} {paper.shown_unit.text}") for paper in papers]
    steps = [(paper, place, _hash(text)) for paper, place, text in texts]
    before = bundle.similar_steps() if bundle.manifest.files == user_files(bundle.folder) else []
    start = unchanged(before, steps)
    kept = {paper for paper, _, _ in steps[:start]}
    rows = [_without_hash(row) for row in bundle.edges("SIMILAR") if row["source"] in kept] if kept else []
    bundle.write_similar_steps(steps)
    return rows + once(similar_edges(texts, start=start))


def unchanged(before: Sequence[Step], now: Sequence[Step]) -> int:
    """How many papers at the beginning are as they were before, in whole sources."""
    differ = (n for n, (old, new) in enumerate(zip(before, now, strict=False)) if old != new)
    same = next(differ, min(len(before), len(now)))
    while not (_ends_source(before, same) and _ends_source(now, same)):
        same -= 1
    return same


def _ends_source(steps: Sequence[Step], count: int) -> bool:
    return count in {0, len(steps)} or steps[count][1] != steps[count - 1][1]


def _hash(text: str) -> str:
    return hashlib.sha256(f"{SIMILAR_VERSION} {text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_hash(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "_row"}
