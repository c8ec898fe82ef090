"""The first load: two writers at once, constraints last, a server with little memory, a lease that was taken over."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kg.model.errors import StoreError
from kg.model.rows import Row
from kg.model.tables import GraphTables
from kg.stores.batches import BatchSize
from kg.stores.connect import Store, open_store
from kg.stores.first import holds_none
from kg.stores.first_rows import edge_batches
from kg.stores.lease import hold_lease
from kg.stores.load import load
from kg.stores.schema import expected_indexes, held_indexes
from tests.servers.neo4j import Neo4jServer
from tests.stores.crash import forget_schema
from tests.stores.graphs import KG, two_papers
from tests.stores.test_load import counts, holds, run, size


def crowd(authors: int, papers: int, abstract: str = "") -> GraphTables:
    """Every author wrote every paper: an edge between any two nodes that can have one."""
    nodes: dict[str, list[Row]] = {
        "Author": [{"id": f"author:a~{number:05d}", "name": f"A {number}"} for number in range(authors)],
        "Paper": [{"id": f"arxiv:2512.{number:05d}", "title": "T", "abstract": abstract} for number in range(papers)],
    }
    edges = [
        {"source": author["id"], "target": paper["id"], "position": 1}
        for author in nodes["Author"]
        for paper in nodes["Paper"]
    ]
    return GraphTables(nodes, {"AUTHORED": edges}, id=KG).finish()


def test_two_writers_on_the_same_nodes_do_not_get_into_each_others_way(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    graph = crowd(60, 100)
    with caplog.at_level(logging.WARNING, logger="neo4j"):
        assert counts(load(store, graph)) == (size(graph), 0, 0, 0)
    assert [line.getMessage() for line in caplog.records if "retried" in line.getMessage()] == []
    assert holds(store, graph)


class BrokenOffError(Exception):
    """Stands for the end of the loader."""


@pytest.mark.neo4j
def test_constraints_are_made_after_the_rows_and_first_where_a_load_was_broken_off(neo4j_store: Store) -> None:
    forget_schema(neo4j_store)
    graph = crowd(3, 3)

    def break_off(done: int, total: int) -> None:
        with neo4j_store.session() as session:
            assert expected_indexes()[0] not in held_indexes(session)
        if done >= 3:
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        load(neo4j_store, graph, progress=break_off)
    assert load(neo4j_store, graph).unchanged >= 3
    assert holds(neo4j_store, graph)
    with neo4j_store.session() as session:
        assert set(expected_indexes()) <= held_indexes(session).keys()


@pytest.mark.neo4j
def test_an_edge_is_not_made_where_its_end_has_given_way_to_another_node(neo4j_store: Store) -> None:
    graph = crowd(1, 1)
    ends = {row["id"]: run(neo4j_store, "CREATE (n) RETURN id(n) AS n")[0]["n"] for row in graph.nodes("Author")}
    run(neo4j_store, "MATCH (n) SET n:Author, n.id = 'author:another~aaaaa'")
    ends |= {
        row["id"]: run(neo4j_store, "CREATE (n:Paper {id: $id}) RETURN id(n) AS n", id=row["id"])[0]["n"]
        for row in graph.nodes("Paper")
    }
    (batch,) = edge_batches(graph, BatchSize(), ends)
    assert run(neo4j_store, batch.text, rows=batch.sent(), kg=KG) == [{"matched": 0}]
    run(neo4j_store, "MATCH (n:Author) SET n.id = $id", id=graph.nodes("Author")[0]["id"])
    assert run(neo4j_store, batch.text, rows=batch.sent(), kg=KG) == [{"matched": 1}]


def test_a_store_with_a_users_node_of_ours_is_not_taken_for_empty(store: Store) -> None:
    with store.session() as session:
        assert holds_none(session)
        session.run("CREATE (:Note {text: 'mine'})").consume()
        assert holds_none(session)
        session.run("CREATE (:Author {id: 'author:ada-lind~aaaaa', mine: 1})").consume()
        assert not holds_none(session)
    load(store, two_papers())
    assert holds(store, two_papers())
    assert run(store, "MATCH (a:Author) RETURN a.mine AS mine") == [{"mine": 1}]


def test_a_writer_whose_lease_was_taken_over_writes_nothing(store: Store) -> None:
    with hold_lease(store) as lease, store.session() as session:
        run(store, "MATCH (l:_KgLease) SET l.token = 'of another'")
        with pytest.raises(StoreError, match="another load took over"):
            lease.commit(session, lambda transaction: transaction.run("CREATE (:Late)").consume(), is_shared=True)
        assert run(store, "MATCH (n:Late) RETURN count(n) AS n") == [{"n": 0}]
        run(store, "MATCH (l:_KgLease) SET l.token = $token", token=lease.token)


@pytest.mark.neo4j
@pytest.mark.slow
def test_batches_shrink_to_the_memory_that_the_server_gives(tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    little = {"db.memory.transaction.max": "10m"}
    server = Neo4jServer(neo4j_server.jars, neo4j_server.java, tmp_path / "home", settings=little)
    server.start()
    try:
        with open_store(tmp_path, uri=server.uri, user=server.user, password=server.password) as store:
            graph = crowd(40, 4_000, "An abstract of some length. " * 40)
            assert counts(load(store, graph)) == (size(graph), 0, 0, 0)
            assert holds(store, graph)
    finally:
        server.kill()
