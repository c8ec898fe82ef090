"""What the encoder is told of each word."""

from __future__ import annotations

import numpy as np

from kg.extraction.reading import read
from kg.extraction.tables import WordUse
from kg.extraction.word_numbers import WORD_NUMBERS, word_numbers

USES = {"graph": WordUse(9000, 0.95), "fernweave": WordUse(1, 0.0)}


def test_case_place_and_repeats_are_told() -> None:
    reading = read("FernWeave: graph layouts", "We show FernWeave (FW), a Graph-based tool.")
    table = word_numbers(reading, USES)
    words = list(reading.tokens)
    assert table.shape == (len(words), WORD_NUMBERS)
    name, again = (i for i, word in enumerate(words) if word == "FernWeave")
    assert table[name, [4, 29, 30, 31, 33]].tolist() == [1, 1, 1, 1, 1]  # camel case, title, before the colon, repeated
    assert table[again, [29, 35, 36]].tolist() == [0, 1, 1]  # in the text; stands in the title, before its colon
    assert table[words.index("FW"), [2, 38]].tolist() == [1, 1]  # capitals; the short form of a pair
    glued = words.index("Graph")
    assert table[glued, [27, 28]].tolist() == [1, 0]  # a hyphen after it, none before
    assert table[glued, 22] == 1  # a capital on a word that is nearly always small


def test_all_numbers_lie_between_0_and_1() -> None:
    table = word_numbers(read("", "Ünïcode, 3D-σ and 中文 — a/b (x:y)."), {})
    assert np.all((table >= 0) & (table <= 1))
