"""Loading a bundle into each real store."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.errors import UsageError
from kg.model.tables import GraphTables
from kg.stores.compare import store_fingerprints, store_hash
from kg.stores.connect import Store
from kg.stores.load import Receipt, load
from tests.stores.graphs import KG, random_graph, two_papers


def run(store: Store, text: str, **params: Any) -> list[dict[str, Any]]:
    with store.session() as session:
        return session.run(text, params).data()


def counts(receipt: Receipt) -> tuple[int, int, int, int]:
    return receipt.created, receipt.changed, receipt.deleted, receipt.unchanged


def size(graph: GraphTables) -> int:
    return sum(graph.node_counts().values()) + sum(graph.edge_counts().values())


def holds(store: Store, graph: GraphTables) -> bool:
    return store_fingerprints(store, graph.id) == (graph.fingerprint, graph.analysis_fingerprint)


def test_first_load_creates_every_row_and_the_second_is_trusted(store: Store) -> None:
    graph = random_graph(1)
    first = load(store, graph)
    assert counts(first) == (size(graph), 0, 0, 0)
    assert not first.trusted
    assert holds(store, graph)
    before = store_hash(store)
    second = load(store, graph)
    assert counts(second) == (0, 0, 0, size(graph))
    assert second.trusted
    third = load(store, graph, verify=True)
    assert counts(third) == (0, 0, 0, size(graph))
    assert (third.trusted, third.verified, third.repaired) == (False, True, 0)
    assert store_hash(store) == before


def test_receipt_has_the_keys_of_the_design(embedded_store: Store) -> None:
    receipt = load(embedded_store, two_papers())
    assert list(receipt.to_json()) == ["store", "created", "changed", "deleted", "unchanged", "seconds"]
    assert receipt.store.startswith("arcadedb 26.")


def test_verify_repairs_what_was_changed_by_hand_and_keeps_a_users_edge(store: Store) -> None:
    graph = two_papers()
    load(store, graph)
    run(store, "MATCH (p:Paper {id: 'arxiv:2512.00001'}) SET p.title = 'Something else', p.venue = 'Nowhere'")
    run(store, "MATCH (d:Digest) DETACH DELETE d")
    run(store, "MATCH (:Paper)-[u:USES]->(:Method) DELETE u")
    run(
        store,
        "MATCH (a:Author)-[r:AUTHORED]->(p:Paper {id: 'arxiv:2512.00002'}) CREATE (a)-[c:AUTHORED]->(p) "
        "SET c = properties(r)",
    )
    run(store, "MATCH (a:Author), (p:Paper {id: 'arxiv:2512.00002'}) CREATE (a)-[:AUTHORED {mine: 'yes'}]->(p)")
    assert not holds(store, graph)
    assert load(store, graph).trusted
    receipt = load(store, graph, verify=True)
    digest_and_its_listings, uses = 4, 1
    title, authored = 1, 1
    assert receipt.created == digest_and_its_listings + uses + authored
    assert receipt.changed == title
    both_copies = 2
    assert receipt.deleted == both_copies
    assert receipt.repaired == receipt.created + receipt.changed + receipt.deleted
    assert holds(store, graph)
    assert run(store, "MATCH ()-[r:AUTHORED]->() WHERE r.mine = 'yes' RETURN count(r) AS n") == [{"n": 1}]
    assert counts(load(store, graph, verify=True)) == (0, 0, 0, size(graph))


def test_verify_tells_true_from_one_and_leaves_a_users_property(store: Store) -> None:
    graph = two_papers()
    load(store, graph)
    where = "MATCH (:Author)-[r:AUTHORED]->(p:Paper {id: 'arxiv:2512.00001'})"
    run(store, f"{where} SET r.mine = 'yes', p.mine = 'yes'")
    assert counts(load(store, graph, verify=True)) == (0, 0, 0, size(graph))
    run(store, f"{where} SET r.position = true")
    assert counts(load(store, graph, verify=True)) == (0, 1, 0, size(graph) - 1)
    assert holds(store, graph)
    assert run(store, f"{where} RETURN r.mine AS edge, p.mine AS paper") == [{"edge": "yes", "paper": "yes"}]


MORE_SEEDS = [pytest.param((seed, seed + 1), marks=pytest.mark.slow) for seed in range(4, 20, 2)]


@pytest.mark.parametrize("seeds", [(2, 3), *MORE_SEEDS])
def test_loading_one_graph_over_another_gives_the_other(store: Store, seeds: tuple[int, int]) -> None:
    old, new = (random_graph(seed) for seed in seeds)
    load(store, old)
    receipt = load(store, new)
    assert holds(store, new)
    assert receipt.created + receipt.changed + receipt.unchanged == size(new)
    assert receipt.deleted + receipt.changed + receipt.unchanged == size(old)
    over = store_hash(store)
    run(store, "MATCH (n) DETACH DELETE n")
    load(store, new)
    assert store_hash(store) == over


def test_an_empty_graph_takes_all_of_ours_and_nothing_else(store: Store) -> None:
    run(store, "CREATE (a:Author {id: 'author:me', name: 'Me'})-[:READS]->(:Note {text: 'hello'})")
    before = store_hash(store)
    load(store, random_graph(1))
    receipt = load(store, GraphTables(id=KG).finish())
    assert counts(receipt) == (0, 0, size(random_graph(1)), 0)
    run(store, "MATCH (m:_KgBundle) DELETE m")
    assert store_hash(store) == before


def test_a_users_node_is_used_and_stays_when_ours_is_withdrawn(store: Store) -> None:
    run(store, "CREATE (p:Paper {id: 'arxiv:2512.00001', my_rating: 5})")
    load(store, two_papers())
    assert holds(store, two_papers())
    assert run(store, "MATCH (p:Paper) WHERE p._adopted RETURN p.id AS id, p.my_rating AS mine") == [
        {"id": "arxiv:2512.00001", "mine": 5}
    ]
    load(store, GraphTables(id=KG).finish())
    assert run(store, "MATCH (p:Paper) RETURN properties(p) AS p") == [
        {"p": {"id": "arxiv:2512.00001", "my_rating": 5}}
    ]


def test_a_withdrawn_node_that_a_user_hung_something_on_stays_without_ours(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (a:Author) CREATE (a)<-[:KNOWS]-(:Person {name: 'Me'})")
    run(store, "MATCH (m:Method) SET m.my_note = 'look again'")
    load(store, GraphTables(id=KG).finish())
    left = "MATCH (n) WHERE NOT n:_KgBundle RETURN properties(n) AS p ORDER BY n.id"
    assert [row["p"] for row in run(store, left)] == [
        {"id": "author:ada-lind~aaaaa"},
        {"id": "entity:lattice-walk", "my_note": "look again"},
        {"name": "Me"},
    ]
    load(store, two_papers())
    assert holds(store, two_papers())


def test_a_property_that_vanished_goes_and_a_foreign_one_stays(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (p:Paper) SET p.my_note = 'read'")
    poorer = two_papers()
    del poorer.node_rows["Paper"][1]["code_urls"]
    load(store, poorer.finish())
    found = run(store, "MATCH (p:Paper {id: 'arxiv:2512.00002'}) RETURN p.code_urls AS gone, p.my_note AS kept")
    assert found == [{"gone": None, "kept": "read"}]
    assert holds(store, poorer)


def test_an_entity_that_changes_its_label_keeps_its_id_and_edges(store: Store) -> None:
    load(store, two_papers())
    other = two_papers()
    other.node_rows["Dataset"] = other.node_rows.pop("Method")
    other.edge_rows["EVALUATES_ON"] = other.edge_rows.pop("USES")
    load(store, other.finish())
    assert holds(store, other)
    assert run(store, "MATCH (:Paper)-[r]->(d:Dataset) RETURN type(r) AS t ORDER BY t") == [
        {"t": "EVALUATES_ON"},
        {"t": "PROPOSES"},
    ]


def test_another_bundle_is_refused_and_leaves_no_trace(store: Store) -> None:
    load(store, two_papers())
    before = store_hash(store)
    with pytest.raises(UsageError, match=f"holds another bundle .{KG}."):
        load(store, two_papers("somebody-else"))
    assert store_hash(store) == before


def test_a_node_deleted_under_the_load_is_noticed_and_made_again(store: Store) -> None:
    graph = two_papers()

    def interfere(done: int, total: int) -> None:
        if done == sum(graph.node_counts().values()):
            run(store, "MATCH (p:Paper {id: 'arxiv:2512.00001'}) DETACH DELETE p")
            interfere.times += 1  # type: ignore[attr-defined]

    interfere.times = 0  # type: ignore[attr-defined]
    load(store, graph, progress=lambda done, total: interfere(done, total) if not interfere.times else None)  # type: ignore[attr-defined]
    assert interfere.times == 1  # type: ignore[attr-defined]
    assert holds(store, graph)


def test_progress_ends_at_the_number_of_rows(store: Store) -> None:
    told: list[tuple[int, int]] = []
    graph = random_graph(9)
    load(store, graph, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (size(graph), size(graph))


def test_titles_that_look_like_cypher_are_only_text(store: Store) -> None:
    graph = two_papers()
    graph.node_rows["Paper"][0]["title"] = "'}) MATCH (n) DETACH DELETE n //"
    graph.node_rows["Author"][0]["name"] = "Robert`) DELETE a; //\u0027 \\u0027 ${x}"
    load(store, graph.finish())
    assert holds(store, graph)
