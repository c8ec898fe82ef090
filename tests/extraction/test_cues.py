"""Names found by prefix, phrase and shape."""

from __future__ import annotations

import pytest

from kg.extraction import cues
from kg.extraction.asian import by_asian_phrase, is_asian
from kg.extraction.noise import is_noise
from kg.extraction.reading import read


@pytest.mark.parametrize(
    ("text", "rule", "name"),
    [
        ("We propose PearNet, a network.", "propose", "PearNet"),
        ("In this work we introduce a novel framework called Apple Graph.", "called", "Apple Graph"),
        ("PearNet is a lightweight segmentation model.", "is_a", "PearNet"),
        ("It is better than the PearNet baseline.", "compare", "PearNet"),
        ("We test on the PearBench dataset.", "data_head", "PearBench"),
        ("Built with PearOpt and more.", "uses", "PearOpt"),
    ],
)
def test_phrases(text: str, rule: str, name: str) -> None:
    reading = read("", text)
    assert (name, rule) in {(reading.text[a:b], found) for a, b, found in cues.by_phrase(reading)}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("PearNet: Fast Pears", [("PearNet", "prefix")]),
        ("Pear-2 Agents: Fast Pears", [("Pear-2 Agents", "prefix"), ("Pear-2", "prefix_head")]),
        ("A very long and winding title of things: indeed", []),
        ("No prefix here", []),
    ],
)
def test_title_prefix(title: str, found: list[tuple[str, str]]) -> None:
    reading = read(title, "")
    assert [(reading.text[a:b], rule) for a, b, rule in cues.by_title_prefix(reading)] == found


def test_compounds_are_split_before_their_tail() -> None:
    reading = read("", "A PSM-2-based, SHEP-value pruned FooNet's A/B and C++ code.")
    names = {reading.text[a:b] for a, b, rule in cues.by_shape(reading) if rule in {"shape", "compound"}}
    assert {"PSM-2-based", "PSM-2", "SHEP", "FooNet", "C++"} <= names


@pytest.mark.parametrize(
    ("text", "rule", "name"),
    [
        ("我们提出了一种名为PearNet的框架。", "asian_named", "PearNet"),
        ("该方法优于PearNet。", "asian_compare", "PearNet"),
        ("在PearBench数据集上测试", "asian_data", "PearBench"),
        ("본 논문은 PearNet을 제안한다", "asian_propose", "PearNet"),
    ],
)
def test_chinese_and_korean(text: str, rule: str, name: str) -> None:
    reading = read("", text)
    assert is_asian(text)
    assert (name, rule) in {(reading.text[a:b], found) for a, b, found in by_asian_phrase(reading)}


def test_noise() -> None:
    assert is_noise(["Large", "Language", "Models"])
    assert is_noise(["NVIDIA", "A100"])
    assert not is_noise(["LoRA"])
