"""Break a load off at a moment of its write interval, and see what it left and whether the next one mends it.

As a script it is the loader that is broken off. It says on stdout when a transaction begins and ends, so that a moment,
a share of the interval of an undisturbed load, is found again in a faster or slower one.

    python -m tests.stores.crash BUNDLE_FOLDER URI|- DATABASE|- GRAPH
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from kg.model.tables import GraphTables
from kg.stores import lease as lease_module
from kg.stores.compare import store_fingerprints, store_hash
from kg.stores.connect import Store, open_store
from kg.stores.lease import Lease
from kg.stores.load import load
from kg.stores.manifest import read_holdings
from tests.servers.proxy import CuttableProxy
from tests.stores.graphs import KG, season

LEASE_SECONDS = 2.0
"""So short here, that a trial need not wait long for a dead loader."""

NOTICE_SECONDS = 0.3
"""How long the loader outlives its server or its network."""

DAYS = 10
Fault = Literal["loader", "server", "network"]
What = Literal["first load", "day's diff"]

GRAPHS: dict[str, Callable[[], GraphTables]] = {
    "none": lambda: GraphTables(id=KG).finish(),
    "old": lambda: season(DAYS),
    "long": lambda: season(6 * DAYS),
    "new": lambda: season(DAYS + 1, merged=True),
}


class Site(Protocol):
    """A server that can be killed and started again."""

    name: str
    folder: Path

    @property
    def store(self) -> Store: ...

    @property
    def login(self) -> tuple[str, str, str | None]:
        """User, password, database."""
        ...

    @property
    def port(self) -> int: ...

    def kill(self) -> None: ...

    def start(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Trial:
    """One load that was broken off; `left` says what the store held, `mended` whether the next load made it right."""

    site: str
    what: What
    fault: Fault
    moment: float
    left: Literal["nothing", "old", "part", "new"]
    mended: bool
    lost: int


@dataclass(frozen=True, slots=True)
class Interval:
    """When each transaction of an undisturbed load began or ended, in seconds after the first began.

    A load of several transactions writes rows up to the last but one; constraints and the manifest come after these.
    """

    times: list[float]

    def find(self, share: float) -> tuple[int, float]:
        """The last line before this share of the interval, and how long after it the moment is."""
        moment = share * (self.times[-3] if len(self.times) > 2 else self.times[-1])
        line = max(number for number, at in enumerate(self.times) if at <= moment)
        return line, moment - self.times[line]


def try_moments(site: Site, what: What, faults: Sequence[Fault], moments: int) -> Iterator[Trial]:
    """Break a load off at so many moments, uniform over its write interval, by each of the faults in turn."""
    long = "long" if moments > 1 else "old"  # so long that most of it is rows, not the server's first plans
    before, after = ("none", long) if what == "first load" else ("old", "new")
    empty(site.store)
    load(site.store, GRAPHS[after]())
    expected = store_hash(site.store)
    for _ in range(min(moments, 2)):  # the second time the server is warm
        reset(site.store, before)
        interval = undisturbed(site, after)
    for number in range(moments):
        fault = faults[number % len(faults)]
        share = (number + 0.5) / moments
        reset(site.store, before)
        strike(site, fault, after, *interval.find(share))
        left = what_is_left(site.store, before, after)
        load(site.store, GRAPHS[after]())
        mended = store_hash(site.store) == expected
        yield Trial(site.name, what, fault, share, left, mended, rows_lost(site.store, GRAPHS[after]()))


def empty(store: Store) -> None:
    """Delete everything, what a first load makes last included."""
    forget_schema(store)
    batch = "MATCH (n) WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS deleted"
    with store.session() as session:
        while session.run(batch).single(strict=True)["deleted"]:
            pass


def forget_schema(store: Store) -> None:
    """Drop our constraints and indexes; an embedded store's own process made them."""
    if store.kind != "neo4j":
        return
    with store.session() as session:
        for kind in ("CONSTRAINT", "INDEX"):
            for record in session.run(f"SHOW {kind} YIELD name WHERE name STARTS WITH 'kg_' RETURN name").data():
                session.run(f"DROP {kind} {record['name']}").consume()


def reset(store: Store, before: str) -> None:
    """Put the store where the load begins."""
    if before == "none":
        empty(store)
    else:
        load(store, GRAPHS[before]())


