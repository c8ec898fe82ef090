"""Author lists as digests write them: joined by commas or semicolons, or as the literal of a Python list."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

from kg.model.records import AuthorName
from kg.sources.decode import fold

_LITERAL = re.compile(r"""\[\s*+(?:(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")\s*+(?:,\s*+|(?=\])))*+\]""")
LONGEST = 500
"""Characters of a name, collaborations included; a store's index takes no key of thousands of bytes."""
DROPPED = f"an author that is empty, ':' or longer than {LONGEST} characters was left out"

_SUFFIX = re.compile(r"(?:[JjSs]r\.?|JR\.?|SR\.?|II|III|IV|M\.?D\.?|Ph\.?D\.?|Esq\.?)")


def split_authors(text: str) -> list[str]:
    """The names of a joined list, empty ones included; a suffix stays with the name before it.

    >>> split_authors("Ada B. Stone, Jr.,Bo Li")
    ['Ada B. Stone, Jr.', 'Bo Li']
    >>> split_authors("['Ada Stone', \\"Flann O'Dea\\"]")
    ['Ada Stone', "Flann O'Dea"]
    """
    text = fold(text)
    if text.startswith(("['", '["', "[]")) and (names := _literal(text)) is not None:
        return names
    parts = text.split(";")
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        return [part.strip() for part in parts]
    return _join_suffixes(text.split(","))


def _literal(text: str) -> list[str] | None:
    """The strings of a list literal that holds nothing else, nested nowhere; None where the text is none."""
    if not _LITERAL.fullmatch(text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return list(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return None


def _join_suffixes(parts: Iterable[str]) -> list[str]:
    names: list[list[str]] = []
    for part in map(str.strip, parts):
        if names and names[-1][0] and _SUFFIX.fullmatch(part):
            names[-1].append(part)
        else:
            names.append([part])
    return [", ".join(name) for name in names]


def author_names(names: Iterable[object], known: dict[str, AuthorName] | None = None) -> tuple[list[AuthorName], int]:
    """The slots of an author list and the number of entries that name nobody (empty, `:`) and were left out.

    An entry is a string or an object with `name`; one of more than LONGEST characters names nobody either. Names that
    one entry joins by semicolons are slots of their own; otherwise a name stands as written (`*`, LaTeX). `known`
    shares equal names between calls.
    """
    slots: list[AuthorName] = []
    dropped = 0
    known = {} if known is None else known
    for entry in names:
        if isinstance(entry, str) and entry in known:
            slots.append(known[entry])
        elif isinstance(entry, dict) and 0 < len((slot := _described(entry)).name) <= LONGEST:
            slots.append(slot)
        else:
            for part in (entry if isinstance(entry, str) else "").split(";"):
                name = fold(part).strip(", ")
                if len(name) <= LONGEST and any(map(str.isalnum, name)):
                    slots.append(known.setdefault(name, AuthorName(name)))
                else:
                    dropped += 1
    return slots, dropped


def _described(entry: dict[str, object]) -> AuthorName:
    """An author given with ORCID and affiliation."""

    def text(key: str) -> str | None:
        value = entry.get(key)
        return fold(value) or None if isinstance(value, str) else None

    return AuthorName(text("name") or "", text("orcid"), text("affiliation"))
