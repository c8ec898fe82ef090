"""Mentions held against marked papers by the gold's own scorer."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.extraction.thresholds import DEFAULT_THRESHOLDS
from kg.model.mentions import Mention
from kg.text.keys import name_key

Link = dict[str, Any]


def links_of(
    paper: str, mentions: Iterable[Mention], thresholds: Mapping[str, float] = DEFAULT_THRESHOLDS
) -> Iterator[Link]:
    """One link for each entity and relation of a paper: names of one key, and a short with its long form."""
    shown = [mention for mention in mentions if mention.confidence >= thresholds[mention.relation]]
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for mention in shown:
        for other in filter(None, (mention.long_form, mention.short_form)):
            parent[root(name_key(other))] = root(name_key(mention.name))
    entities = defaultdict(list)
    for mention in shown:
        entities[root(name_key(mention.name)), mention.relation].append(mention)
    for group in entities.values():
        best = min(group, key=lambda mention: (-mention.confidence, mention.section != "title", mention.start))
        names = {name for mention in group for name in (mention.name, mention.surface)} - {best.name}
        yield {
            "paper": paper,
            "name": best.name,
            "aliases": sorted(names),
            "label": best.label,
            "relation": best.relation,
            "section": best.section,
            "start": best.start,
            "end": best.end,
            "confidence": best.confidence,
        }


def score(
    gold: Path, papers: list[dict[str, Any]], mentions: Mapping[str, Iterable[Mention]], **options: Any
) -> dict[str, Any]:
    """What `score.py` beside the gold file says of these papers' mentions (paper id → mentions)."""
    spec = importlib.util.spec_from_file_location("gold_score", gold.parent / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    links = {paper["id"]: list(links_of(paper["id"], mentions[paper["id"]], **options)) for paper in papers}
    return dict(module.score(papers, links))
