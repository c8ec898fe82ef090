"""Tell a statement that would write from one that reads, by its words.

The first of three fences: after it stand a transaction that is opened for reading (which Neo4j enforces and ArcadeDB
does not) and its roll-back, with counters that must be zero. ArcadeDB 26.10 makes types and indexes outside of the
transaction and commits `CALL { … } IN TRANSACTIONS` in the midst of it: against these this fence stands alone there.
It does not decode `\\u0043REATE` outside of strings, which Neo4j does; both readings are looked at.
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
  | (?P<number>\d\w*)
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
    for reading in (text, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)):
        tokens = _tokens(reading)
        for number, token in enumerate(tokens):
            if not _is_name(tokens, number) and _writes(tokens, number):
                raise UsageError(
                    f"a reading query may not contain {token.upper()}: say --write if it is meant to change the store, "
                    f"or put it between back-quotes if it is a name"
                )
            if token.upper() == "CALL":
                _refuse_procedure(tokens, number)


def _tokens(text: str) -> list[str]:
    """Words, numbers, signs and quoted names; comments left out and strings emptied: what they hold is not read."""
    matches = (match for match in _TOKEN.finditer(text) if match.lastgroup != "comment")
    return ["''" if match.lastgroup == "string" else match[0] for match in matches]


def _writes(tokens: list[str], number: int) -> bool:
    """Whether the word begins a clause that writes; a server may also read `1CREATE` as two words."""
    word = tokens[number].upper()
    if word[0].isdigit():
        return any(writing in word for writing in WRITING)
    return word in WRITING or (word == "IN" and _is_batched(tokens, number))


def _is_name(tokens: list[str], number: int) -> bool:
    """Whether the word stands where only a name can: after `n.`, `$`, `:`, or before a map's colon."""
    earlier, before, _, after = ["", "", *tokens, ""][number : number + 4]
    if before == ".":
        return not earlier[:1].isdigit()
    return before in ("$", ":") or (after == ":" and before in ("{", ","))


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
