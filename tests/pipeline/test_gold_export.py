"""What the whole way makes of marked papers: `kg build`, `kg export --what links`, and the gold's own scorer."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from kg.graph.bundle import Bundle
from kg.pipeline.build import build
from kg.views.exports import ExportOptions, export_links

FIGURES = json.loads((Path(__file__).parents[1] / "extraction" / "figures.json").read_text(encoding="utf-8"))
TOLERANCE = 0.02


@pytest.mark.data
def test_links_of_the_whole_way_score_as_those_of_the_extractor(shared: Path, tmp_path: Path) -> None:
    bundle = Bundle.open_or_new(tmp_path / "g")
    build(bundle, [shared / "gold" / "dev.md"], date="2026-01-01")
    links = defaultdict(list)
    for link in export_links(bundle, ExportOptions()):
        links[link["paper"].removeprefix("arxiv:")].append(link)
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    result = scorer(shared / "gold" / "score.py").score([json.loads(line) for line in lines], links)
    exact, placed = result["offsets"]
    assert exact == placed > 0
    assert result["entities"][2] > FIGURES["entities F1"] - TOLERANCE
    assert result["proposes"][2] > FIGURES["proposes F1"] - TOLERANCE
    assert result["proposes"][0] > FIGURES["proposes P"] - TOLERANCE


def scorer(path: Path) -> ModuleType:
    """The gold's scorer, which is a script of its own."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
