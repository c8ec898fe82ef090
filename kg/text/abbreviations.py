"""Abbreviations that a text defines, with their long forms.

Reference
    Schwartz & Hearst 2003, A simple algorithm for identifying abbreviation definitions in biomedical text,
    https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Abbreviation", "abbreviations"]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short and a long form, each with its place in the text."""

    short: str
    long: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


_PARENTHESIS = re.compile(r"[(（]([^()（）]{2,80})[)）]")
_LEAD = re.compile(
    r"(?:i\.e\.|e\.g\.|termed|called|named|denoted(?: as| by)?|dubbed|abbreviated(?: as)?|or|hereafter|hereinafter"
    r"|short for|also known as|a\.k\.a\.|aka|简称|即|简称为)[,，:]?\s*"
)
_SHORT = re.compile(r"(?=.*[A-Z\u0370-\u03ff])[^\W_][\w\-+*./&^]{1,13}(?: [\w\-+*]{1,8})?")
_WORD = re.compile(r"\S+")
_ACRONYM = re.compile(r"[A-Z].*[A-Z]")


def abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The pairs `long (short)` and `short (long)` that stand in the text, in order of their parentheses.

    >>> [(a.short, a.long) for a in abbreviations("We train a graph neural network (GNN).")]
    [('GNN', 'graph neural network')]
    """
    found = (_in_parenthesis(text, match) for match in _PARENTHESIS.finditer(text))
    return tuple(pair for pair in found if pair is not None)


def _in_parenthesis(text: str, match: re.Match[str]) -> Abbreviation | None:
    start = match.start(1)
    inner = re.split(r"[;,；，]", match[1])[0]
    if lead := _LEAD.match(inner):
        start, inner = start + lead.end(), inner[lead.end() :]
    start += len(inner) - len(inner.lstrip(" \"'“‘"))
    inner = inner.strip(" \"'“”‘’")
    window = max(0, match.start() - 200)
    before = text[window : match.start()].rstrip().rstrip("\"'”’").rstrip()
    words = list(_WORD.finditer(before))
    if not words:
        return None
    if _SHORT.fullmatch(inner):
        letters = len(re.sub(r"\W", "", inner))
        first = words[-min(letters + 5, letters * 2, len(words))].start()
        if (at := _long_start(inner, before[first:])) is not None:
            long = before[first + at :]
            low = window + first + at
            return Abbreviation(inner, long, start, start + len(inner), low, low + len(long))
    short = words[-1][0].strip("\"'“‘,.")
    if (
        len(inner.split()) >= 2
        and _ACRONYM.search(short)
        and _SHORT.fullmatch(short)
        and _long_start(short, inner) == 0
    ):
        low = window + words[-1].start() + words[-1][0].find(short)
        return Abbreviation(short, inner, low, low + len(short), start, start + len(inner))
    return None


def _long_start(short: str, text: str) -> int | None:
    """Where the long form of `short` begins that ends with `text`: its letters in order, the first at a word start."""
    letters = re.sub(r"\W", "", short)
    if letters.endswith("s") and letters[:-1].isupper():
        letters = letters[:-1]
    if len(letters) < 2:
        return None
    at = len(text) - 1
    for i in range(len(letters) - 1, -1, -1):
        letter = letters[i].lower()
        while at >= 0 and (text[at].lower() != letter or (i == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= i > 0
    long = text[at:].strip()
    if len(long) <= len(short) or re.search(r"[.;:](?:\s|$)|[()\[\]]", long) or short in long.split():
        return None
    return at
