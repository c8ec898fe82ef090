"""Tell a statement that would write from one that reads, by its words.

The first of three fences: after it stand a transaction that is opened for reading (which Neo4j enforces and ArcadeDB
does not) and its roll-back, with counters that must be zero. ArcadeDB makes types and indexes outside of transactions,
so that its schema is safe by this fence alone.
"""

from __future__ import annotations

import re

from kg.model.errors import UsageError

_CLAUSES = "CREATE MERGE SET DELETE DETACH REMOVE INSERT UPSERT UPDATE FOREACH LOAD IMPORT TRUNCATE"
_ADMINISTRATION = "DROP ALTER RENAME GRANT DENY REVOKE START STOP TERMINATE REBUILD ENABLE REALLOCATE DEALLOCATE"
WRITING = frozenset(f"{_CLAUSES} {_ADMINISTRATION}".split())
"""Words that begin a clause which writes, reads files, or administers."""

_ABOUT_THE_STORE = "db.labels db.relationshipTypes db.propertyKeys db.schema. db.info db.ping dbms.components dbms.info"
_SEARCHES = "db.index.fulltext.query db.index.fulltext.list db.index.vector.query"
READING_PROCEDURES = tuple(f"{_ABOUT_THE_STORE} {_SEARCHES}".lower().split())
"""Procedures that a reading query may call, or the beginnings of their names."""

_TOKEN = re.compile(
    r"""
    (?P<comment>/\*.*?(?:\*/|\Z)|//[^\n\r]*)
  | (?P<string>'(?:[^'\\]|\\.)*(?:'|\Z)|"(?:[^"\\]|\\.)*(?:"|\Z))
  | (?P<quoted>`(?:[^`]|``)*(?:`|\Z))
  | (?P<word>\w+)
  | (?P<sign>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


def refuse_writes(text: str) -> None:
    """Pass a statement that reads.

    Raises
        UsageError: it holds a word that writes; a name that is such a word can be put between back-quotes.
    """
    for reading in {text, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)}:
        tokens = _tokens(reading)
        for number, token in enumerate(tokens):
            if _is_name(tokens, number):
                continue
            if token.upper() in WRITING or (token.upper() == "IN" and _is_batched(tokens, number)):
                raise UsageError(
                    f"a reading query may not contain {token.upper()}: say --write if it is meant to change the store, "
                    f"or put it between back-quotes if it is a name"
                )
            if token.upper() == "CALL":
                _refuse_procedure(tokens, number)


def _tokens(text: str) -> list[str]:
    """Words and signs; strings, comments and quoted names left out, so that what they hold is not read."""
    found = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup in ("word", "sign") or match.lastgroup == "quoted":
            found.append(match[0])
        elif match.lastgroup == "string":
            found.append("''")
    return found


def _is_name(tokens: list[str], number: int) -> bool:
    """Whether the word stands where only a name can: after `.`, `$`, `:`, or before a map's colon."""
    before = tokens[number - 1] if number else ""
    after = tokens[number + 1] if number + 1 < len(tokens) else ""
    earlier = tokens[number - 2] if number > 1 else ""
    return before in (".", "$") or (before == ":" and earlier != ")") or (after == ":" and before in ("{", ","))


def _is_batched(tokens: list[str], number: int) -> bool:
    """Whether `IN` opens `IN TRANSACTIONS`, `IN 3 CONCURRENT TRANSACTIONS` and the like."""
    return any(token.upper() in ("TRANSACTIONS", "TRANSACTION") for token in tokens[number + 1 : number + 4])


def _refuse_procedure(tokens: list[str], number: int) -> None:
    name = ""
    for token in tokens[number + 1 :]:
        if not (token == "." or re.fullmatch(r"\w+|`.*`", token, re.DOTALL)):
            break
        if name and not name.endswith(".") and token != ".":
            break
        name += token.strip("`")
    if name and not name.lower().startswith(READING_PROCEDURES):
        raise UsageError(f"a reading query may not call {name}: say --write if it is meant to")
