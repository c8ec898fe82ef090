"""Loaders side by side, each on a fresh server: `python -m tests.benchmarks.loaders BUNDLE --frozen LOADER …`.

Peers: `kg load`, `kg load --verify` of what is there, a load of which every row has changed, `kg load --bulk`, the
frozen loader that is named (the same three), one query a row, and neo4j-graphrag's writer
where `--graphrag` names a Python that has it, `--apoc` a folder with the APOC jars and `--apoc-lib` the jars of the
Neo4j that they belong to. The last two write 20,000 rows, so that only their rate can be compared. Ours count from
opening the connection to the last index, `--bulk` from reading the bundle to the end of the import; the frozen loader
counts from the first batch to the last. CPU seconds are the server's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase

from kg.graph.bundle import Bundle
from tests.benchmarks.row_by_row import first_rows, load_row_by_row
from tests.servers.java import find_jars, find_java
from tests.servers.neo4j import Neo4jServer

LTS = "5.26.31"
TUNING = ("-XX:+UseG1GC", "-XX:+DisableExplicitGC")
SOME_ROWS = 20_000
CHANGE_ALL = "MATCH (n) WHERE n._kg IS NOT NULL CALL (n) { SET n._row = 'old' } IN TRANSACTIONS OF 10000 ROWS"
CHANGE_EDGES = "MATCH ()-[r]->() WHERE r._kg IS NOT NULL CALL (r) { SET r._row = 'old' } IN TRANSACTIONS OF 10000 ROWS"
DISTRUST = "MATCH (m:_KgBundle) SET m.fingerprint = 'old', m.tables = []"


@dataclass(frozen=True, slots=True)
class Timed:
    """What one loader took; `rows` nodes and edges together."""

    name: str
    rows: int
    seconds: float
    server_cpu: float = 0.0


def main() -> None:
    """Run the loaders that are asked for and print the table."""
    options = _options()
    java, jars = find_java(LTS), find_jars(LTS)
    if java is None or jars is None:
        sys.exit(f"no JDK or no jars for Neo4j {LTS}")
    bench = Bench(options, java, jars)
    base = None
    print(f"| {'loader':<44} | {'rows':>9} | {'s':>7} | {'rows/s':>7} | server CPU s | × frozen |")
    print("|---|---|---|---|---|---|")
    for name in options.only:
        for timed in LOADERS[name](bench):
            rate = timed.rows / timed.seconds
            base = rate if base is None and timed.name.startswith("frozen") else base
            ratio = f"{rate / base:.2f}" if base else ""
            cpu = f"{timed.server_cpu:.0f}" if timed.server_cpu else ""
            cells = f"{timed.name:<44} | {timed.rows:>9,} | {timed.seconds:>7.1f} | {rate:>7,.0f}"
            print(f"| {cells} | {cpu:>12} | {ratio:>8} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--frozen", type=Path, help="the frozen loader's script")
    parser.add_argument("--graphrag", type=Path, help="a Python that has neo4j-graphrag")
    parser.add_argument("--apoc", type=Path, help="a folder with the jars of APOC")
    parser.add_argument("--apoc-lib", type=Path, help="the jars of the Neo4j that APOC belongs to")
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(LOADERS), help=",".join(LOADERS))
    return parser.parse_args()


class Bench:
    """What the loaders need."""

    def __init__(self, options: argparse.Namespace, java: Path, jars: Path) -> None:
        self.options = options
        self.java = java
        self.jars = jars
        self.bundle = Bundle.open(options.bundle)
        self.rows = sum(self.bundle.node_counts().values()) + sum(self.bundle.edge_counts().values())

    @contextmanager
    def home(self) -> Iterator[Path]:
        """An empty folder for a server."""
        with tempfile.TemporaryDirectory(prefix="kg-loaders-") as folder:
            yield Path(folder)

    @contextmanager
    def server(self, *, jars: Path | None = None, plugins: Path | None = None) -> Iterator[Neo4jServer]:
        """A fresh server."""
        with self.home() as home:
            settings = {"dbms.security.procedures.unrestricted": "apoc.*"} if plugins else {}
            made = Neo4jServer(
                jars or self.jars, self.java, home, heap=self.options.heap, tuning=TUNING, settings=settings
            )
            if plugins:
                shutil.copytree(plugins, home / "plugins")
            made.start()
            try:
                yield made
            finally:
                made.kill()


def _ours(bench: Bench) -> Iterator[Timed]:
    with bench.server() as server:
        yield _kg_load(bench, server, "kg load, into an empty database")
        yield _kg_load(bench, server, "kg load --verify, of the same rows", "--verify")
        _change_all(server)
        yield _kg_load(bench, server, "kg load, every row changed")


def _kg_load(bench: Bench, server: Neo4jServer, name: str, *arguments: str) -> Timed:
    command = [sys.executable, "-m", "kg", "load", str(bench.bundle.folder), "--uri", server.uri, "--json", *arguments]
    before = _cpu_seconds(server)
    receipt = json.loads(_output(command, server))
    return Timed(name, bench.rows, receipt["seconds"], _cpu_seconds(server) - before)


def _frozen(bench: Bench) -> Iterator[Timed]:
    with bench.server() as server:
        yield _frozen_load(bench, server, "frozen loader, into an empty database")
        yield _frozen_load(bench, server, "the same again, over what is there")
        _change_all(server)
        yield _frozen_load(bench, server, "the same again, every row changed")


def _frozen_load(bench: Bench, server: Neo4jServer, name: str) -> Timed:
    ends = ["--source", "source", "--target", "target", "--json", "--uri", server.uri]
    command = [sys.executable, str(bench.options.frozen), "--bundle", str(bench.bundle.folder), *ends]
    before = _cpu_seconds(server)
    told = json.loads(_output(command, server))
    return Timed(name, told["nodes"] + told["edges"], told["seconds"], _cpu_seconds(server) - before)


def _change_all(server: Neo4jServer) -> None:
    """Put another hash on every row, and let the store say nothing of what it holds."""
    with (
        GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session() as session,
    ):
        for text in (CHANGE_ALL, CHANGE_EDGES, DISTRUST):
            session.run(text).consume()


def _bulk(bench: Bench) -> Iterator[Timed]:
    from kg.stores.bulk import bulk_load, import_arguments
    from kg.stores.import_files import write_import_files

    with bench.home() as home:
        server = Neo4jServer(bench.jars, bench.java, home, heap="1g", tuning=TUNING)
        server.configure()
        receipt = bulk_load(bench.bundle, home / "files", str(server.admin_script()), database=None, replace=False)
        yield Timed("kg load --bulk", bench.rows, receipt.seconds)
        files = write_import_files(bench.bundle, home / "files")
        command = [str(server.admin_script()), *import_arguments(files, None, replace=True)]
        started = time.perf_counter()
        subprocess.run(command, cwd=home / "files", check=True, capture_output=True)
        yield Timed("neo4j-admin database import alone", bench.rows, time.perf_counter() - started)


def _row_by_row(bench: Bench) -> Iterator[Timed]:
    with bench.server() as server, GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        rows, seconds = load_row_by_row(driver, *first_rows(bench.bundle, SOME_ROWS))
    yield Timed("one query a row", rows, seconds)


def _graphrag(bench: Bench) -> Iterator[Timed]:
    nodes, edges = first_rows(bench.bundle, SOME_ROWS)
    with bench.server(jars=bench.options.apoc_lib, plugins=bench.options.apoc) as server:
        rows = server.home / "rows.json"
        rows.write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
        script = Path(__file__).with_name("graphrag_writer.py")
        seconds = float(_output([str(bench.options.graphrag), str(script), str(rows), server.uri], server))
    yield Timed("neo4j-graphrag's Neo4jWriter", len(nodes) + len(edges), seconds)


LOADERS: dict[str, Callable[[Bench], Iterator[Timed]]] = {
    "frozen": _frozen,
    "ours": _ours,
    "bulk": _bulk,
    "graphrag": _graphrag,
    "row-by-row": _row_by_row,
}


def _output(command: Sequence[str], server: Neo4jServer) -> str:
    login = {"KG_USER": server.user, "KG_PASSWORD": server.password}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | login)
    return done.stdout.strip().splitlines()[-1]


def _cpu_seconds(server: Neo4jServer) -> float:
    """The CPU seconds that the server has taken so far, where the system tells them."""
    assert server.process is not None
    path = Path(f"/proc/{server.process.pid}/stat")
    if not path.exists():
        return 0.0
    fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
