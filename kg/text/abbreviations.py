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
_PART = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[A-Z].*[A-Z]")
_TIMES = re.compile(r"([A-Z])([2-5])")
_SMALL = re.compile(r"(?:and|of|for|via|in|with|the|a|an|to|on|by|from)\b")


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
    """Where the long form of `short` begins that ends with `text`.

    Its letters are the initials of the last words; else they stand there in order, the first at a word's start (`D3`
    counts as `DDD`, `T2I` as `TtI`); else its capitals are those of the last capitalised words.
    """
    letters = re.sub(r"\W", "", short)
    if letters.endswith("s") and letters[:-1].isupper():
        letters = letters[:-1]
    spelt = (letters, _TIMES.sub(lambda match: match[1] * int(match[2]), letters), letters.replace("2", "t"))
    readings = [each for each in dict.fromkeys(spelt) if len(each) > 1]
    at = next(
        (at for find in (_initials_start, _letters_start) for each in readings if (at := find(each, text)) is not None),
        None,
    )
    at = _capitals_start(letters, text) if at is None else at
    if at is None:
        return None
    long = text[at:].strip()
    if len(long) <= len(short) or re.search(r"[.;:](?:\s|$)|[()\[\]]", long) or short in long.split():
        return None
    return at


def _initials_start(letters: str, text: str) -> int | None:
    """Where the last words begin whose initials, without or with those of small words, are the letters."""
    parts = list(_PART.finditer(text))
    content = [part for part in parts if not _SMALL.fullmatch(part[0])]
    for some in (content, parts):
        words = some[-len(letters) :]
        if "".join(part[0][0] for part in words).lower() == letters.lower():
            return words[0].start()
    return None


def _letters_start(letters: str, text: str) -> int | None:
    """Where the letters begin that stand in this order up to the end of the text.

    A small word (`and` for the A of `ARC`) gives way to one of the three words before it that begins alike.
    """
    at = len(text) - 1
    for i in range(len(letters) - 1, -1, -1):
        letter = letters[i].lower()
        while at >= 0 and (text[at].lower() != letter or (i == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= i > 0
    if _SMALL.match(text, at):
        before = list(_WORD.finditer(text, 0, at))[-3:]
        better = [word.start() for word in before if word[0][0].lower() == letters[0].lower()]
        at = better[-1] if better else at
    return at


def _capitals_start(letters: str, text: str) -> int | None:
    """Where the last capitalised words begin whose initials are the capitals among the letters, three or more."""
    wanted = [letter for letter in letters if letter.isupper()]
    parts = list(_PART.finditer(text))
    capitalised = [part for part in parts if part[0][0].isupper()][-len(wanted) :]
    if len(wanted) < 3 or not letters[0].isupper() or [part[0][0] for part in capitalised] != wanted:
        return None
    between = [part[0] for part in parts if part.start() > capitalised[0].start() and not part[0][0].isupper()]
    return capitalised[0].start() if parts[-1][0][0].isupper() and len(between) < len(wanted) else None
