"""What becomes of a user's edges and properties on a node that goes."""

from __future__ import annotations

from kg.model.tables import GraphTables
from kg.stores.compare import store_hash
from kg.stores.connect import Store
from kg.stores.load import load
from tests.stores.graphs import KG, two_papers
from tests.stores.test_load import holds, run

ADA, ADAH, OLD = "author:ada-lind~aaaaa", "author:ada-h-lind~bbbbb", "author:a-lind~ccccc"
FIRST, SECOND = "arxiv:2512.00001", "arxiv:2512.00002"


def three_authors() -> GraphTables:
    """The two papers with two more spellings of their author, each held for a person of his own."""
    graph = two_papers()
    graph.node_rows["Author"] += [{"id": ADAH, "name": "Ada H. Lind"}, {"id": OLD, "name": "A. Lind"}]
    return graph.finish()


def merged() -> GraphTables:
    """The same after both were merged into the first, one by way of the other."""
    graph = two_papers()
    graph.merged = {OLD: ADAH, ADAH: ADA}
    return graph


def test_a_users_edges_and_properties_move_to_the_final_survivor(store: Store) -> None:
    load(store, three_authors())
    run(
        store,
        "MATCH (a:Author {id: $ada}), (b:Author {id: $adah}), (c:Author {id: $old}), (p:Paper {id: $first}) "
        "SET a.colour = 'red', b.colour = 'blue', b.team = 'north', c.team = 'north', c.seen = 2 "
        "CREATE (n:Note {text: 'met in May'})-[:ABOUT {since: date('2026-05-01')}]->(c), "
        "(c)-[:`KNOWS ``WELL` {years: 3}]->(b), (b)-[:SELF]->(b), (b)-[:RATES {stars: 5}]->(p)",
        ada=ADA, adah=ADAH, old=OLD, first=FIRST,
    )  # fmt: skip
    receipt = load(store, merged())
    assert holds(store, merged())
    assert receipt.deleted == 2
    edges = run(
        store,
        "MATCH (x)-[r]->(y) WHERE r._kg IS NULL RETURN coalesce(x.id, x.text) AS x, type(r) AS t, "
        "coalesce(y.id, y.text) AS y, coalesce(r.years, r.stars, toString(r.since)) AS v ORDER BY t",
    )
    assert edges == [
        {"x": "met in May", "t": "ABOUT", "y": ADA, "v": "2026-05-01"},
        {"x": ADA, "t": "KNOWS `WELL", "y": ADA, "v": 3},
        {"x": ADA, "t": "RATES", "y": FIRST, "v": 5},
        {"x": ADA, "t": "SELF", "y": ADA, "v": None},
    ]
    found = run(store, "MATCH (a:Author) RETURN a.id AS id, a.colour AS colour, a.team AS team, a.seen AS seen")
    assert found == [{"id": ADA, "colour": "red", "team": "north", "seen": 2}]
    by_id = {move.source[1]: move.to_json() for move in receipt.moved}
    assert sorted(by_id) == [OLD, ADAH]
    assert by_id[OLD] == {
        "from": OLD, "to": ADA, "label": "Author", "edges": 2, "properties": ["seen", "team"], "clashes": []
    }  # fmt: skip
    assert by_id[ADAH]["clashes"] == [{"property": "colour", "kept": "red", "dropped": "blue"}]
    kept = run(store, "MATCH (m:_KgBundle) RETURN m.receipt AS receipt")[0]["receipt"]
    assert '"dropped": "blue"' in kept


def test_a_withdrawn_node_leaves_a_stub_and_finds_it_again(store: Store) -> None:
    load(store, two_papers())
    run(
        store,
        "MATCH (p:Paper {id: $second}), (m:Method), (a:Author) SET p.my_note = 'read' "
        "CREATE (:Person {name: 'Me'})-[:LIKES]->(p), (p)-[:REMINDS_OF]->(m)",
        second=SECOND,
    )
    before = store_hash(store)
    receipt = load(store, GraphTables(id=KG).finish())
    assert [(move.source, move.target, move.edges) for move in receipt.moved if move.source[1] == SECOND] == [
        (("Paper", SECOND), ("Withdrawn", SECOND), 2)
    ]
    left = "MATCH (n) WHERE NOT n:_KgBundle RETURN labels(n) AS l, properties(n) AS p ORDER BY n.id"
    assert run(store, left) == [
        {"l": ["Withdrawn"], "p": {"id": SECOND, "my_note": "read"}},
        {"l": ["Withdrawn"], "p": {"id": "entity:lattice-walk"}},
        {"l": ["Person"], "p": {"name": "Me"}},
    ]
    assert run(store, "MATCH (x)-[r]->(y) RETURN type(r) AS t, y.id AS y ORDER BY t") == [
        {"t": "LIKES", "y": SECOND},
        {"t": "REMINDS_OF", "y": "entity:lattice-walk"},
    ]
    load(store, two_papers())
    assert holds(store, two_papers())
    assert store_hash(store) == before


def test_what_hangs_on_an_entity_follows_it_to_its_new_label(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (m:Method) SET m.mine = 1 CREATE (m)<-[:ASKS_ABOUT]-(:Note {text: 'why'})")
    other = two_papers()
    other.node_rows["Dataset"] = other.node_rows.pop("Method")
    other.edge_rows["EVALUATES_ON"] = other.edge_rows.pop("USES")
    receipt = load(store, other.finish())
    assert holds(store, other)
    assert [(move.source[0], move.target[0]) for move in receipt.moved] == [("Method", "Dataset")]
    assert run(store, "MATCH (n:Note)-[r]->(d:Dataset) RETURN type(r) AS t, d.mine AS mine") == [
        {"t": "ASKS_ABOUT", "mine": 1}
    ]


def test_a_users_node_that_was_adopted_outlives_a_merge(embedded_store: Store) -> None:
    run(embedded_store, "CREATE (:Author {id: $old, mine: 1})", old=OLD)
    load(embedded_store, three_authors())
    receipt = load(embedded_store, merged())
    assert holds(embedded_store, merged())
    assert receipt.moved == ()
    assert run(embedded_store, "MATCH (a:Author {id: $old}) RETURN properties(a) AS p", old=OLD) == [
        {"p": {"id": OLD, "mine": 1}}
    ]
