"""Whether a disk has room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.stores.finding import Finding

SPARE_TIMES = 2
"""A disk should have so many times free what lies there: a new state is written before the old one goes."""

LEAST_SPARE = 200_000_000
"""Bytes that should be free however little lies there."""


def disk_finding(what: str, folder: Path) -> Finding:
    """Whether the disk has room for the folder to grow."""
    size = sum(_sizes(folder))
    free = shutil.disk_usage(folder).free
    needed = max(SPARE_TIMES * size, LEAST_SPARE)
    found = f"{_megabytes(free)} free at {folder}, which takes {_megabytes(size)}"
    if free >= needed:
        return Finding(what, "ok", found)
    return Finding(what, "warning", found, f"make room: {_megabytes(needed)} should be free")


def _sizes(folder: Path) -> Iterator[int]:
    """The sizes of the files; what a server deletes meanwhile is left out."""
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                yield (Path(parent) / name).stat().st_size
            except FileNotFoundError:
                continue


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
