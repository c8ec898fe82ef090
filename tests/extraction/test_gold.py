"""The extractor against the annotated papers: figures may not fall, offsets are exact.

The figures that are written down stand in `figures.json`; `python -m tests.extraction.test_gold` prints today's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.extract import Extractor
from kg.training.scored import score as score_mentions

pytestmark = pytest.mark.data

FIGURES = Path(__file__).with_name("figures.json")
TOLERANCE = 0.02

Paper = dict[str, Any]


def read_papers(shared: Path) -> list[Paper]:
    with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def score(shared: Path) -> dict[str, Any]:
    papers = read_papers(shared)
    extractor = Extractor()
    mentions = {paper["id"]: extractor.paper(paper["title"], paper["abstract"]) for paper in papers}
    return score_mentions(shared / "gold" / "dev.jsonl", papers, mentions)


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
