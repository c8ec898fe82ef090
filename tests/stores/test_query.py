"""Queries on each real store: the form of the answer, and that reading changes nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kg.model.errors import KgError, UsageError
from kg.stores.compare import store_hash
from kg.stores.connect import Store
from kg.stores.load import load
from kg.stores.query import QueryResult, read_unchecked, run_query
from tests.stores.attempts import READS, WRITES
from tests.stores.graphs import two_papers

FIRST = "arxiv:2512.00001"


@pytest.fixture
def loaded(store: Store) -> Store:
    load(store, two_papers())
    return store


def schema_of(store: Store) -> list[Any]:
    """Everything that a statement of DDL could change."""
    with store.session() as session:
        indexes = session.run("SHOW INDEXES").data()
        constraints = session.run("SHOW CONSTRAINTS").data()
        labels = session.run("CALL db.labels()").data()
    named = sorted((row["name"], row["type"], str(row["labelsOrTypes"])) for row in (*indexes, *constraints))
    return [named, sorted(row["label"] for row in labels)]


def test_no_attempt_to_write_changes_anything(loaded: Store) -> None:
    before, schema = store_hash(loaded), schema_of(loaded)
    for text in WRITES:
        with pytest.raises(KgError):
            run_query(loaded, text, {})
    assert store_hash(loaded) == before
    assert schema_of(loaded) == schema


def test_what_gets_past_the_words_is_rolled_back(loaded: Store) -> None:
    """The second fence alone: statements that change data, sent without looking at their words.

    ArcadeDB commits in the midst of a transaction where a statement says IN TRANSACTIONS: the first fence holds that.
    """
    before = store_hash(loaded)
    refused = 0
    for text in WRITES[:36]:
        if loaded.kind == "arcadedb" and "TRANSACTIONS" in text:
            continue
        try:
            read_unchecked(loaded, text, {})
        except KgError:
            refused += 1
        assert store_hash(loaded) == before, text
    assert refused >= 30


def test_reading_statements_with_such_words_in_names_and_text_run(loaded: Store) -> None:
    before = store_hash(loaded)
    for text in READS:
        run_query(loaded, text, {"create": 1})
    assert store_hash(loaded) == before


def test_writing_is_possible_when_it_is_asked_for(loaded: Store) -> None:
    text = "MATCH (p:Paper {id: $id}) SET p.my_note = $note RETURN p.my_note AS note"
    assert run_query(loaded, text, {"id": FIRST, "note": "read"}, write=True).rows == ({"note": "read"},)
    read = "MATCH (p:Paper {id: $id}) RETURN p.my_note AS note"
    assert run_query(loaded, read, {"id": FIRST}).rows == ({"note": "read"},)


def test_a_node_has_labels_and_properties(loaded: Store) -> None:
    answer = run_query(loaded, "MATCH (p:Paper) RETURN p ORDER BY p.id", {})
    assert answer.columns == ("p",)
    assert answer.rows[0] == {
        "p": {
            "labels": ["Paper"],
            "properties": {
                "categories_complete": True,
                "id": FIRST,
                "title": "Lattice Walk: Sparse Search",
                "versions": 1,
            },
        }
    }


PROPOSES = {
    "type": "PROPOSES",
    "source": FIRST,
    "target": "entity:lattice-walk",
    "properties": {"confidence": 0.97, "end": 12, "section": "title", "start": 0},
}


def test_a_relationship_has_the_ids_of_its_ends(loaded: Store) -> None:
    answer = run_query(loaded, "MATCH ()-[r:PROPOSES]->() RETURN r, [r] AS list, {a: r} AS map", {})
    assert answer.rows == ({"r": PROPOSES, "list": [PROPOSES], "map": {"a": PROPOSES}},)


def test_a_path_is_a_list_in_its_own_order(loaded: Store) -> None:
    text = "MATCH path = (m:Method)<-[:PROPOSES]-(:Paper)-[:IN_CATEGORY]->(:Category) RETURN path"
    ((path,),) = [list(row.values()) for row in run_query(loaded, text, {}).rows]
    assert path[1] == PROPOSES
    assert [step.get("type") or step["labels"][0] for step in path] == [
        "Method",
        "PROPOSES",
        "Paper",
        "IN_CATEGORY",
        "Category",
    ]


def test_values_are_plain(loaded: Store) -> None:
    text = (
        "RETURN 1.0 / 3 AS third, 1.0 AS one, 7 AS seven, null AS nothing, [1, 'a', true] AS list, "
        "date('2025-12-25') AS day, {b: 1, a: date('2025-12-25')} AS map"
    )
    assert run_query(loaded, text, {}) == QueryResult(
        ("third", "one", "seven", "nothing", "list", "day", "map"),
        (
            {
                "third": 0.333333,
                "one": 1.0,
                "seven": 7,
                "nothing": None,
                "list": [1, "a", True],
                "day": "2025-12-25",
                "map": {"a": "2025-12-25", "b": 1},
            },
        ),
    )


def test_no_row_keeps_the_columns_where_the_server_tells_them(loaded: Store) -> None:
    answer = run_query(loaded, "MATCH (p:Paper {id: 'none'}) RETURN p.id AS id, p.title AS title", {})
    assert answer == QueryResult(("id", "title") if loaded.kind == "neo4j" else (), ())


def test_parameters_are_only_values(loaded: Store) -> None:
    before = store_hash(loaded)
    for value in WRITES:
        answer = run_query(loaded, "MATCH (p:Paper) WHERE p.title = $t RETURN p.id", {"t": f"') {value} //"})
        assert answer.rows == ()
    assert store_hash(loaded) == before


def test_an_error_says_what_the_server_says(loaded: Store) -> None:
    with pytest.raises(UsageError, match=r"(?s)does not take the query: .*RETRUN"):
        run_query(loaded, "MATCH (n) RETRUN n", {})


def test_a_missing_parameter_is_named(loaded: Store) -> None:
    with pytest.raises(UsageError, match="day"):
        run_query(loaded, "RETURN $day AS day", {})


def test_a_query_that_takes_too_long_is_ended(loaded: Store) -> None:
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    started = time.monotonic()
    with pytest.raises(UsageError, match=r"longer than 0\.5 s"):
        run_query(loaded, text, {}, timeout=0.5)
    assert time.monotonic() - started < 10
    assert run_query(loaded, "RETURN 1 AS one", {}, timeout=30).rows == ({"one": 1},)
