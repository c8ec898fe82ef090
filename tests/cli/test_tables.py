"""Tables in a pipe."""

from __future__ import annotations

import pytest

from kg.cli.tables import print_table


def test_a_table_in_a_pipe_is_aligned_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("id", "sentence"), [("a", "x" * 500), ("longer", ["y", 0.12345])])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == " id       sentence"
    assert lines[2] == " a        " + "x" * 500
    assert lines[3] == " longer   y, 0.1235"


def test_markup_in_a_value_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name",), [("[bold]B[/bold]",), ("a\x1b[31mred",)])
    out = capsys.readouterr().out
    assert "[bold]B[/bold]" in out
    assert "\x1b" not in out
