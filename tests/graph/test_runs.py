"""The log of runs: a line a command, also of one that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.runs import RUNS, RunLog


def step(command: str) -> dict[str, str]:
    return {"command": command, "at": f"2026-03-02T05:00:00+00:00 {command}"}


def test_what_is_added_comes_back_oldest_first(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    assert list(log) == []
    log.add(step("build"))
    log.add(step("load"))
    assert list(log) == list(RunLog(tmp_path)) == [step("build"), step("load")]


def test_steps_of_one_command_are_one_line_and_those_of_the_next_are_not(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    with log.one_line("run"):
        log.add(step("build"))
        log.add(step("load"))
    log.add(step("report"))
    first = {"command": "run", "at": step("build")["at"], "steps": [step("build"), step("load")]}
    assert list(log) == [first, step("report")]


def test_a_command_that_fails_leaves_what_it_did_and_one_that_did_nothing_no_line(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    with log.one_line("run"):
        pass
    assert not (tmp_path / RUNS).exists()

    def fail() -> None:
        with log.one_line("run"):
            log.add(step("build"))
            (tmp_path / "gone").read_text()

    with pytest.raises(FileNotFoundError):
        fail()
    assert [run["steps"] for run in log] == [[step("build")]]


def test_a_line_that_was_left_half_written_is_left_out(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    log.add(step("build"))
    with (tmp_path / RUNS).open("a") as sink:
        sink.write('{"command": "lo')
    assert list(log) == [step("build")]
