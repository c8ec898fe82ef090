"""`kg audit`, from a file of answers and asked on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from tests.cli.conftest import Run


def answered(kg: Run, bundle: Path, path: Path, wrong: int) -> list[dict[str, str]]:
    """Answers to the edges that are drawn, the first of them `n`."""
    drawn = [json.loads(line) for line in kg("audit", bundle, "--what", "USES", "--n", "5", "--json").out.splitlines()]
    answers = [
        {"source": edge["source"], "target": edge["target"], "verdict": "n" if at < wrong else "y", "reason": "read it"}
        for at, edge in enumerate(drawn)
    ]
    path.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    return answers


def test_a_file_of_answers_gives_the_precision_and_drops_what_is_wrong(
    kg: Run, bundle: Path, two_days: Path, tmp_path: Path
) -> None:
    path = tmp_path / "judged.jsonl"
    answers = answered(kg, bundle, path, wrong=1)
    done = kg("audit", bundle, "--what", "USES", "--n", "5", "--answers", path)
    assert done.out.startswith(
        "USES: 4 right, 1 wrong, 0 unsure; precision 0.800 (95 % Wilson interval 0.376 to 0.964)"
    )
    kg("audit", bundle, "--what", "USES", "--n", "5", "--answers", path)
    text = (bundle.parent / "overrides.toml").read_text(encoding="utf-8")
    assert text.count("[[drop]]") == 1  # a second audit writes it no second time
    assert kg("build", two_days, "--out", bundle).code == 0
    left = {(row["source"], row["target"]) for row in Bundle.open(bundle).edges("USES")}
    assert (answers[0]["source"], answers[0]["target"]) not in left
    assert (answers[1]["source"], answers[1]["target"]) in left


def test_drops_can_be_printed(kg: Run, bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    answered(kg, bundle, path, wrong=2)
    done = kg("audit", bundle, "--what", "USES", "--n", "5", "--answers", path, "--drops", "-")
    assert done.out.count("[[drop]]") == 2
    assert not (bundle.parent / "overrides.toml").exists()


def test_it_asks_on_a_terminal_and_keeps_the_answers(
    kg: Run, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "judged.jsonl"
    said = iter(["maybe", "y it says so", "unsure", "q"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda *_: next(said))
    done = kg("audit", bundle, "--what", "AUTHORED", "--n", "5", "--answers", path)
    assert "expected y, n, unsure or q, found 'maybe'" in done.out
    assert "AUTHORED: 1 right, 0 wrong, 1 unsure; precision 1.000" in done.out
    assert done.out.endswith("; 3 of 5 not judged\n")
    assert [json.loads(line)["verdict"] for line in path.read_text(encoding="utf-8").splitlines()] == ["y", "unsure"]


def test_a_relation_that_is_not_there_says_so(kg: Run, bundle: Path) -> None:
    done = kg("audit", bundle, "--what", "CITES")
    assert (done.code, done.out) == (0, "CITES: 0 right, 0 wrong, 0 unsure\n")
    assert "has no CITES edges" in done.err
    assert kg("audit", bundle, "--what", "KNOWS").code == 2
