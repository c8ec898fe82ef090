"""The shipped encoder: a probability for each tag at each word, whatever the text's length."""

from __future__ import annotations

import numpy as np

from kg.extraction.encoder import shipped_encoder
from kg.extraction.reading import read
from kg.extraction.tags import TAGS


def test_a_proposed_and_a_used_name_are_told_apart() -> None:
    reading = read("BrookNet: pruning by rainfall", "We propose BrookNet, which prunes a Kalman filter of sensors.")
    scores = shipped_encoder()(reading)
    assert scores.shape == (len(reading.tokens), len(TAGS))
    assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)
    best = {word: TAGS[tag] for word, tag in zip(reading.tokens, scores.argmax(axis=1), strict=True)}
    assert best["BrookNet"] == "B-PROPOSES"
    assert best["Kalman"] == "B-USES"
    assert best["of"] == "O"


def test_a_text_longer_than_a_window_is_read_to_its_end() -> None:
    long = read("", "It rains on the hills and the rivers rise. " * 60 + "We propose BrookNet, a network.")
    scores = shipped_encoder()(long)
    assert scores.shape == (len(long.tokens), len(TAGS))
    assert TAGS[int(scores[long.tokens.index("BrookNet")].argmax())] == "B-PROPOSES"


def test_the_same_text_gives_the_same_scores_whatever_was_read_before() -> None:
    encode = shipped_encoder()
    reading = read("A title", "A text about FernNet.")
    first = encode(reading)
    encode(read("", "Another text, of another length altogether."))
    assert np.array_equal(first, encode(reading))
