"""BibTeX files, as far as a reading list needs them: the fields that tell which paper an entry is.

Written for files as reference managers and people leave them: unknown entry types, `@string` names, fields without a
comma between them, an entry that never ends. What cannot be read is left out and named, and reading goes on at the next
line that begins with `@`.

Reference
    O. Patashnik, BibTeXing, 1988: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["BibEntry", "read_bibtex"]

_ENTRY = re.compile(r"^[ \t]*+@[ \t]*+(\w++)[ \t]*+([{(])", re.MULTILINE)
_KEY = re.compile(r"\s*+([^\s,=#{}\"]*+)\s*+(?:,|(?=[})]))")
_MARK = re.compile(r"\\[^\n]|[{}\"]|\n[ \t]*+@[ \t]*+\w++[ \t]*+[{(]")
_JOINT = re.compile(r"\s*+#\s*+")
_CLOSING = re.compile(r"[\s,]*+[})]")
_FIELD = re.compile(r"[\s,]*+([A-Za-z][\w:+.-]*+)\s*+=\s*+")
_BARE = re.compile(r"[^\s,#{}\"()]+")
_NO_PAPER = {"comment", "preamble", "string"}


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: its citation key, the line on which it begins (from 1), its fields as written, names in lower case."""

    key: str
    line: int
    fields: Mapping[str, str]


def read_bibtex(text: str) -> tuple[list[BibEntry], list[str]]:
    """(the entries in file order, one message for each that could not be read).

    >>> read_bibtex("@article{ash, title = {Trees {Burn}}, year = 2026}")[0][0].fields
    {'title': 'Trees {Burn}', 'year': '2026'}
    """
    entries: list[BibEntry] = []
    problems: list[str] = []
    end = counted = 0
    line = 1
    for match in _ENTRY.finditer(text):
        if match.start() < end or match[1].casefold() in _NO_PAPER:
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        key = _KEY.match(text, match.end())
        fields, stop = _fields(text, key.end()) if key else ({}, None)
        if key is None or stop is None:
            problems.append(f"line {line}: expected an entry that closes its braces, found none. It was left out.")
            continue
        entries.append(BibEntry(key[1], line, fields))
        end = stop
    return entries, problems


def _fields(text: str, at: int) -> tuple[dict[str, str], int | None]:
    """The fields that begin here, and the place after the entry's closing brace; None where it never comes."""
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, at):
        value, after = _value(text, match.end())
        if after is None:
            return fields, None
        fields.setdefault(match[1].casefold(), value)
        at = after
    closing = _CLOSING.match(text, at)
    return fields, closing.end() if closing else None


def _value(text: str, at: int) -> tuple[str, int | None]:
    """A value, its pieces (`{…}`, `"…"`, a word or number) joined where `#` stands between them, and its end."""
    pieces: list[str] = []
    while True:
        piece, end = _piece(text, at)
        if end is None:
            return "", None
        pieces.append(piece)
        joint = _JOINT.match(text, end)
        if joint is None:
            return " ".join("".join(pieces).split()), end
        at = joint.end()


def _piece(text: str, at: int) -> tuple[str, int | None]:
    opening = text[at : at + 1]
    if opening not in ("{", '"'):
        bare = _BARE.match(text, at)
        return (bare[0], bare.end()) if bare else ("", None)
    depth = 0
    for match in _MARK.finditer(text, at):
        sign = match[0]
        if sign.lstrip().startswith("@"):
            break  # the next entry begins: this one was never closed
        depth += (sign == "{") - (sign == "}")
        closes = sign == "}" if opening == "{" else sign == '"' and match.start() > at
        if closes and depth == 0:
            return text[at + 1 : match.start()], match.end()
    return "", None
