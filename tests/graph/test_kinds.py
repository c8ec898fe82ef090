"""The kind of a method, by the words around it."""

from __future__ import annotations

import pytest

from kg.graph.kinds import kind_of
from kg.model.mentions import Mention, TextUnit


def said(text: str, name: str = "Lichen", paper: str = "p1") -> tuple[str, Mention, TextUnit]:
    start = text.index(name)
    end = start + len(name)
    mention = Mention("abstract", start, end, name, name, "Method", "USES", 0.9, "cue", 0, len(text))
    return paper, mention, TextUnit("paper", "", text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We run the Lichen algorithm twice.", "algorithm"),
        ("Lichen, a slow framework for moss, grows.", "framework"),
        ("Lichen (LI) is a very small language model that reads.", "model"),
        ("Lichen: A Library for Slow Gardens", "tool"),
        ("We present a toolkit called Lichen.", "tool"),
        ("Our architecture, Lichen, grows.", "architecture"),
        ("Large models such as Fern-2, Moss, and Lichen grow.", "model"),
        (r"a network named \texttt{Lichen} is", "network"),
        ("Lichen, a garden of slow models, grows.", None),
        ("Lichen is a new way to grow models.", None),
        ("Lichen grows in the system.", None),
        ("The model grows. Lichen does not.", None),
    ],
)
def test_what_one_sentence_says(text: str, kind: str | None) -> None:
    assert kind_of([said(text)]) == kind


def test_the_last_word_of_the_name_says_it() -> None:
    assert kind_of([said("We use Slow Moss Models here.", "Slow Moss Models")]) == "model"
    assert kind_of([said("We use theory here.", "theory")]) is None


def test_papers_vote_and_a_tie_takes_what_says_more() -> None:
    model, method = "the Lichen model", "the Lichen method"
    assert kind_of([said(model), said(method)]) == "model"
    assert kind_of([said(model), said(method), said(method, paper="p2")]) == "method"
    assert kind_of([said(model), said(method), said(method)]) == "model"
    assert kind_of([]) is None
