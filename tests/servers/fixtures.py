"""The real servers as fixtures: started once a session, emptied before each test that asks for a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from kg.stores.connect import Store, open_store
from kg.stores.embedded import embedded_available
from tests.servers.java import find_jars, find_java
from tests.servers.neo4j import Neo4jServer

__all__ = [
    "embedded_session",
    "embedded_store",
    "neo4j_2026_server",
    "neo4j_2026_session",
    "neo4j_2026_store",
    "neo4j_server",
    "neo4j_session",
    "neo4j_store",
    "running_server",
    "store",
]

LTS = "5.26.31"
NEWEST = "2026.09.0"


def running_server(version: str, home: Path) -> Iterator[Neo4jServer]:
    """A server of this version, killed at the end; skips the test where there is none."""
    from tests.conftest import missing

    java = find_java(version)
    if java is None:
        missing(f"no JDK for Neo4j {version}", "neo4j")
    jars = find_jars(version) if java is not None else None
    if java is None or jars is None:
        missing(f"no jars of Neo4j {version}: Maven resolves them, or KG_NEO4J_LIB names their folder", "neo4j")
        return
    server = Neo4jServer(jars, java, home)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Neo4j LTS, started once a session."""
    yield from running_server(LTS, tmp_path_factory.mktemp("neo4j"))


@pytest.fixture(scope="session")
def neo4j_2026_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """The newest Neo4j, where a JDK 25 is found; its want is no failure, since not every machine has that JDK."""
    if find_java(NEWEST) is None:
        pytest.skip(f"neo4j: no JDK for Neo4j {NEWEST}")
    yield from running_server(NEWEST, tmp_path_factory.mktemp("neo4j-2026"))


@pytest.fixture(scope="session")
def neo4j_session(neo4j_server: Neo4jServer) -> Iterator[Store]:
    """A connection to Neo4j LTS for the whole session."""
    with _open(neo4j_server) as opened:
        yield opened


@pytest.fixture(scope="session")
def neo4j_2026_session(neo4j_2026_server: Neo4jServer) -> Iterator[Store]:
    """A connection to the newest Neo4j for the whole session."""
    with _open(neo4j_2026_server) as opened:
        yield opened


@pytest.fixture(scope="session")
def embedded_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The embedded store of one bundle for the whole session."""
    from tests.conftest import missing

    if not embedded_available():
        missing("arcadedb-embedded is not installed", "embedded")
    with open_store(tmp_path_factory.mktemp("bundle"), uri=None, user=None, password=None) as opened:
        yield opened


@pytest.fixture
def neo4j_store(neo4j_session: Store) -> Store:
    """Neo4j LTS, empty."""
    return _emptied(neo4j_session)


@pytest.fixture
def neo4j_2026_store(neo4j_2026_session: Store) -> Store:
    """The newest Neo4j, empty."""
    return _emptied(neo4j_2026_session)


@pytest.fixture
def embedded_store(embedded_session: Store) -> Store:
    """An embedded store, empty."""
    return _emptied(embedded_session)


@pytest.fixture(
    params=[
        pytest.param("embedded_store", marks=pytest.mark.embedded, id="embedded"),
        pytest.param("neo4j_store", marks=pytest.mark.neo4j, id="neo4j"),
        pytest.param("neo4j_2026_store", marks=pytest.mark.neo4j, id="neo4j-2026"),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """Each kind of store in turn, empty."""
    opened: Store = request.getfixturevalue(request.param)
    return opened


def _open(server: Neo4jServer) -> AbstractContextManager[Store]:
    return open_store(Path("unused"), uri=server.uri, user=server.user, password=server.password)


def _emptied(store: Store) -> Store:
    batch = "MATCH (n) WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS deleted"  # a server has little memory
    with store.session() as session:
        while session.run(batch).single(strict=True)["deleted"]:
            pass
    return store
