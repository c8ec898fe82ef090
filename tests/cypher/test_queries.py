"""Every query of the library on every store, over the sample's graph, against rows written down by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.stores.library import list_queries
from tests.cypher.conftest import EXPECTED, Answer, Answers, Expectation, read_expectation

STORES = [
    pytest.param("embedded_session", marks=pytest.mark.embedded, id="embedded"),
    pytest.param("neo4j_session", marks=pytest.mark.neo4j, id="neo4j"),
    pytest.param("neo4j_2026_session", marks=pytest.mark.neo4j, id="neo4j-2026"),
]


def found(answers: Answers, name: str) -> Answer:
    """The answer to a query; raises the error that the store answered with."""
    answer = answers[name]
    if not isinstance(answer, Answer):
        raise answer
    return answer


def short(value: Any) -> Any:
    """A path as the names of its nodes; any other value as it is."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [name_of(node) for node in value[::2]]
    return value


def name_of(node: dict[str, Any]) -> str:
    """What a person calls a node: a paper by its id, a community by its kind, the rest by name."""
    key = {"Paper": "id", "Community": "kind"}.get(node["labels"][0], "name")
    return str(node["properties"][key])


def missing_rows(expected: Expectation, rows: list[list[Any]]) -> list[list[Any]]:
    """Expected rows that are not among the rows, or not in their order."""
    if not expected.ordered:
        return [row for row in expected.rows if row not in rows]
    rest = iter(rows)
    return [row for row in expected.rows if not any(row == other for other in rest)]


@pytest.mark.parametrize("name", list_queries())
@pytest.mark.parametrize("store", STORES)
def test_the_answer_is_the_one_written_down(store: str, name: str, ask: Callable[[str], Answers]) -> None:
    expected = read_expectation(name)
    answer = found(ask(store), name)
    rows = [[short(row[column]) for column in expected.columns] for row in answer.asked.rows]
    assert len(expected.rows) >= 3
    assert len(answer.own.rows) >= 3, "with the parameters that stand in its file"
    if expected.complete:
        assert rows == expected.rows
    else:
        assert missing_rows(expected, rows) == []


@pytest.mark.neo4j
@pytest.mark.embedded
@pytest.mark.parametrize("name", list_queries())
@pytest.mark.parametrize("other", STORES[1:])
def test_all_stores_give_the_same_rows(other: str, name: str, ask: Callable[[str], Answers]) -> None:
    first, second = found(ask("embedded_session"), name), found(ask(other), name)
    assert first.own.columns == second.own.columns
    assert first.own.rows == second.own.rows
    assert first.asked.rows == second.asked.rows


@pytest.mark.embedded
@pytest.mark.parametrize("name", list_queries())
def test_no_row_stands_twice(name: str, ask: Callable[[str], Answers]) -> None:
    rows = [repr(row) for row in found(ask("embedded_session"), name).own.rows]
    assert len(set(rows)) == len(rows)


def test_each_query_has_its_rows_written_down() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.json")) == list_queries()
