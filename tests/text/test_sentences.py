"""Sentence spans."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.text.sentences import sentence_spans


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_english_with_abbreviations_and_numbers() -> None:
    text = "We use e.g. FooNet, cf. Fig. 2. It gains 3.5 points! Code is here."
    assert _sentences(text) == ["We use e.g. FooNet, cf. Fig. 2.", "It gains 3.5 points!", "Code is here."]


def test_chinese() -> None:
    assert _sentences("我们提出FooNet。它很快！结束") == ["我们提出FooNet。", "它很快！", "结束"]


@given(st.text(alphabet="aB. !?。\n(", max_size=60))
def test_in_order_apart_and_nothing_lost(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join("".join(_sentences(text)).split()) == "".join(text.split())
