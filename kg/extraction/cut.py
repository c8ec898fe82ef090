"""A found name without the words that are none of it: brackets, introductions, and the word for what it is."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.extraction.noise import is_noise
from kg.extraction.reading import Reading

__all__ = ["Range", "cut"]

Range = tuple[int, int]
"""A half-open range of words."""

_BEFORE = """
    a an the our of and via using with by from for vanilla standard classical conventional traditional existing original
    pretrained proposed various several popular recent
"""
_INTRODUCTIONS = frozenset(_BEFORE.split())
_BEHIND = """
    adapter adapters benchmark benchmarks catalog catalogue challenge classifier classifiers collection corpora corpus
    data database dataset datasets engine family framework guidelines leaderboard library optimizer package pipeline
    platform protocol series suite survey tokenizer toolkit variant variants
"""
_KINDS = frozenset(_BEHIND.split())
_COINED = re.compile(r"[A-Z].*[A-Z]|[A-Za-z]-?\d|[a-z][A-Z]")
_OPEN, _CLOSE = frozenset("(（"), frozenset(")）")
_MOST_BETWEEN = 2


def cut(reading: Reading, span: Range, defined: Collection[Range]) -> Range | None:
    """The words of the range that are a name, None where none are left; `defined` are places of short forms.

    `the proposed FooNet (see` is cut to `FooNet`, `Foo Net (FN) layer` to `Foo Net` where FN is defined there, and
    `FooNet dataset` to `FooNet`, `FooNet crash dataset` only where `FooNet` stands elsewhere without these words.
    """
    words = reading.tokens
    first, last = _without_brackets(words, span, defined)
    while first < last and (words[first] in _INTRODUCTIONS or not _opens(words[first])):
        first += 1
    while first < last and not _closes(words[last - 1]):
        last -= 1
    return _without_kind(words, (first, last)) if first < last else None


def _opens(word: str) -> bool:
    return word[0].isalnum() or word[0] in "_.(（"


def _closes(word: str) -> bool:
    return word[-1].isalnum() or word[-1] in "_+#*)）'’"


def _without_brackets(words: tuple[str, ...], span: Range, defined: Collection[Range]) -> Range:
    """The range before its first bracket where that has no other end, or holds a short form that is defined there."""
    first, last = span
    for i in range(first, last):
        if words[i] in _CLOSE:
            return first, i
        if words[i] in _OPEN:
            end = next((j for j in range(i, last) if words[j] in _CLOSE), None)
            if i > first and (end is None or (i + 1, end) in defined):
                return first, i
            return (i + 1, last) if end is None else span
    return span


def _without_kind(words: tuple[str, ...], span: Range) -> Range:
    first, last = span
    if words[last - 1] not in _KINDS:
        return span
    end = last - 1
    while end > max(first, last - 2 - _MOST_BETWEEN) and words[end - 1].islower():
        end -= 1
    name = words[first:end]
    coined = _COINED.search("".join(name)) is not None and not is_noise(name) and words[end].isalpha()
    return (first, end) if coined and (end == last - 1 or _elsewhere(words, name)) else span


def _elsewhere(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether the name stands in the text with another word behind it than one for its kind."""
    return any(
        words[i : i + len(name)] == name and not _KINDS.intersection(words[i + len(name) : i + len(name) + 3])
        for i, word in enumerate(words)
        if word == name[0]
    )
