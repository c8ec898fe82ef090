"""Writes the tables that the package ships, byte for byte the same from the same rows."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[1] / "extraction" / "data"


def write_table(name: str, rows: Iterable[Iterable[object]]) -> None:
    """Write rows as tab-separated lines, compressed without a time stamp."""
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
