"""Reading by spans gives what reading one by one gives, and where it does not, it says so."""

from __future__ import annotations

import pytest

from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.stores.compare import store_hash
from kg.stores.connect import Store
from kg.stores.held import held_edges, held_nodes
from kg.stores.load import load
from kg.stores.spans import SpansFailedError, edge_rows, node_rows
from kg.stores.statements import read_edges, read_nodes
from tests.stores.graphs import KG, random_graph
from tests.stores.test_first import crowd
from tests.stores.test_load import counts, holds, run, size

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize("whole", [False, True])
def test_spans_of_every_label_and_relation_give_the_rows_of_the_plain_statements(
    neo4j_store: Store, whole: bool
) -> None:
    load(neo4j_store, random_graph(1, nodes=12, edges=40))
    run(neo4j_store, "CREATE (:Author {id: 'author:me'})-[:AUTHORED]->(:Paper {id: 'mine'})")
    with neo4j_store.session() as session:
        for label in NODE_TYPES:
            plain = [record.values() for record in session.run(read_nodes(label, whole=whole), kg=KG)]
            spanned = list(node_rows(session, KG, label, whole=whole, each=2))
            assert sorted(spanned, key=repr) == sorted(plain, key=repr) != []
        for type_ in EDGE_TYPES:
            plain = [record.values() for record in session.run(read_edges(type_, whole=whole), kg=KG)]
            spanned = list(edge_rows(session, KG, type_, whole=whole, each=2))
            assert sorted(spanned, key=repr) == sorted(plain, key=repr)


def test_a_node_without_a_text_as_id_and_an_edge_from_another_label_are_read_all_the_same(neo4j_store: Store) -> None:
    graph = crowd(3, 4)
    load(neo4j_store, graph)
    run(neo4j_store, "MATCH (p:Paper {id: 'arxiv:2512.00002'}) SET p.id = 7")
    run(neo4j_store, "MATCH (a:Author {id: 'author:a~00001'}) REMOVE a:Author SET a:Person")
    with neo4j_store.session() as session:
        with pytest.raises(SpansFailedError):
            list(node_rows(session, KG, "Paper", whole=True))
        with pytest.raises(SpansFailedError):
            list(edge_rows(session, KG, "AUTHORED", whole=False))
        for by_spans in (True, False):
            assert 7 in held_nodes(session, KG, "Paper", None, by_spans=by_spans)
            edges = held_edges(session, KG, "AUTHORED", None, by_spans=by_spans)["Author", "Paper"]
            assert len(edges.hashes) == 12


def test_what_was_changed_by_hand_in_a_large_table_is_mended(neo4j_store: Store) -> None:
    graph = crowd(60, 100)
    load(neo4j_store, graph)
    before = store_hash(neo4j_store)
    where = "MATCH (:Author {id: 'author:a~00030'})-[r:AUTHORED]->(p:Paper {id: $paper})"
    run(neo4j_store, f"{where} DELETE r", paper="arxiv:2512.00000")
    run(neo4j_store, f"{where} SET r.position = 2", paper="arxiv:2512.00099")
    run(neo4j_store, f"{where} SET p.title = 'Another'", paper="arxiv:2512.00050")
    assert counts(load(neo4j_store, graph, verify=True)) == (1, 2, 0, size(graph) - 3)
    assert holds(neo4j_store, graph)
    assert store_hash(neo4j_store) == before