def what_is_left(store: Store, before: str, after: str) -> Literal["nothing", "old", "part", "new"]:
    """What the store holds: the graph before, the one after, or a part, which it must then say itself."""
    while store_hash(store) != store_hash(store):  # a commit that was sent may still be carried out
        time.sleep(0.2)
    with store.session() as session:
        holdings = read_holdings(session)
    found = store_fingerprints(store, KG)
    states = {name: GRAPHS[name]() for name in (before, after)}
    for name, word in ((after, "new"), (before, "nothing" if before == "none" else "old")):
        if found == (states[name].fingerprint, states[name].analysis_fingerprint):
            return word  # type: ignore[return-value]
    assert holdings.loading, "a part of a graph is taken for a whole one"
    return "part"


def rows_lost(store: Store, graph: GraphTables) -> int:
    """How many rows of the graph the store lacks."""
    with store.session() as session:
        nodes = session.run("MATCH (n) WHERE n._kg = $kg RETURN count(n) AS n", kg=KG).single(strict=True)["n"]
        edges = session.run("MATCH ()-[r]->() WHERE r._kg = $kg RETURN count(r) AS n", kg=KG).single(strict=True)["n"]
    total = sum(graph.node_counts().values()) + sum(graph.edge_counts().values())
    return total - int(nodes) - int(edges)


def undisturbed(site: Site, after: str) -> Interval:
    """The write interval of a load that nothing disturbs."""
    with loader(site, after, f"bolt://127.0.0.1:{site.port}") as lines:
        return Interval(list(lines.read_all()))


def strike(site: Site, fault: Fault, after: str, line: int, delay: float) -> None:
    """Start a load, wait for the moment, let the fault happen, and end the loader."""
    with CuttableProxy(("127.0.0.1", site.port)) as proxy:
        address = proxy.address if fault == "network" else f"127.0.0.1:{site.port}"
        with loader(site, after, f"bolt://{address}") as lines:
            lines.wait_for(line)
            lines.wait_for(line + 1, delay)
            if fault == "server":
                site.kill()
            elif fault == "network":
                (proxy.cut if line % 2 else proxy.stall)()
            if fault != "loader":
                time.sleep(NOTICE_SECONDS)
    if fault == "server":
        site.start()


class Lines:
    """What the loader says, with the times at which it said it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.times: list[float] = []
        self._came = threading.Condition()
        self._over = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for _ in self.process.stdout:
            with self._came:
                self.times.append(time.monotonic())
                self._came.notify_all()
        with self._came:
            self._over = True
            self._came.notify_all()

    def wait_for(self, number: int, seconds: float | None = None) -> None:
        """Wait until the line of this number was said, or the loader has ended, or so many seconds have passed."""
        with self._came:
            self._came.wait_for(lambda: self._over or len(self.times) > number, seconds)

    def read_all(self) -> list[float]:
        """The times of all lines after the first one; fails where the loader did."""
        with self._came:
            self._came.wait_for(lambda: self._over)
        assert self.process.wait() == 0, self.process.stderr.read() if self.process.stderr else ""
        return [at - self.times[0] for at in self.times]


@contextmanager
def loader(site: Site, graph: str, uri: str) -> Iterator[Lines]:
    """A load in a process of its own, killed at the end."""
    user, password, database = site.login
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stores.crash", str(site.folder), uri, database or "-", graph],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "KG_USER": user, "KG_PASSWORD": password},
    )
    try:
        yield Lines(process)
    finally:
        process.kill()
        process.wait()


def main(folder: str, uri: str, database: str, graph: str) -> None:
    """Load, and say when each transaction begins and ends."""
    lease_module.LEASE_SECONDS = LEASE_SECONDS
    commit = Lease.commit

    def told(self: Lease, *args: Any, **options: Any) -> Any:
        print("begins", flush=True)
        try:
            return commit(self, *args, **options)
        finally:
            print("ends", flush=True)

    Lease.commit = told  # type: ignore[method-assign]
    login = {"user": os.environ["KG_USER"], "password": os.environ["KG_PASSWORD"]}
    with open_store(Path(folder), uri=uri, database=None if database == "-" else database, **login) as store:
        load(store, GRAPHS[graph]())


if __name__ == "__main__":
    main(*sys.argv[1:])
