"""Edges drawn, shown and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.library.audit import Answer, Verdicts, answer_line, draw, drop_lines, read_answers, wilson
from kg.model.errors import UsageError
from kg.model.tables import GraphTables


def graph() -> GraphTables:
    papers = [{"id": f"arxiv:2603.9000{n}", "title": f"Kiln {n}"} for n in range(5)]
    link = {"confidence": 0.4321, "rule": "cue", "supported": True, "section": "title", "start": 0, "end": 4}
    proposed = {"source": "arxiv:2603.90000", "target": "entity:loom", "evidence": "We propose Loom.", **link}
    built = [
        {
            "source": paper["id"],
            "target": "arxiv:2603.90000",
            "via": "entity:loom",
            "kind": "uses",
            "evidence": f"{paper['title']} uses Loom.",
            "rule": "title+like+cue",
            "confidence": 0.4321,
        }
        for paper in papers[1:]
    ]
    nodes = {"Paper": papers, "Method": [{"id": "entity:loom", "name": "Loom", "aliases": ["LOOM"]}]}
    return GraphTables(nodes, {"PROPOSES": [proposed], "BUILDS_ON": built}).finish()


def test_a_seed_draws_the_same_edges_whatever_the_order_of_the_rows() -> None:
    first, second = graph(), graph()
    second.edge_rows["BUILDS_ON"].reverse()
    assert draw(first, "BUILDS_ON", 3, 7) == draw(second, "BUILDS_ON", 3, 7)
    assert len({(edge.source, edge.target) for edge in draw(first, "BUILDS_ON", 9, 7)}) == 4
    assert draw(first, "BUILDS_ON", 4, 1) != draw(first, "BUILDS_ON", 4, 2)


def test_both_sentences_are_shown_and_neither_rule_nor_confidence() -> None:
    (edge, *_) = draw(graph(), "BUILDS_ON", 1, 7)
    shown = "\n".join(edge.lines)
    assert "uses Loom.”" in shown
    assert "“We propose Loom.”" in shown
    assert "BUILDS_ON via Loom (also LOOM)" in shown
    assert "0.4321" not in shown
    assert "cue" not in shown
    assert "like" not in shown


def test_an_unknown_relation_is_refused() -> None:
    with pytest.raises(UsageError, match="expected a relation"):
        draw(graph(), "BUILT_ON", 1, 7)


def test_precision_leaves_the_unsure_out() -> None:
    answers = [Answer("p", str(n), "y") for n in range(8)] + [Answer("p", "x", "n"), Answer("p", "z", "unsure")]
    assert str(Verdicts.of(answers)) == (
        "8 right, 1 wrong, 1 unsure; precision 0.889 (95 % Wilson interval 0.565 to 0.980)"
    )
    assert str(Verdicts.of([])) == "0 right, 0 wrong, 0 unsure"


def test_wilson_stays_within_a_share() -> None:
    low, high = wilson(20, 20)
    assert 0.83 < low < 0.84
    assert high == pytest.approx(1.0)


def test_answers_are_read_back_and_a_bad_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    assert read_answers(path) == []
    answer = Answer("arxiv:1", "entity:x", "n", 'a "kiln" – no')
    path.write_text(answer_line(answer), encoding="utf-8")
    assert read_answers(path) == [answer]
    path.write_text('{"source": "a", "target": "b", "verdict": "yes"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"judged.jsonl:1: expected verdict = y, n, unsure, found 'yes'"):
        read_answers(path)


def test_drop_lines_for_the_wrong_ones_once() -> None:
    answers = [Answer("arxiv:1", "arxiv:2", "n", "another Loom"), Answer("arxiv:3", "arxiv:2", "y")]
    lines = drop_lines("BUILDS_ON", answers)
    assert lines == (
        '[[drop]]\npaper = "arxiv:1"\nrelation = "BUILDS_ON"\nentity = "arxiv:2"\nreason = "another Loom"\n\n'
    )
    assert drop_lines("BUILDS_ON", answers, [("arxiv:1", "BUILDS_ON", "arxiv:2")]) == ""
    with pytest.raises(UsageError, match="no single edge of it can be dropped"):
        drop_lines("AUTHORED", answers)
