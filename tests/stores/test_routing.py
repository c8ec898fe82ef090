"""Addresses of clusters and of Aura: routing, bookmarks, TLS that is verified, a database that may only be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from kg.model.errors import StoreError
from kg.stores.connect import Store, open_store
from kg.stores.doctor import examine
from kg.stores.load import load
from tests.servers.certificates import self_signed
from tests.servers.neo4j import Neo4jServer
from tests.stores.bundles import bundle_of
from tests.stores.graphs import two_papers
from tests.stores.test_load import holds, run


@pytest.mark.neo4j
@pytest.mark.parametrize("kind", ["neo4j", "neo4j_2026"])
def test_a_routed_address_loads_and_reads_what_it_wrote(kind: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(f"{kind}_store")
    server: Neo4jServer = request.getfixturevalue(f"{kind}_server")
    routed = server.uri.replace("bolt://", "neo4j://")
    with open_store(Path("unused"), uri=routed, user=server.user, password=server.password, database="neo4j") as store:
        assert load(store, two_papers()).created > 0
        assert holds(store, two_papers())
        assert store.bookmarks is not None
        written = set(store.bookmarks.get_bookmarks())
        run(store, "MATCH (p:Paper) SET p.seen = true")
        assert set(store.bookmarks.get_bookmarks()) - written


@pytest.mark.neo4j
def test_one_server_alone_needs_no_bookmarks(neo4j_session: Store) -> None:
    assert neo4j_session.bookmarks is None


@pytest.fixture
def tls_server(tmp_path: Path, neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """A server that speaks TLS beside plain Bolt, with a certificate that nobody but itself signed."""
    self_signed(tmp_path)
    policy = "dbms.ssl.policy.bolt"
    settings = {
        "server.bolt.tls_level": "OPTIONAL",
        f"{policy}.enabled": "true",
        f"{policy}.base_directory": str(tmp_path),
        f"{policy}.private_key": "key.pem",
        f"{policy}.public_certificate": "chain.pem",
        f"{policy}.client_auth": "NONE",
    }
    server = Neo4jServer(neo4j_server.jars, neo4j_server.java, tmp_path / "home", settings=settings)
    server.start()
    yield server
    server.kill()


@pytest.mark.neo4j
@pytest.mark.slow
def test_tls_is_verified_and_a_database_that_may_only_be_read_is_found(
    tmp_path: Path, tls_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = bundle_of(two_papers(), tmp_path / "graph")
    for scheme in ("bolt+s", "neo4j+s"):
        with pytest.raises(StoreError, match="the certificate is not to be trusted"):
            _load(tls_server, scheme, bundle)
    _load(tls_server, "neo4j+ssc", bundle)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "chain.pem"))
    _load(tls_server, "neo4j+s", bundle)

    tls_server.stop()
    with (tls_server.home / "conf" / "neo4j.conf").open("a", encoding="utf-8") as conf:
        conf.write("server.databases.read_only=neo4j\n")
    tls_server.start()
    login = {"user": tls_server.user, "password": tls_server.password, "database": None}
    found = {each.what: each for each in examine(bundle.folder, uri=tls_server.uri, **login)}
    assert found["database"].found == "neo4j is online and may only be read"
    assert found["database"].mend.startswith("take it out of server.databases.read_only in neo4j.conf")


def _load(server: Neo4jServer, scheme: str, bundle: Bundle) -> None:
    uri = server.uri.replace("bolt", scheme)
    with open_store(bundle.folder, uri=uri, user=server.user, password=server.password) as store:
        load(store, bundle)
