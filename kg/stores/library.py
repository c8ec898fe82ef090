"""The queries that travel with the program: where they lie, what each says about itself, its statement.

A query's file begins with `// Title`; then come lines of comment, its own `:param name => value;` lines, and one
statement. It runs as it stands in Neo4j Browser, so the values of `:param` are Cypher literals.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import UsageError

_PARAM = re.compile(r":param\s++(\w++)\s*+=>(.*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library; `params` are the values that its own `:param` lines give."""

    name: str
    title: str
    comments: tuple[str, ...]
    params: dict[str, object]
    statement: str

    @property
    def draws(self) -> bool:
        """Whether its comments say that it *draws* (returns paths) rather than *tabulates*."""
        return any(re.search(r"\bdraws\b", line, re.IGNORECASE) for line in self.comments)


def cypher_folder() -> Path:
    """The folder of the `.cypher` files: inside the installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_cypher"
    return installed if installed.is_dir() else package.parent / "cypher"


def schema_statements() -> list[str]:
    """The statements of `schema.cypher`, in order; each says IF NOT EXISTS."""
    text = (cypher_folder() / "schema.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def list_queries() -> list[str]:
    """The names of the queries, sorted: what `kg query NAME` takes. The schema is none of them."""
    return sorted(path.stem for path in cypher_folder().glob("*.cypher") if path.stem != "schema")


def read_query(name: str) -> Query:
    """The query of this name in the library.

    Raises
        UsageError: no query bears the name, or a line of its file cannot be read.
    """
    if name not in list_queries():
        raise UsageError(f"no query is called {name!r}; `kg query` alone lists those that there are")
    path = cypher_folder() / f"{name}.cypher"
    return parse_query(path.read_text(encoding="utf-8"), name=name, where=str(path))


def parse_query(text: str, *, name: str, where: str) -> Query:
    """A query from the text of its file; `where` is what an error calls the file.

    >>> parse_query("// Papers of a day\\n:param day => '2025-12-25';\\nRETURN $day;", name="q", where="q").params
    {'day': '2025-12-25'}
    """
    comments: list[str] = []
    params: dict[str, object] = {}
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if body or not (line.startswith(("//", ":")) or not line.strip()):
            body.append(line)
        elif line.startswith("//"):
            comments.append(line.removeprefix("//").strip())
        elif line.strip():
            params.update(_read_param(line, f"{where}:{number}"))
    statement = "\n".join(body).strip().removesuffix(";").rstrip()
    if not statement:
        raise UsageError(f"{where}: expected a statement after the comments, found none")
    title, rest = (comments[0], comments[1:]) if comments else (name, [])
    return Query(name, title, tuple(rest), params, statement)


def _read_param(line: str, where: str) -> dict[str, object]:
    match = _PARAM.fullmatch(line)
    if match is None:
        raise UsageError(f"{where}: expected `:param name => value;`, found {line.strip()!r:.200}")
    value = match[2].strip().removesuffix(";").rstrip()
    try:
        return {match[1]: read_literal(value)}
    except ValueError:
        raise UsageError(
            f"{where}: expected a string, number, list, boolean or null as the value of {match[1]:.80}, "
            f"found {value!r:.200}"
        ) from None


def read_literal(text: str) -> object:
    """The value of a Cypher literal: a string in either quotes, a number, true, false, null, or a list of these.

    >>> read_literal("['it\\\\'s', 2, -0.5, true, null]")
    ["it's", 2, -0.5, True, None]

    Raises
        ValueError: it is none of these.
    """
    try:
        return json.loads(_STRING.sub(_as_json_string, text.strip()))
    except RecursionError:
        raise ValueError("its brackets nest too deep") from None


_STRING = re.compile(r"'((?:[^'\\]|\\.)*+)('|\\?\Z)|\"(?:[^\"\\]|\\.)*+(?:\"|\\?\Z)", re.DOTALL)


def _as_json_string(match: re.Match[str]) -> str:
    if match[2] != "'":
        return match[0]
    return '"' + re.sub(r"\\.|\"", _as_json_escape, match[1], flags=re.DOTALL) + '"'


def _as_json_escape(match: re.Match[str]) -> str:
    return {'"': '\\"', "\\'": "'", "\\`": "`"}.get(match[0], match[0])
