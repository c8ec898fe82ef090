"""`make demo`: the whole way on the sample, each command shown before it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kg.sample import DIGESTS

GRAPH = "demo-graph"
"""The demo's own bundle, so that it touches nobody's `graph/`."""

COMMANDS = (
    ("run", str(DIGESTS), "--out", GRAPH),
    ("find", "Tessera", "--graph", GRAPH),
    ("query", "who-says-so", "--param", "entity=FedHeron", "--graph", GRAPH),
)


def main() -> int:
    """Run the commands in the current folder; the status of the first that fails."""
    for arguments in COMMANDS:
        print(f"\n$ kg {' '.join(_shown(argument) for argument in arguments)}", flush=True)
        run = subprocess.run([sys.executable, "-m", "kg", *arguments], check=False)
        if run.returncode:
            return run.returncode
    print(f"\nNext: kg report {GRAPH}, kg query (lists the queries), kg --help, and your own digests: kg run FOLDER")
    print("The page to open in a browser:")
    print((Path(GRAPH) / "view.html").resolve())
    return 0


def _shown(argument: str) -> str:
    """The argument as one would type it here."""
    if os.sep in argument:
        argument = os.path.relpath(argument)
    return f'"{argument}"' if " " in argument else argument


if __name__ == "__main__":
    sys.exit(main())
