"""A small difference is written wholly or not at all; a large one says that it is under way, and can be ended."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.errors import UsageError
from kg.model.tables import GraphTables
from kg.stores import agree
from kg.stores.compare import store_hash
from kg.stores.connect import Store
from kg.stores.load import load
from kg.stores.manifest import read_holdings
from tests.stores.graphs import KG, two_papers
from tests.stores.test_load import counts, holds, run, size

FIRST = "arxiv:2512.00001"
MANIFESTS = "MATCH (m:_KgBundle) RETURN m.kg AS kg, m.state AS state, m.target AS target ORDER BY kg"


class BrokenOffError(Exception):
    """Stands for the end of the loader."""


def break_off(done: int, total: int) -> None:
    if done >= 2:
        raise BrokenOffError


def next_day(kg: str = KG) -> GraphTables:
    """The two papers and a third one by their author, while the topic has gone."""
    graph = two_papers(kg)
    graph.node_rows["Paper"].append({"id": "arxiv:2512.00003", "title": "Walks Revisited"})
    author = graph.node_rows["Author"][0]
    graph.edge_rows["AUTHORED"].append({"source": author["id"], "target": "arxiv:2512.00003", "position": 1, "of": 1})
    author["papers"] = 3
    del graph.node_rows["Community"], graph.edge_rows["IN_COMMUNITY"]
    return graph.finish()


def broken_first_load(store: Store, graph: GraphTables, **options: Any) -> None:
    with pytest.raises(BrokenOffError):
        load(store, graph, progress=break_off, **options)


def test_a_days_difference_is_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, two_papers())
    before = store_hash(store)
    graph = next_day()
    missing = {"source": "author:ada-lind~aaaaa", "target": "arxiv:2512.09999"}
    graph.edge_rows["CO_AUTHOR"] = [missing]  # a row that cannot be written, after those that can
    with pytest.raises(agree.StoreError, match="rows vanish"):
        load(store, graph.finish())
    assert store_hash(store) == before
    receipt = load(store, next_day())
    assert counts(receipt) == (2, 1, 2, size(next_day()) - 3)
    assert holds(store, next_day())


def test_a_first_load_that_broke_off_says_so_and_is_ended_by_the_next(store: Store) -> None:
    graph = two_papers()
    broken_first_load(store, graph)
    assert run(store, MANIFESTS) == [{"kg": KG, "state": "loading", "target": KG}]
    assert not holds(store, graph)
    receipt = load(store, graph)
    assert not receipt.trusted
    assert receipt.created < size(graph)
    assert holds(store, graph)
    assert run(store, MANIFESTS) == [{"kg": KG, "state": "loaded", "target": None}]


def test_what_a_broken_load_left_is_not_trusted(store: Store) -> None:
    """Its rows are read whole: one that was tampered with is mended although it carries the right hash."""
    broken_first_load(store, two_papers())
    run(store, "MATCH (p:Paper {id: $first}) SET p.title = 'Something else'", first=FIRST)
    load(store, two_papers())
    assert holds(store, two_papers())


def test_only_tables_that_differ_are_read(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (n) WHERE n:Category OR n:Author SET n._row = 'changed by hand'")
    receipt = load(store, next_day())
    assert counts(receipt) == (2, 1, 2, size(next_day()) - 3)
    verified = load(store, next_day(), verify=True)
    assert counts(verified) == (0, 2, 0, size(next_day()) - 2)
    assert verified.repaired == 2


def test_a_large_difference_deletes_last(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agree, "AT_ONCE_ROWS", 1)
    load(store, two_papers())
    states: list[bool] = []

    def look(done: int, total: int) -> None:
        with store.session() as session:
            states.append(read_holdings(session).loading)
        assert run(store, "MATCH (c:Community) RETURN count(c) AS n") == [{"n": 1}]

    load(store, next_day(), progress=look)
    assert states[-1]
    assert holds(store, next_day())


def test_a_node_deleted_by_hand_under_new_edges_is_noticed(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (a:Author) DETACH DELETE a")
    unchanged = next_day()
    unchanged.node_rows["Author"][0]["papers"] = 2  # so that the table of authors seems to agree
    receipt = load(store, unchanged.finish())
    assert holds(store, unchanged)
    author_and_three_edges, paper = 4, 1
    assert receipt.created == author_and_three_edges + paper


def test_replace_takes_over_what_another_bundle_wrote(store: Store) -> None:
    load(store, two_papers())
    run(store, "MATCH (p:Paper {id: $first}) CREATE (:Note {text: 'mine'})-[:ABOUT]->(p)", first=FIRST)
    other = next_day("another")
    with pytest.raises(UsageError, match=f"holds another bundle .{KG}., this one is another; .*--replace"):
        load(store, other)
    receipt = load(store, other, replace=True)
    assert counts(receipt) == (2, 1, 2, size(other) - 3)
    assert holds(store, other)
    assert run(store, "MATCH (n) WHERE n._kg = $kg RETURN count(n) AS n", kg=KG) == [{"n": 0}]
    assert run(store, "MATCH (:Note)-[:ABOUT]->(p) RETURN p.id AS id") == [{"id": FIRST}]
    assert run(store, MANIFESTS) == [{"kg": "another", "state": "loaded", "target": None}]


def test_only_the_target_of_a_broken_replace_may_load_without_asking(store: Store) -> None:
    load(store, two_papers())
    other = next_day("another")
    broken_first_load(store, other, replace=True)
    assert run(store, MANIFESTS) == [
        {"kg": "another", "state": "loading", "target": "another"},
        {"kg": KG, "state": "loading", "target": "another"},
    ]
    with pytest.raises(UsageError, match=f"half loaded .with rows of another and {KG}, on the way to another"):
        load(store, two_papers("a-third"))
    with pytest.raises(UsageError, match="half loaded"):
        load(store, two_papers())
    load(store, other)
    assert holds(store, other)
    assert run(store, MANIFESTS) == [{"kg": "another", "state": "loaded", "target": None}]
