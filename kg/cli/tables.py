"""Tables on stdout: aligned for people, never cut in a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from io import StringIO

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters by which a title could steer the terminal."""


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print the rows under their column names; on a terminal they are folded to its width."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_CONTROL.sub("\ufffd", cell(value))) for value in row))
    if sys.stdout.isatty():
        Console(highlight=False, markup=False).print(table)
        return
    text = StringIO()
    Console(file=text, width=10_000, highlight=False, markup=False).print(table)
    print("\n".join(line.rstrip() for line in text.getvalue().strip("\n").splitlines() if line.strip()))


def cell(value: object) -> str:
    """A value as one cell shows it.

    >>> cell(["a", "b"]), cell(None), cell(0.25)
    ('a, b', '', '0.25')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    return str(value)
