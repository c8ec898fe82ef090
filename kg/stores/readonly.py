"""Tell a statement that would write from one that reads, by its words.

The first of three fences: after it stand a transaction that is opened for reading (which Neo4j enforces and ArcadeDB
does not) and its roll-back, with counters that must be zero. ArcadeDB 26.10 makes types and indexes outside of the
transaction and commits `CALL { … } IN TRANSACTIONS` in the midst of it: against these this fence stands alone there.
It does not decode `\\u0043REATE` outside of strings, which Neo4j does; all readings are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.errors import UsageError

_CLAUSES = "CREATE MERGE SET DELETE DETACH REMOVE INSERT UPSERT UPDATE FOREACH LOAD IMPORT TRUNCATE"
_ADMINISTRATION = "DROP ALTER RENAME GRANT DENY REVOKE START STOP TERMINATE REBUILD ENABLE REALLOCATE DEALLOCATE DEFINE"
WRITING = frozenset(f"{_CLAUSES} {_ADMINISTRATION}".split())
"""Words that begin a clause which writes, reads files, or administers."""

_CLAUSES_THAT_READ = "MATCH OPTIONAL RETURN WITH UNWIND CALL USE SHOW LET FILTER FOR WHEN FINISH"
READING = frozenset(("{", "(", *_CLAUSES_THAT_READ.split()))
"""What a statement that reads begins with; what no word above names, as `COMMIT` or a command of tomorrow, does not."""

_ABOUT_THE_STORE = "db.labels db.relationshipTypes db.propertyKeys db.schema. db.info db.ping dbms.components dbms.info"
_SEARCHES = "db.index.fulltext.query db.index.fulltext.list db.index.vector.query"
READING_PROCEDURES = tuple(f"{_ABOUT_THE_STORE} {_SEARCHES}".lower().split())
"""Procedures that a reading query may call, or the beginnings of their names."""

_TOKEN = re.compile(
    r"""
    (?P<comment>/\*.*?(?:\*/|\Z)|//[^\n\r]*)
  | (?P<string>'(?:[^'\\]|\\.)*+(?:'|\\?\Z)|"(?:[^"\\]|\\.)*+(?:"|\\?\Z))
  | (?P<quoted>`(?:[^`]|``)*+(?:`|\Z))
  | (?P<number>\d\w*)
  | (?P<word>\w+)
  | (?P<sign>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_ODD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u+([0-9a-fA-F]{4})")


def refuse_writes(text: str) -> None:
    """Pass a statement that reads; takes time linear in its length.

    Raises
        UsageError: it holds a word that writes; a name that is such a word can be put between back-quotes.
    """
    for reading in _readings(text):
        tokens = _tokens(reading)
        _refuse_beginning(tokens)
        for number, token in enumerate(tokens):
            if not _is_name(tokens, number) and _writes(tokens, number):
                raise UsageError(
                    f"a reading query may not contain {token.upper()}: say --write if it is meant to change the store, "
                    f"or put it between back-quotes if it is a name"
                )
            if _word(token).endswith("CALL"):
                _refuse_procedure(tokens, number)


def _readings(text: str) -> set[str]:
    """The text as it stands, with every escape decoded, and with those that no backslash of their own escapes."""
    return {
        text,
        _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text),
        _ODD_ESCAPE.sub(lambda match: match[1] + chr(int(match[2], 16)), text),
    }


def _tokens(text: str) -> list[str]:
    """Words, numbers, signs and quoted names; comments left out and strings emptied: what they hold is not read."""
    matches = (match for match in _TOKEN.finditer(text) if match.lastgroup != "comment")
    return ["''" if match.lastgroup == "string" else match[0] for match in matches]


def _word(token: str) -> str:
    """The token as any server may read it: letters of whatever case, also those that only become ASCII by it."""
    return token if token.isascii() and token.isupper() else token.replace("\u0130", "i").casefold().upper()


def _refuse_beginning(tokens: list[str]) -> None:
    """UsageError where a statement begins with something that is not known to read."""
    begins = True
    for number, token in enumerate(tokens):
        if begins and not _is_prefix(tokens, number) and token != ";":
            if _word(token) not in READING:
                raise UsageError(
                    f"a reading query may not begin with {token}: MATCH, RETURN, CALL, SHOW and the like read"
                )
            begins = False
        begins = begins or token == ";"


def _is_prefix(tokens: list[str], number: int) -> bool:
    """Whether the token belongs to `EXPLAIN`, `PROFILE`, or `CYPHER 5 planner=cost`."""
    token = tokens[number]
    if _word(token) in {"EXPLAIN", "PROFILE", "CYPHER"} or token[0].isdigit() or token in {"=", "."}:
        return True
    return "=" in (tokens[number - 1] if number else "", *tokens[number + 1 : number + 2])


def _writes(tokens: list[str], number: int) -> bool:
    """Whether the word begins a clause that writes; a server may also read `1CREATE` or `CREATE²` as two words."""
    word = _word(tokens[number])
    if word[0].isdigit() or not (word.isascii() or f"a{word}".isidentifier()):
        return word[0] not in "'\"`" and any(writing in word for writing in WRITING)
    return word in WRITING or (word == "IN" and _is_batched(tokens, number))


def _is_name(tokens: list[str], number: int) -> bool:
    """Whether the word stands where only a name can: after `n.`, `$`, `:`, or before a map's colon."""
    before = tokens[number - 1] if number else ""
    if before == ".":
        return number < 2 or not tokens[number - 2][0].isdigit()
    after = tokens[number + 1] if number + 1 < len(tokens) else ""
    return before in ("$", ":") or (after == ":" and before in ("{", ","))


def _is_batched(tokens: list[str], number: int) -> bool:
    """Whether `IN` opens `IN TRANSACTIONS`, `IN $n CONCURRENT TRANSACTIONS` and the like."""
    return any(_word(token) in ("TRANSACTIONS", "TRANSACTION") for token in tokens[number + 1 : number + 5])


def _refuse_procedure(tokens: list[str], number: int) -> None:
    name = "".join(_dotted(tokens[at] for at in range(number + 1, len(tokens))))
    if name and not name.lower().startswith(READING_PROCEDURES):
        raise UsageError(f"a reading query may not call {name}: say --write if it is meant to")


def _dotted(tokens: Iterator[str]) -> Iterator[str]:
    """The parts of a dotted name, which may be quoted, at the beginning of the tokens."""
    is_after_dot = True
    for token in tokens:
        if token == ".":
            is_after_dot = True
        elif is_after_dot and re.fullmatch(r"\w+|`.*`", token, re.DOTALL):
            is_after_dot = False
        else:
            return
        yield token.strip("`")
