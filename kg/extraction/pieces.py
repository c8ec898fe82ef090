"""Words as word pieces, in windows that the encoder can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

__all__ = ["LONGEST", "Window", "windows"]

LONGEST = 512
"""The most pieces of one window, both end marks included."""

_OVERLAP = 64
"""How many words two windows of a long text share at least."""

_MOST_PIECES = 64
"""Pieces of a word beyond these are left out."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words as pieces: `ids` of the pieces, `word` of each piece (-1 for a mark), `first` piece of each word.

    Both count words from the window's first word, which is the text's word number `start`.
    """

    start: int
    ids: Ints
    word: Ints
    first: Ints


def windows(tokenizer: Tokenizer, tokens: Sequence[str]) -> list[Window]:
    """The windows of a text, nearly always one; a longer text is cut into overlapping ones.

    A line feed becomes the separator, a word without pieces the unknown piece, so that every word has a place.
    """
    start_mark, end_mark, unknown = (_mark(tokenizer, name) for name in ("[CLS]", "[SEP]", "[UNK]"))
    encoded = tokenizer.encode(list(tokens), is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in tokens]
    for piece, at in zip(encoded.ids, encoded.word_ids, strict=True):
        if at is not None:
            found[at].append(piece)
    pieces = [
        [end_mark] if word == "\n" else own[:_MOST_PIECES] or [unknown] for word, own in zip(tokens, found, strict=True)
    ]
    result, low = [], 0
    while True:
        high, room = low, LONGEST - 2
        while high < len(tokens) and room >= len(pieces[high]):
            room -= len(pieces[high])
            high += 1
        result.append(_window(low, pieces[low:high], start_mark, end_mark))
        if high == len(tokens):
            return result
        low = max(low + 1, high - _OVERLAP)


def _mark(tokenizer: Tokenizer, name: str) -> int:
    """The number of a piece that every vocabulary of this kind has."""
    number = tokenizer.token_to_id(name)
    assert number is not None, name
    return number


def _window(start: int, pieces: Sequence[Sequence[int]], start_mark: int, end_mark: int) -> Window:
    lengths = np.asarray([len(word) for word in pieces], dtype=np.int64)
    first = 1 + np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    ids = np.asarray([start_mark, *(piece for word in pieces for piece in word), end_mark], dtype=np.int64)
    word = np.concatenate([[-1], np.repeat(np.arange(len(pieces)), lengths), [-1]]).astype(np.int64)
    return Window(start, ids, word, first)
