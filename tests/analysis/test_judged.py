"""The BUILDS_ON edges of 40,058 papers that were judged one by one, and what `kg audit` makes of them."""

from __future__ import annotations

from pathlib import Path

from kg.library.audit import Verdicts, drop_lines, read_answers

JUDGED = Path(__file__).parent / "judged" / "builds_on.jsonl"


def test_the_judged_file_is_one_that_kg_audit_reads() -> None:
    answers = read_answers(JUDGED)
    assert len({(answer.source, answer.target) for answer in answers}) == len(answers)
    assert all(answer.reason and answer.source > answer.target for answer in answers)  # the earlier number is built on
    assert str(Verdicts.of(answers)) == (
        "70 right, 7 wrong, 2 unsure; precision 0.909 (95 % Wilson interval 0.824 to 0.955)"
    )
    assert drop_lines("BUILDS_ON", answers).count("[[drop]]") == 7
