"""`kg doctor` on set-ups that are really broken: each is found, and its mend is named; the mend is carried out."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.graph.bundle import Bundle
from kg.stores.connect import Store
from kg.stores.doctor import examine
from kg.stores.finding import Finding
from kg.stores.load import load
from kg.stores.schema import ensure_schema, expected_indexes
from tests.servers.neo4j import Neo4jServer
from tests.stores.bundles import bundle_of
from tests.stores.graphs import two_papers


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return bundle_of(two_papers(), tmp_path / "graph")


@pytest.fixture
def mended(neo4j_store: Store) -> Iterator[Store]:
    """Neo4j LTS, empty, whose schema a test may break."""
    yield neo4j_store
    with neo4j_store.session() as session:
        session.run("DROP INDEX kg_method_name IF EXISTS").consume()
        ensure_schema(session, neo4j_store)


def findings(bundle: Bundle, server: Neo4jServer, uri: str | None = None, **login: str | None) -> list[Finding]:
    given = {"user": server.user, "password": server.password, "database": None} | login
    return list(examine(bundle.folder, uri=uri or server.uri, **given))


def not_ok(found: list[Finding]) -> dict[str, tuple[str, str]]:
    return {each.what: (each.found, each.mend) for each in found if each.level != "ok"}


def run(store: Store, text: str) -> None:
    with store.session() as session:
        session.run(text).consume()


@pytest.mark.neo4j
@pytest.mark.parametrize(("kind", "cypher"), [("neo4j", "Cypher 5"), ("neo4j_2026", "Cypher 5, 25")])
def test_a_sound_set_up_is_described(bundle: Bundle, kind: str, cypher: str, request: pytest.FixtureRequest) -> None:
    store, server = request.getfixturevalue(f"{kind}_store"), request.getfixturevalue(f"{kind}_server")
    load(store, bundle)
    found = {each.what: each for each in findings(bundle, server)}
    assert not_ok(list(found.values())) == {}
    assert list(found) == [
        "driver",
        "bundle",
        "disk of the bundle",
        "server",
        "plug-ins",
        "database",
        "schema",
        "clock",
        "contents",
        "disk of the server",
    ]
    assert found["server"].found == f"{store.name}, community edition, {cypher}"
    assert found["plug-ins"].found == "none; none is needed"
    assert found["database"].found == "neo4j is online and may be written to"
    assert found["schema"].found == f"all {len(expected_indexes())} constraints and indexes are there and online"
    assert found["contents"].found == f"this bundle, as it is now ({bundle.fingerprint[:12]})"


@pytest.mark.neo4j
def test_a_wrong_password(bundle: Bundle, neo4j_server: Neo4jServer) -> None:
    found = not_ok(findings(bundle, neo4j_server, password="quite-wrong"))
    assert found == {
        "store": (
            f"{neo4j_server.uri}: refuses the user 'neo4j' or the password",
            "set KG_USER and KG_PASSWORD",
        )
    }


def test_no_server_at_the_port(bundle: Bundle) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        uri = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
    found = not_ok(list(examine(bundle.folder, uri=uri, user="neo4j", password="p", database=None)))
    assert found == {
        "store": (
            f"{uri}: does not answer: nothing listens at this port",
            "start the server, or mend host and port in --uri (or KG_URI)",
        )
    }


@pytest.mark.neo4j
def test_the_browsers_port_instead_of_bolts(bundle: Bundle, neo4j_server: Neo4jServer) -> None:
    found, mend = not_ok(findings(bundle, neo4j_server, uri=f"bolt://127.0.0.1:{neo4j_server.http}"))["store"]
    assert found.endswith("what answers at this port speaks HTTP, not Bolt")
    assert mend.startswith("give the Bolt port: 7687")


@pytest.mark.neo4j
def test_a_database_that_is_not_there(bundle: Bundle, neo4j_server: Neo4jServer) -> None:
    found, mend = not_ok(findings(bundle, neo4j_server, database="papers"))["store"]
    assert found == f"{neo4j_server.uri}: has no database 'papers' that is up"
    assert mend == "name one that SHOW DATABASES lists with --database"


@pytest.mark.neo4j
def test_a_schema_with_a_gap_and_an_index_on_something_else(
    bundle: Bundle, mended: Store, neo4j_server: Neo4jServer
) -> None:
    load(mended, bundle)
    run(mended, "DROP CONSTRAINT kg_author_id")
    run(mended, "DROP INDEX kg_method_name")
    run(mended, "CREATE INDEX kg_method_name FOR (n:Method) ON (n.kind)")
    wrong = [(each.found, each.mend) for each in findings(bundle, neo4j_server) if each.level == "wrong"]
    assert wrong == [
        (
            "index kg_method_name on Method(kind), expected index kg_method_name on Method(name)",
            "run DROP INDEX kg_method_name, then: kg load",
        ),
        (
            f"1 of {len(expected_indexes())} constraints and indexes are missing: kg_author_id",
            "make them with: kg load",
        ),
    ]
    run(mended, "DROP INDEX kg_method_name")
    assert load(mended, bundle).trusted
    assert not_ok(findings(bundle, neo4j_server)) == {}


@pytest.mark.neo4j
def test_a_database_that_holds_another_bundle(bundle: Bundle, neo4j_store: Store, neo4j_server: Neo4jServer) -> None:
    load(neo4j_store, two_papers("of-somebody-else"))
    found, mend = not_ok(findings(bundle, neo4j_server))["contents"]
    assert found == f"another bundle (of-somebody-else); this one is {bundle.id}"
    assert mend == "name another database with --database or --uri, or give this one up with: kg load --replace"
    load(neo4j_store, bundle, replace=True)
    assert not_ok(findings(bundle, neo4j_server)) == {}


@pytest.mark.neo4j
def test_a_load_that_was_broken_off(bundle: Bundle, neo4j_store: Store, neo4j_server: Neo4jServer) -> None:
    load(neo4j_store, bundle)
    run(neo4j_store, "MATCH (m:_KgBundle) SET m.state = 'loading', m.fingerprint = null")
    found, mend = not_ok(findings(bundle, neo4j_server))["load"]
    assert found == "one was broken off; the store holds a part of the graph"
    assert mend == "go on with: kg load"
    load(neo4j_store, bundle)
    assert not_ok(findings(bundle, neo4j_server)) == {}


@pytest.mark.neo4j
def test_an_empty_database(bundle: Bundle, neo4j_store: Store, neo4j_server: Neo4jServer) -> None:
    assert not_ok(findings(bundle, neo4j_server))["contents"] == ("no graph of kg's", "load one with: kg load")


@pytest.mark.embedded
def test_the_embedded_database(bundle: Bundle, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["doctor", str(bundle.folder), "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert left.value.code == 0
    assert [each["what"] for each in found] == ["driver", "bundle", "disk of the bundle", "server", "clock", "contents"]
    assert [each["mend"] for each in found if each["level"] != "ok"] == ["load one with: kg load"]


def test_no_bundle_is_said_with_the_command_that_makes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["doctor", str(tmp_path / "nowhere")])
    out = capsys.readouterr().out
    assert left.value.code == 1
    assert "WRONG    bundle" in out
    assert f"kg build SOURCE… --out {tmp_path / 'nowhere'}" in out
