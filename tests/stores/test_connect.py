"""Opening a store, and what is said when it cannot be opened."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kg.model.errors import StoreError, UsageError
from kg.stores import embedded
from kg.stores.connect import Store, open_store
from tests.servers.neo4j import Neo4jServer


def one_line(error: BaseException) -> bool:
    return "\n" not in str(error) and len(str(error)) < 400


def test_a_store_tells_its_name(store: Store) -> None:
    kind, version = store.name.split()
    assert kind == store.kind
    assert version.startswith(("5.26.", "2026.") if kind == "neo4j" else ("26.",))
    assert store.address.startswith("bolt://127.0.0.1:")


def test_an_unreachable_server_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        uri = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(StoreError, match=rf"{uri}: does not answer: nothing listens") as caught:
        open_store(tmp_path, uri=uri, user="neo4j", password="p").__enter__()
    assert one_line(caught.value)


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7687", "", "bolt://"])
def test_an_address_that_is_none_is_said_so(tmp_path: Path, uri: str) -> None:
    with pytest.raises((UsageError, StoreError)) as caught:
        open_store(tmp_path, uri=uri, user="neo4j", password="p").__enter__()
    assert one_line(caught.value)


@pytest.mark.neo4j
def test_a_wrong_password_is_one_line_without_it(tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    with pytest.raises(
        StoreError, match=r"refuses the user 'neo4j' or the password; set KG_USER and KG_PASSWORD"
    ) as caught:
        open_store(tmp_path, uri=neo4j_server.uri, user="neo4j", password="quite-wrong").__enter__()
    assert one_line(caught.value)
    assert "quite-wrong" not in str(caught.value)


@pytest.mark.neo4j
def test_no_password_is_one_line(tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="refuses") as caught:
        open_store(tmp_path, uri=neo4j_server.uri, user=None, password=None).__enter__()
    assert one_line(caught.value)


@pytest.mark.neo4j
def test_a_missing_database_is_named(tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    with pytest.raises(StoreError, match="has no database 'nowhere'") as caught:
        open_store(tmp_path, uri=neo4j_server.uri, database="nowhere", **login).__enter__()
    assert one_line(caught.value)


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "embedded_available", lambda: False)
    with pytest.raises(StoreError, match=r"pip install 'arxiv-kg\[embedded\]'") as caught:
        open_store(tmp_path, uri=None, user=None, password=None).__enter__()
    assert one_line(caught.value)
    assert not (tmp_path / ".store").exists()
