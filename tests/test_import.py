"""`import kg` is quick and loads nothing heavy; `kg --help` too."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys, time
start = time.perf_counter()
import {module}
seconds = time.perf_counter() - start
heavy = {{"spacy", "neo4j", "pyarrow", "pandas", "scipy", "sknetwork", "networkx", "pyvis"}} & set(sys.modules)
print(seconds, *sorted(heavy))
"""


def imported(module: str) -> tuple[float, list[str]]:
    """The least seconds of three fresh imports, and the heavy packages that came along."""
    runs = []
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", CODE.format(module=module)], capture_output=True, text=True, check=True
        )
        runs.append(run.stdout.split())
    return min(float(run[0]) for run in runs), runs[0][1:]


def test_import_kg_is_quick_and_light() -> None:
    seconds, heavy = imported("kg")
    assert heavy == []
    assert seconds < 0.2


def test_the_command_line_loads_nothing_heavy_before_a_command_is_chosen() -> None:
    _, heavy = imported("kg.cli.main")
    assert heavy == []
