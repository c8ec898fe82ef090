"""The queries that travel with the program, and the schema's two files."""

from __future__ import annotations

import re

import pytest

from kg.model.errors import UsageError
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.stores.library import cypher_folder, list_queries, parse_query, read_literal, read_query, schema_statements

TEXT = """// Papers of one day
// Takes the day; gives papers, first listed first; draws.

:param day => '2025-12-25';
:param kinds => ["model", 'it\\'s "so"'];
:param limit => 10;
// the day's own order
MATCH (p:Paper {first_listed: $day}) // not a title
RETURN p;
"""


def test_a_file_is_title_comments_params_and_statement() -> None:
    query = parse_query(TEXT, name="day", where="day.cypher")
    assert query.title == "Papers of one day"
    assert query.comments == ("Takes the day; gives papers, first listed first; draws.", "the day's own order")
    assert query.params == {"day": "2025-12-25", "kinds": ["model", 'it\'s "so"'], "limit": 10}
    assert query.statement == "MATCH (p:Paper {first_listed: $day}) // not a title\nRETURN p"
    assert query.draws


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a'", "a"),
        ('"a\'b"', "a'b"),
        ("'\\n\\\\ \\' \" \\u00e9'", "\n\\ ' \" é"),
        ("''", ""),
        ("-3", -3),
        ("0.25", 0.25),
        ("true", True),
        ("null", None),
        ("[]", []),
        ("['a', [1, 2.5], false]", ["a", [1, 2.5], False]),
    ],
)
def test_literals(text: str, value: object) -> None:
    assert read_literal(text) == value


@pytest.mark.parametrize("text", ["{a: 1}", "date('2025-12-25')", "'open", "1 2", ""])
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line 1 column \d"):
        read_literal(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("// T\n:param day '2025';\nRETURN 1", r"q:2: expected `:param name => value;`, found \":param day '2025';\""),
        ("// T\n:param day => date();\nRETURN 1", r"q:2: expected a string, .* as the value of day, found 'date\(\)'"),
        ("// T\n", "q: expected a statement after the comments, found none"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_where(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_query(text, name="q", where="q")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(UsageError, match=r"no query is called '\.\./schema'"):
        read_query("../schema")


def test_every_query_of_the_library_can_be_read() -> None:
    for name in list_queries():
        assert read_query(name).title


def test_the_schema_has_a_unique_id_for_every_label_in_both_files() -> None:
    cypher = "\n".join(schema_statements())
    sql = (cypher_folder() / "schema.sql").read_text(encoding="utf-8")
    for label in NODE_TYPES:
        assert f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" in cypher
        assert f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS;" in sql
        assert f"ON `{label}` (`id`) UNIQUE;" in sql
    for type_ in EDGE_TYPES:
        assert f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS;" in sql
    assert all("IF NOT EXISTS" in statement for statement in schema_statements())
    names = re.compile(r"\b(kg_\w+) IF NOT EXISTS")
    assert sorted(names.findall(cypher)) == sorted(names.findall(sql))
