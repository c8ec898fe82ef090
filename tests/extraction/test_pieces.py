"""Words as word pieces: every word has a place, and long texts are cut into windows that hold together."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kg.extraction.encoder import joined
from kg.extraction.pieces import LONGEST, Window, windows
from kg.extraction.tags import TAGS


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_buffer((files("kg.extraction") / "data" / "pieces.json").read_bytes())


def test_a_short_text_is_one_window(tokenizer: Tokenizer) -> None:
    (window,) = windows(tokenizer, ["Embeddings", "\n", "of", "graphs"])
    pieces = [tokenizer.id_to_token(int(piece)) for piece in window.ids]
    assert pieces == ["[CLS]", "em", "##bed", "##ding", "##s", "[SEP]", "of", "graphs", "[SEP]"]
    assert window.word.tolist() == [-1, 0, 0, 0, 0, 1, 2, 3, -1]
    assert window.first.tolist() == [1, 5, 6, 7]


def test_a_word_that_no_piece_fits_is_the_unknown_piece(tokenizer: Tokenizer) -> None:
    (window,) = windows(tokenizer, ["\u0378", "net"])
    assert tokenizer.id_to_token(int(window.ids[1])) == "[UNK]"


words = st.lists(st.sampled_from(["a", "tokenization", "\n", "\u0378", "x" * 90, "-"]), min_size=1, max_size=900)


@settings(max_examples=40, deadline=None)
@given(words)
def test_windows_cover_every_word_and_fit(tokenizer: Tokenizer, tokens: list[str]) -> None:
    found = windows(tokenizer, tokens)
    covered = {window.start + at for window in found for at in range(len(window.first))}
    assert covered == set(range(len(tokens)))
    assert all(len(window.ids) <= LONGEST for window in found)


def test_of_two_windows_each_counts_in_its_half_of_the_overlap() -> None:
    def window(start: int, size: int) -> Window:
        return Window(start, np.zeros(size + 2, np.int64), np.zeros(size + 2, np.int64), np.arange(1, size + 1))

    def said(size: int, tag: int) -> np.ndarray:
        scores = np.zeros((size + 2, len(TAGS)), np.float32)
        scores[:, tag] = 9
        return scores

    table = joined([(window(0, 10), said(10, 1)), (window(6, 10), said(10, 2))])
    assert table.argmax(axis=1).tolist() == [1] * 8 + [2] * 8
    assert np.allclose(np.exp(table).sum(axis=1), 1)
