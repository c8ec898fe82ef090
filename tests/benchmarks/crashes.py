"""Break loads off by every fault at moments of their write interval, and print the table.

    python -m tests.benchmarks.crashes [--moments 20] [--together] [--site NAME]… [--load NAME]… [--neo4j VERSION]

Each line is one load and one fault; with `--together` the faults take turns over the moments. Every trial is printed on
stderr as it ends.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers.fixtures import LTS, NEWEST, running_server
from tests.stores.crash import Fault, Site, Trial, What, try_moments
from tests.stores.sites import EmbeddedSite, Neo4jSite

FAULTS: tuple[Fault, ...] = ("loader", "server", "network")
WHATS: tuple[What, ...] = ("first load", "day's diff")


@contextmanager
def opened_site(name: str, folder: Path, version: str) -> Iterator[Site]:
    """The embedded store of an empty folder, or a Neo4j server of this version in it."""
    if name == "embedded":
        site = EmbeddedSite(folder)
        yield site
        site.close()
        return
    with contextmanager(running_server)(version, folder) as server:
        neo4j = Neo4jSite(server)
        yield neo4j
        neo4j.close()


def row(trials: Sequence[Trial]) -> str:
    """One line of the table: what was tried, what it left, how often the next load mended it, rows lost."""
    left = Counter(trial.left for trial in trials)
    found = ", ".join(f"{word} {left[word]}" for word in ("nothing", "old", "part", "new") if left[word])
    faults = ", ".join(sorted({trial.fault for trial in trials}))
    mended = sum(trial.mended for trial in trials)
    lost = sum(abs(trial.lost) for trial in trials)
    first = trials[0]
    return f"| {first.site} | {first.what} | {faults} | {len(trials)} | {found} | {mended} | {lost} |"


def main() -> None:
    """Try, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--site", action="append", choices=("embedded", "neo4j"))
    parser.add_argument("--load", action="append", choices=WHATS)
    parser.add_argument("--neo4j", default=LTS, choices=(LTS, NEWEST), help="the version that is broken")
    options = parser.parse_args()
    groups = [FAULTS] if options.together else [(fault,) for fault in FAULTS]
    print("| store | load | fault | moments | left | mended by the next load | rows lost |")
    print("|---|---|---|---|---|---|---|", flush=True)
    started = time.monotonic()
    for name in options.site or ("embedded", "neo4j"):
        with tempfile.TemporaryDirectory() as folder, opened_site(name, Path(folder), options.neo4j) as site:
            for what in options.load or WHATS:
                for faults in groups:
                    trials = []
                    for trial in try_moments(site, what, faults, options.moments):
                        trials.append(trial)
                        print(f"{time.monotonic() - started:6.0f} s  {trial}", file=sys.stderr, flush=True)
                    print(row(trials), flush=True)


if __name__ == "__main__":
    main()
