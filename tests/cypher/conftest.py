"""The sample's graph, and what every query of the library answers about it on each store."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg.graph.bundle import Bundle
from kg.model.errors import KgError
from kg.pipeline.analyze import analyze
from kg.pipeline.build import build
from kg.sample import DIGESTS
from kg.stores.connect import Store
from kg.stores.library import list_queries, read_query
from kg.stores.load import load
from kg.stores.query import QueryResult, run_query

EXPECTED = Path(__file__).parent / "expected"


@dataclass(frozen=True)
class Expectation:
    """Rows that a reader of the sample would write down for a query.

    `complete` rows are the whole answer; otherwise they stand among others, in this order where it is `ordered`.
    `params` replace some of the file's own.
    """

    columns: tuple[str, ...]
    rows: list[list[Any]]
    complete: bool
    ordered: bool = True
    params: dict[str, object] = field(default_factory=dict)


def read_expectation(name: str) -> Expectation:
    """The expectation of the query of this name."""
    return Expectation(**json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Answer:
    """What a store says to a query: with the file's own parameters, and with those of the expectation."""

    own: QueryResult
    asked: QueryResult


Answers = dict[str, Answer | KgError]


@pytest.fixture(scope="session")
def sample_bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The sample, built and analyzed once a session."""
    bundle = Bundle.open_or_new(tmp_path_factory.mktemp("sample") / "graph")
    build(bundle, [DIGESTS])
    analyze(bundle)
    return bundle


@pytest.fixture(scope="session")
def fill(sample_bundle: Bundle) -> Callable[[Store], Store]:
    """A function that empties a store and loads the sample into it."""

    def fill_store(store: Store) -> Store:
        with store.session() as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        load(store, sample_bundle)
        return store

    return fill_store


@pytest.fixture(scope="session")
def ask(request: pytest.FixtureRequest, fill: Callable[[Store], Store]) -> Callable[[str], Answers]:
    """A function from the name of a store's fixture to its answers, which are asked for once.

    They are kept since other tests empty the stores between two of ours.
    """
    kept: dict[str, Answers] = {}

    def answers(fixture: str) -> Answers:
        if fixture not in kept:
            store = fill(request.getfixturevalue(fixture))
            kept[fixture] = {name: _answer(store, name) for name in list_queries()}
        return kept[fixture]

    return answers


def _answer(store: Store, name: str) -> Answer | KgError:
    """The answer, or the error that the test of this query then raises."""
    query = read_query(name)
    try:
        own = run_query(store, query.statement, query.params)
        params = read_expectation(name).params
        return Answer(own, run_query(store, query.statement, query.params | params) if params else own)
    except KgError as error:
        return error
