"""The calibration of confidences, on links whose calibration is known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.model.mentions import Mention
from kg.training.calibration import Bin, by_relation, calibration, draw, table
from kg.training.judged_links import Judged, Link, judge_links, mentioned_links, printed_links


def links(confidence: float, right: int, wrong: int, relation: str = "USES") -> list[Judged]:
    return [Judged(relation, confidence, i < right) for i in range(right + wrong)]


def test_the_error_is_the_mean_gap_weighted_by_bins() -> None:
    found = calibration([*links(0.75, 3, 1), *links(0.2, 3, 3)])
    assert found.bins == (Bin(6, 0.2, 0.5), Bin(4, 0.75, 0.75))
    assert found.error == pytest.approx(0.6 * 0.3)
    assert (found.count, found.right, found.confidence) == (10, 0.6, pytest.approx(0.42))


def test_gaps_of_both_signs_in_one_bin_cancel_out_and_bins_do_not() -> None:
    assert calibration([*links(0.41, 1, 1), *links(0.49, 4, 6)]).error == pytest.approx(0.06, abs=0.005)
    assert calibration([*links(0.3, 1, 0), *links(0.9, 0, 1)]).error == pytest.approx(0.8)


@pytest.mark.parametrize(("confidence", "place"), [(0.0, 0), (0.1, 1), (0.3, 3), (0.7, 7), (1.0, 9)])
def test_a_bin_begins_with_its_tenth_and_the_last_one_holds_one(confidence: float, place: int) -> None:
    low = place / 10 + 0.001
    assert len(calibration([*links(confidence, 1, 0), *links(low, 1, 0)]).bins) == 1


def test_exact_confidences_have_the_error_of_chance_and_order_is_no_matter() -> None:
    rng = np.random.default_rng(3)
    drawn = [Judged("USES", c, bool(rng.random() < c)) for c in np.round(rng.random(4000), 2)]
    found = calibration(drawn)
    assert found.error < 2 * found.by_chance < 0.05
    assert calibration(drawn[::-1]) == found
    assert calibration([Judged(j.relation, min(1.0, j.confidence + 0.2), j.right) for j in drawn]).error > 0.1


def test_few_links_have_a_large_error_by_chance_alone() -> None:
    assert calibration(links(0.5, 5, 5)).by_chance > 0.1 > calibration(links(0.5, 500, 500)).by_chance


def test_no_link_has_no_error() -> None:
    found = by_relation(links(0.5, 1, 1))
    assert list(found) == ["all", "PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES"]
    assert (found["PROPOSES"].count, found["PROPOSES"].error) == (0, 0.0)
    assert "| USES | 2 | 0.500 | 0.500 | 0.000 |" in table(found)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    entities = [
        {"names": ["LoRA", "Low-Rank Adaptation"], "roles": ["uses"], "required": True},
        {"names": ["MossBench"], "roles": ["datasets"], "required": False},
        {"names": ["RidgeNet"], "roles": ["optional"], "required": False},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "1", "title": "T", "abstract": "A", "entities": entities}) + "\n")
    return path


def test_a_link_is_right_by_name_and_role_and_a_second_one_to_the_same_is_wrong(gold: Path) -> None:
    def link(key: str, relation: str, confidence: float, paper: str = "1") -> Link:
        return Link(paper, frozenset({key}), relation, confidence)

    judged = list(
        judge_links(
            gold,
            [
                link("lowrankadaptation", "USES", 0.4),
                link("lora", "USES", 0.9),
                link("lora", "PROPOSES", 0.8),
                link("mossbench", "EVALUATES_ON", 0.7),
                link("ridgenet", "MEASURES", 0.6),
                link("lora", "USES", 1.0, paper="2"),
            ],
        )
    )
    assert [(j.confidence, j.right) for j in judged] == [
        (0.9, True), (0.8, False), (0.7, True), (0.6, True), (0.4, False),
    ]  # fmt: skip


def test_printed_links_are_read_with_their_aliases(gold: Path, tmp_path: Path) -> None:
    row = {
        "paper": "arxiv:1",
        "name": "LoRA",
        "aliases": ["low-rank adaptation"],
        "relation": "USES",
        "confidence": 0.5,
    }
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (link,) = printed_links(path)
    assert link == Link("1", frozenset({"lora", "lowrankadaptation"}), "USES", 0.5)
    assert [j.right for j in judge_links(gold, [link])] == [True]


def test_mentions_of_one_thing_are_one_link_with_the_surest_confidence() -> None:
    def mention(name: str, confidence: float, long_form: str | None = None, relation: str = "USES") -> Mention:
        return Mention("abstract", 0, 4, name, name, "Method", relation, confidence, "r", 0, 9, long_form)

    found = mentioned_links(
        "1",
        [
            mention("Low-Rank Adaptation", 0.3),
            mention("LoRA", 0.6, "Low-Rank Adaptation"),
            mention("LoRA", 0.2, None, "PROPOSES"),
            mention("QLoRA", 0.4),
        ],
    )
    both = frozenset({"lora", "lowrankadaptation"})
    assert set(found) == {
        Link("1", both, "USES", 0.6),
        Link("1", both, "PROPOSES", 0.2),
        Link("1", frozenset({"qlora"}), "USES", 0.4),
    }


@pytest.mark.slow
def test_the_plot_is_a_picture_without_date_or_version(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "pictures" / "calibration.png"
    draw(by_relation([*links(0.75, 3, 1), *links(0.2, 3, 3, "PROPOSES")]), path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert not any(chunk in content for chunk in (b"Software", b"tIME", b"Creation"))
