"""What the encoder is told of each word beside its pieces, which know no capitals: case, place, use elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from kg.extraction.reading import Reading
from kg.extraction.tables import WordUse
from kg.extraction.tags import Floats

__all__ = ["WORD_NUMBERS", "word_numbers"]

WORD_NUMBERS = 40
"""How many numbers a word has, each between 0 and 1."""

_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")
_GLUED = re.compile(r"\S+")
_STEPS = (0, 3, 10, 40, 150, 1000)
_SIGNS = ("-", "(", ")", ":", ".", ",", "/")
_PREFIX_LENGTH = 60


def word_numbers(reading: Reading, uses: Mapping[str, WordUse]) -> Floats:
    """The numbers of each word: shape (words, WORD_NUMBERS)."""
    table = np.zeros((len(reading.tokens), WORD_NUMBERS), dtype=np.float32)
    for row, word in zip(table, reading.tokens, strict=True):
        row[:13] = _form(word)
        row[13:23] = _use(word, uses)
    _add_glued(table, reading)
    _add_place(table, reading)
    return table


def _form(word: str) -> list[float]:
    letters = any(map(str.isalpha, word))
    return [
        word.islower(), word.istitle() and len(word) > 1, word.isupper() and len(word) > 1,
        word.isupper() and len(word) == 1, bool(_CAMEL.search(word)), letters and any(map(str.isdigit, word)),
        *(word == sign for sign in _SIGNS),
    ]  # fmt: skip


def _use(word: str, uses: Mapping[str, WordUse]) -> list[float]:
    """In how many papers the word stands (one of seven steps), and how odd its case is there."""
    if not word[0].isalnum():
        return [0.0] * 10
    use = uses.get(word.casefold())
    papers, lower = (use.papers, use.lower) if use else (0, 0.5)
    step = sum(papers > edge for edge in _STEPS)
    capital = word[0].isupper()
    return [*(float(step == i) for i in range(7)), lower, capital * (1 - lower), float(capital and lower > 0.9)]


def _add_glued(table: Floats, reading: Reading) -> None:
    """The whole that a word is glued into (`BERT-based`): its case, digits and hyphens; the neighbours it touches."""
    wholes = [match.span() for match in _GLUED.finditer(reading.text)] or [(0, 0)]
    at = 0
    for row, (start, end) in zip(table, reading.words, strict=True):
        while at < len(wholes) - 1 and wholes[at][1] <= start:
            at += 1
        whole = reading.text[slice(*wholes[at])].strip(".,;:()[]\"'")
        capital = any(map(str.isupper, whole))
        row[23:27] = [bool(_CAMEL.search(whole)), capital and "-" in whole, capital and any(map(str.isdigit, whole)),
                      len(whole) > 1 and whole.isupper()]  # fmt: skip
        row[27] = reading.text[end : end + 1] == "-"
        row[28] = reading.text[max(start - 1, 0) : start] == "-"


def _add_place(table: Floats, reading: Reading) -> None:
    """Title, what stands before its colon, sentence beginnings, abbreviations, repeats, place in the text."""
    counts = Counter(reading.tokens)
    colon = reading.text.find(":", 0, reading.title_end)
    titled = {word.casefold() for word, (start, _) in zip(reading.tokens, reading.words, strict=True)
              if start < reading.title_end}  # fmt: skip
    prefix = {word.casefold() for word, (start, _) in zip(reading.tokens, reading.words, strict=True)
              if start < colon <= _PREFIX_LENGTH}  # fmt: skip
    firsts = {start for start, _ in reading.sentences}
    for row, word, (start, _) in zip(table, reading.tokens, reading.words, strict=True):
        in_title = start < reading.title_end
        row[29:37] = [
            in_title, in_title and start < colon, in_title and start < colon <= _PREFIX_LENGTH, start in firsts,
            counts[word] >= 2, counts[word] >= 4, not in_title and word.casefold() in titled,
            word.casefold() in prefix,
        ]  # fmt: skip
        row[37] = start / max(len(reading.text), 1)
    for pair in reading.pairs:
        for column, start, end in ((38, pair.short_start, pair.short_end), (39, pair.long_start, pair.long_end)):
            if (span := reading.words_of(start, end)) is not None:
                table[slice(*span), column] = 1
