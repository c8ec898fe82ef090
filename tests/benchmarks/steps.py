"""What each step of `kg run` costs on some sources: `python -m tests.benchmarks.steps SOURCE… [--out FOLDER]`.

Prints wall seconds, CPU seconds (children included) and the peak memory of the largest process, a step a row, and the
same for a second build, which should cost next to nothing: its share of the first is the figure to watch.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Run the steps and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--out", default=None, help="keep the bundle here")
    options = parser.parse_args()
    out = options.out or str(Path(tempfile.mkdtemp()) / "graph")
    build = ["build", *options.sources, "--out", out]
    print(f"{'step':<14}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    for name, arguments in (
        ("build", build),
        ("build again", build),
        ("analyze", ["analyze", out]),
        ("load", ["load", out]),
        ("load again", ["load", out]),
        ("load --verify", ["load", out, "--verify"]),
        ("view", ["view", out]),
        ("report", ["report", out]),
    ):
        wall, cpu, peak = measured([sys.executable, "-m", "kg", *arguments])
        print(f"{name:<14}{wall:>9.1f}{cpu:>9.1f}{peak:>9.0f}", flush=True)


def measured(command: list[str]) -> tuple[float, float, float]:
    """(wall seconds, CPU seconds, peak MB) of a command, its finished children included."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    assert isinstance(usage, resource.struct_rusage)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
