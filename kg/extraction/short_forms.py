"""Which name of a text is short for which other one: by definition, by its initials, by what it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from kg.extraction.cut import Range
from kg.extraction.reading import Reading
from kg.text.keys import name_key

__all__ = ["Pair", "by_initials", "defined", "spelt_out"]

Pair = tuple[Range, Range]
"""The places of a short form and of its long form."""

_SMALL = frozenset({"of", "and", "for", "the", "with", "in", "a", "on", "to", "via", "by", "from", "using"})
_TWO_LETTERS = frozenset({"RL", "FL", "KD", "DP", "GP", "BO", "IL", "TL", "SR", "KF", "SA", "GA", "CL"})
_JOINT = re.compile(r" (- |[+#*])")
_TIMES = re.compile(r"([A-Z])([2-5])")


def defined(reading: Reading) -> list[Pair]:
    """The pairs that the text defines, those left out that do not begin and end at words."""
    spans = (
        (reading.words_of(pair.short_start, pair.short_end), reading.words_of(pair.long_start, pair.long_end))
        for pair in reading.pairs
    )
    return [(short, long) for short, long in spans if short is not None and long is not None]


def by_initials(
    reading: Reading, spans: Sequence[Range], known: Collection[str], key_of: Mapping[Range, str]
) -> list[Pair]:
    """(Acronym, name with these initials) for acronyms whose key is not `known`; of two names the first."""
    long_of: dict[str, Range] = {}
    for span in spans:
        words = [word for word in reading.tokens[slice(*span)] if word[0].isalnum()]
        if len(words) > 1 and key_of[span] not in known:
            for initials in _initials(words):
                long_of.setdefault(initials, span)
    pairs = []
    for span in spans:
        short = reading.tokens[span[0]].removesuffix("s")
        if span[1] == span[0] + 1 and key_of[span] not in known and _is_acronym(short):
            long = long_of.get(short.casefold()) or long_of.get(_TIMES.sub(_repeated, short).casefold())
            if long is not None:
                pairs.append((span, long))
    return pairs


def _initials(words: Sequence[str]) -> list[str]:
    """The first letters of the words that are not small, and of all words."""
    kept = [word for word in words if word.casefold() not in _SMALL]
    forms = ("".join(word[0] for word in some).casefold() for some in (kept, words))
    return [form for form in dict.fromkeys(forms) if len(form) > 1]


def _is_acronym(word: str) -> bool:
    """Two capitals and a third sign (`RAG`, `CoT`, `D3`), or one of few acronyms of two letters."""
    capitals = sum(map(str.isupper, word))
    return word in _TWO_LETTERS or (len(word) > 2 and capitals > 1) or bool(_TIMES.fullmatch(word))


def _repeated(match: re.Match[str]) -> str:
    return match[1] * int(match[2])


def spelt_out(reading: Reading, spans: Sequence[Range], pairs: Sequence[Pair]) -> list[Pair]:
    """(Name that holds a short form, the same name with the long form instead), where both stand in the text."""
    words = reading.tokens
    place_of: dict[str, Range] = {}
    for span in spans:
        place_of.setdefault(_key(words[slice(*span)]), span)
    found = []
    for short, long in dict.fromkeys((words[slice(*short)], words[slice(*long)]) for short, long in pairs):
        for span in spans:
            name = words[slice(*span)]
            at = next((i for i in range(len(name)) if name[i : i + len(short)] == short), None)
            if at is not None and len(name) > len(short):
                other = place_of.get(_key((*name[:at], *long, *name[at + len(short) :])))
                if other is not None and words[slice(*other)] != name:
                    found.append((span, other))
    return found


def _key(words: Sequence[str]) -> str:
    """The key of the words as they are written, since the `A` of `A-ZIP` is no article and the `+` of `ZIP+` counts."""
    return name_key(_JOINT.sub(lambda match: match[1].strip(), " ".join(words)))
