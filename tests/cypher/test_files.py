"""What the files of the library must say about themselves, read without a database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.schema import EDGE_TYPES, LINK_TYPES, NODE_TYPES
from kg.stores.library import Query, cypher_folder, list_queries, read_query
from kg.stores.readonly import refuse_writes
from tests.cypher.write_readme import README, readme

QUERIES = [read_query(name) for name in list_queries()]
EACH = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def file_text(query: Query) -> str:
    return (cypher_folder() / f"{query.name}.cypher").read_text(encoding="utf-8")


def test_there_are_enough_queries_and_enough_of_them_draw() -> None:
    assert len(QUERIES) >= 24
    assert sum(query.draws for query in QUERIES) >= 8


@EACH
def test_a_file_begins_with_its_title_and_says_how_it_answers(query: Query) -> None:
    first = file_text(query).splitlines()[0]
    assert first == f"// {query.title}"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", query.name)
    assert re.match(r"(Draws|Tabulates) ", query.comments[0])


@EACH
def test_a_query_that_draws_returns_paths(query: Query) -> None:
    returned = re.findall(r"^RETURN (?:DISTINCT )?(.*)$", query.statement, re.MULTILINE)[-1]
    assert (returned == "path") is query.draws


@EACH
def test_every_parameter_is_given_explained_and_used(query: Query) -> None:
    used = set(re.findall(r"\$(\w+)", query.statement))
    assert used == set(query.params)
    explained = " ".join((query.title, *query.comments))
    assert not [name for name in used - {"limit"} if f"${name}" not in explained]


@EACH
def test_the_order_is_said_and_ends_with_keys(query: Query) -> None:
    order = query.statement.rpartition("ORDER BY ")[2].splitlines()[0]
    last = order.rsplit(", ", 1)[-1]
    assert "ORDER BY" in query.statement
    assert re.search(r"\.id$|^(author|paper|method|dataset|category|community|entity|day|type\(s\))$|n\.id\)$", last)


@EACH
def test_a_models_links_are_held_to_a_confidence(query: Query) -> None:
    links = [name for name in (*LINK_TYPES, "BUILDS_ON") if re.search(rf"\b{name}\b", query.statement)]
    only_absence = query.name in ("border-papers",)
    if links and not only_absence:
        assert "min_confidence" in query.params
    if query.params.get("min_confidence") == 0.4:
        assert query.params["unsupported"] is False
        assert query.statement.count(".supported OR $unsupported") == query.statement.count("onfidence >= $min_")


@EACH
def test_a_query_reads_only_and_names_what_the_schema_has(query: Query) -> None:
    refuse_writes(query.statement)
    assert not query.statement.upper().startswith("CYPHER")
    patterns = re.sub(r"'[^']*'", "''", query.statement)
    labels = set(re.findall(r"\(\w*:(\w+)", patterns))
    types = {name for group in re.findall(r"\[\w*:([A-Z_|]+)", patterns) for name in group.split("|")}
    assert labels <= set(NODE_TYPES)
    assert types <= set(EDGE_TYPES)


def test_only_the_schema_defines_anything() -> None:
    ddl = re.compile(r"^\s*(CREATE|DROP|ALTER)\b", re.MULTILINE | re.IGNORECASE)
    holders = {path.name for path in cypher_folder().glob("*.cypher") if ddl.search(path.read_text(encoding="utf-8"))}
    assert holders == {"schema.cypher"}


def test_the_readme_is_up_to_date() -> None:
    assert README.read_text(encoding="utf-8") == readme(), "run python -m tests.cypher.write_readme"


def test_pictures_are_there_and_small() -> None:
    pictures = sorted((cypher_folder() / "pictures").glob("*.png"))
    assert {path.stem for path in pictures} <= set(list_queries())
    assert len(pictures) >= 3
    assert all(path.stat().st_size < 200_000 for path in pictures)


def test_the_style_dresses_every_label() -> None:
    style = Path(cypher_folder() / "style.grass").read_text(encoding="utf-8")
    assert set(re.findall(r"node\.(\w+)", style)) == set(NODE_TYPES)
