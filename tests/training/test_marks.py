"""Marked papers: texts from a dump, tags of words, and no paper in two of the files."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from kg.extraction.tags import TAGS
from kg.training.gold import read_gold, read_marked, tags

MARKS = Path(__file__).parents[2] / "kg" / "training" / "marks"
MARK = {"id": "2601.00001", "entities": [{"names": ["TideNet"], "roles": ["proposes"]}]}
TEXT = {"id": "2601.00001", "title": "TideNet: a net for tides", "summary": "We propose TideNet and beat SandNet."}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    marks, texts = tmp_path / "marks.jsonl", tmp_path / "texts.jsonl.gz"
    marks.write_text(json.dumps(MARK), encoding="utf-8")
    texts.write_bytes(gzip.compress(json.dumps(TEXT).encode()))
    return marks, texts


def test_a_mark_finds_its_text_and_tags_each_place_of_the_name(files: tuple[Path, Path]) -> None:
    [paper] = read_marked([files[0]], files[1])
    named = [word for word, tag in zip(paper.reading.tokens, tags(paper), strict=True) if TAGS[tag] == "B-PROPOSES"]
    assert named == ["TideNet", "TideNet"]


def test_a_mark_without_text_is_named(files: tuple[Path, Path]) -> None:
    with pytest.raises(SystemExit, match=r"1 papers have no text \(2601\.00001"):
        read_gold(files[0])


def test_no_paper_is_marked_for_training_and_for_evaluation() -> None:
    counts = Counter(_ids("first") + _ids("second") + _ids("evaluation"))
    assert set(counts.values()) == {1}


@pytest.mark.data
def test_no_paper_of_the_gold_is_marked_again(shared: Path) -> None:
    gold = {json.loads(line)["id"] for part in ("train", "dev") for line in (shared / "gold" / f"{part}.jsonl").open()}
    assert gold.isdisjoint(_ids("first") + _ids("second") + _ids("evaluation"))


def _ids(name: str) -> list[str]:
    with gzip.open(MARKS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["id"] for line in lines]
