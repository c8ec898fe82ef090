"""A load that is broken off at any moment leaves nothing that the next load does not mend."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kg.stores.compare import store_hash
from kg.stores.load import load
from tests.servers.fixtures import LTS, running_server
from tests.servers.neo4j import Neo4jServer
from tests.stores.crash import GRAPHS, Fault, Site, Trial, What, empty, loader, try_moments, what_is_left
from tests.stores.sites import EmbeddedSite, Neo4jSite

MOMENTS = 20
LEAST_PARTS = 15
FAULTS: tuple[Fault, ...] = ("loader", "server", "network")
WHATS: tuple[What, ...] = ("first load", "day's diff")


@pytest.fixture(scope="module")
def embedded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSite]:
    pytest.importorskip("arcadedb_embedded", reason="embedded: arcadedb-embedded is not installed")
    site = EmbeddedSite(tmp_path_factory.mktemp("crash"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def neo4j_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jSite]:
    """A server of these tests' own, since they kill it."""
    with contextmanager(running_server)(LTS, tmp_path_factory.mktemp("crash-neo4j")) as server:
        site = Neo4jSite(server)
        yield site
        site.close()


def check(trials: list[Trial]) -> None:
    assert [trial for trial in trials if not trial.mended or trial.lost] == []
    if trials[0].what == "day's diff":
        assert {trial.left for trial in trials} <= {"old", "new"}


@pytest.mark.embedded
@pytest.mark.parametrize(("what", "fault"), [("first load", "server"), ("day's diff", "loader")])
def test_a_moment_on_the_embedded_store(embedded_site: EmbeddedSite, what: What, fault: Fault) -> None:
    check(list(try_moments(embedded_site, what, [fault], 1)))


@pytest.mark.neo4j
def test_a_moment_of_a_days_diff_on_neo4j(neo4j_server: Neo4jServer) -> None:
    site = Neo4jSite(neo4j_server)
    check(list(try_moments(site, "day's diff", ["network"], 1)))
    site.close()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("embedded_site", marks=pytest.mark.embedded),
        pytest.param("neo4j_site", marks=[pytest.mark.neo4j, pytest.mark.slow]),
    ],
)
def test_a_loader_that_slept_through_its_lease_writes_nothing_more(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    empty(site.store)
    with loader(site, "old", f"bolt://127.0.0.1:{site.port}") as lines:
        lines.wait_for(3)
        lines.process.send_signal(signal.SIGSTOP)
        load(site.store, GRAPHS["old"]())
        whole = store_hash(site.store)
        lines.process.send_signal(signal.SIGCONT)
        lines.process.wait(timeout=60)
        complaint = lines.process.stderr.read() if lines.process.stderr else ""
    assert "another load took over" in complaint or "erminated" in complaint
    assert store_hash(site.store) == whole
    assert what_is_left(site.store, "none", "old") == "new"


@pytest.mark.slow
@pytest.mark.embedded
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("what", WHATS)
def test_any_moment_on_the_embedded_store(embedded_site: EmbeddedSite, what: What, fault: Fault) -> None:
    check_all(list(try_moments(embedded_site, what, [fault], MOMENTS)))


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("what", WHATS)
def test_any_moment_on_neo4j(neo4j_site: Neo4jSite, what: What, fault: Fault) -> None:
    check_all(list(try_moments(neo4j_site, what, [fault], MOMENTS)))


def check_all(trials: list[Trial]) -> None:
    check(trials)
    if trials[0].what == "first load":
        assert [trial.left for trial in trials].count("part") >= LEAST_PARTS, "the moments are wrong"
