"""The command line as a whole: help, errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(command: str, kg: Run) -> None:
    done = kg(command, "--help")
    assert done.code == 0
    assert f"Example:  kg {command}" in done.out
    assert f"kg {command}" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_help_names_every_command(kg: Run) -> None:
    out = kg("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


def test_an_unknown_command_is_a_usage_error(kg: Run) -> None:
    assert kg("bild").code == 2


def test_an_error_is_one_clear_line(kg: Run, tmp_path: Path) -> None:
    done = kg("analyze", tmp_path / "none")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"kg: {tmp_path / 'none'}: no bundle here")
    assert done.err.count("\n") == 1


def test_a_pipe_that_is_closed_early_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m kg export {built} --what links | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
