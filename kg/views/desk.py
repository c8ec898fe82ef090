"""The desk of `kg serve`: one HTML page with links, a query box, and the answer; it holds no script.

`Desk` is all that it says, `render_desk` turns it into HTML in which every text is only text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from kg.views.parts import hash_sources, read_part
from kg.views.values import shown

SHOWN_ROWS = 1_000
_STYLE = "desk.css"


@dataclass(frozen=True, slots=True)
class Entry:
    """A query of the library: its name and what it answers."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows. `answer` is None before a question, `error` is '' where there is none."""

    about: str
    pages: Sequence[tuple[str, str]]
    library: Sequence[Entry]
    query: str = ""
    params: str = ""
    columns: Sequence[str] = ()
    answer: Sequence[Mapping[str, Any]] | None = None
    error: str = ""


def render_desk(desk: Desk) -> str:
    """The page; its links are relative to where it is served."""
    style = read_part(_STYLE)
    links = "".join(f'<a href="{escape(address)}">{escape(name)}</a>' for name, address in desk.pages)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>kg</title>'
        f"<style>{style}</style></head><body>"
        f'<h1>kg</h1><p class="about">{escape(desk.about)}</p><nav>{links}</nav>{_form(desk)}'
        + (f'<p class="error">{escape(desk.error)}</p>' if desk.error else "")
        + (_table(desk.columns, desk.answer) if desk.answer is not None else "")
        + _library(desk.library)
        + "</body></html>\n"
    )


def desk_policy() -> str:
    """The Content-Security-Policy: our style sheet, forms to ourselves, and nothing else."""
    style = hash_sources([read_part(_STYLE)])
    return f"default-src 'none'; style-src {style}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def _form(desk: Desk) -> str:
    lines = max(3, min(18, desk.query.count("\n") + 1))
    given = max(2, desk.params.count("\n") + 1)
    return (
        '<form method="post" action="query">'
        '<label for="query">Cypher, or the name of a query below (only reading is allowed)</label>'
        f'<textarea id="query" name="query" rows="{lines}" spellcheck="false" autofocus>'
        f"\n{escape(desk.query)}</textarea>"
        '<label for="params">Parameters, one a line: author = Wei Wang</label>'
        f'<textarea id="params" name="params" rows="{given}" spellcheck="false">\n{escape(desk.params)}</textarea>'
        "<button>Ask</button></form>"
    )


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return (
            "<p>No rows: the store holds no such thing. Does what is named exist? <code>kg find NAME</code> tells.</p>"
        )
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(_cell(row[column]) for column in columns)}</tr>" for row in rows[:SHOWN_ROWS])
    more = f", the first {SHOWN_ROWS:,} are shown" if len(rows) > SHOWN_ROWS else ""
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return f'<p><small>{count}{more}</small></p><div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _cell(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"<td{' class=number' * is_number}>{escape(shown(value))}</td>"


def _library(library: Sequence[Entry]) -> str:
    rows = "".join(
        f'<tr><td><a href="./?query={quote(entry.name)}">{escape(entry.name)}</a></td>'
        f"<td>{escape(entry.title)}</td></tr>"
        for entry in library
    )
    return f"<details open><summary>Queries of the library</summary><table>{rows}</table></details>"
