"""The extractor against the annotated papers: figures may not fall, offsets are exact, order and process are no matter.

The figures that are written down stand in `figures.json`; `python -m tests.extraction.test_gold` prints today's.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.extraction.extract import Extractor
from kg.extraction.thresholds import DEFAULT_THRESHOLDS
from kg.model.mentions import Mention, TextUnit
from kg.text.keys import name_key

pytestmark = pytest.mark.data

FIGURES = Path(__file__).with_name("figures.json")
TOLERANCE = 0.02

Paper = dict[str, Any]
Link = dict[str, Any]


def read_papers(shared: Path) -> list[Paper]:
    with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def links_of(paper: str, mentions: Iterable[Mention]) -> Iterator[Link]:
    """One link for each entity and relation of a paper: names of one key, and a short with its long form."""
    shown = [mention for mention in mentions if mention.confidence >= DEFAULT_THRESHOLDS[mention.relation]]
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


def score(shared: Path) -> dict[str, Any]:
    papers = read_papers(shared)
    extractor = Extractor()
    links = {
        paper["id"]: list(links_of(paper["id"], extractor.paper(paper["title"], paper["abstract"]))) for paper in papers
    }
    return dict(scorer(shared).score(papers, links))


@pytest.fixture(scope="module")
def result(shared: Path) -> dict[str, Any]:
    return score(shared)


@pytest.mark.parametrize("figure", sorted(json.loads(FIGURES.read_text(encoding="utf-8"))))
def test_no_figure_falls(result: dict[str, Any], figure: str) -> None:
    written = json.loads(FIGURES.read_text(encoding="utf-8"))[figure]
    assert figures(result)[figure] >= written - TOLERANCE


def test_every_offset_is_exact(result: dict[str, Any]) -> None:
    exact, placed = result["offsets"]
    assert placed > 300
    assert exact == placed


def test_neither_order_nor_process_changes_a_mention(shared: Path) -> None:
    units = [TextUnit("paper", paper["title"], paper["abstract"]) for paper in read_papers(shared)[:40]]
    extractor = Extractor()
    forward = [extractor.unit(unit) for unit in units]
    assert [extractor.unit(unit) for unit in reversed(units)] == forward[::-1]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(Extractor().unit, units, chunksize=40)) == forward


def figures(result: dict[str, Any]) -> dict[str, float]:
    shown = {f"{what} {name}": value for what in ("entities", "proposes") for name, value in _named(result[what])}
    macro = sum(f1 for _, _, f1 in result["relations"].values()) / len(result["relations"])
    return {**shown, "other relations F1": round(macro, 3)}


def _named(values: tuple[float, float, float]) -> Iterator[tuple[str, float]]:
    precision, _, f1 = values
    yield "P", round(precision, 3)
    yield "F1", round(f1, 3)


def main() -> None:
    result = score(Path(os.environ.get("KG_SHARED") or Path(__file__).parents[3] / "shared"))
    print(json.dumps(figures(result), indent=2))
    for what in ("entities", "proposes"):
        print(what, [round(value, 3) for value in result[what]])
    for relation, values in result["relations"].items():
        print(relation, [round(value, 3) for value in values])


if __name__ == "__main__":
    main()
