"""The extractor on texts of our own."""

from __future__ import annotations

import pickle

import pytest

from kg.extraction.extract import Extractor
from kg.model.mentions import Mention, TextUnit

TITLE = r"\texttt{OrchardNet}: Counting Apples from Drones"
ABSTRACT = (
    "Counting fruit by hand is slow. We propose OrchardNet, a lightweight network that extends Mask R-CNN with a"
    " Kalman filter. Trained with Wide Margin Pruning (WMP), OrchardNet outperforms YOLOv8 on the OrchardBench dataset."
    " We also report the RIPE$_{10}$ score."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def mentions(extractor: Extractor) -> tuple[Mention, ...]:
    return extractor.paper(TITLE, ABSTRACT)


def test_places_are_those_of_the_stored_text(mentions: tuple[Mention, ...]) -> None:
    texts = {"title": TITLE, "abstract": ABSTRACT}
    assert mentions
    for mention in mentions:
        text = texts[mention.section]
        assert text[mention.start : mention.end] == mention.surface
        assert mention.evidence_start <= mention.start < mention.end <= mention.evidence_end
        assert 0 <= mention.confidence <= 1
        assert mention.rule


def test_the_proposed_method_keeps_every_place_and_one_relation(mentions: tuple[Mention, ...]) -> None:
    places = [mention for mention in mentions if mention.name == "OrchardNet"]
    assert [mention.section for mention in places] == ["title", "abstract", "abstract"]
    assert {(mention.relation, mention.label) for mention in places} == {("PROPOSES", "Method")}


def test_long_and_short_form_know_each_other(mentions: tuple[Mention, ...]) -> None:
    forms = {mention.name: mention for mention in mentions}
    assert forms["WMP"].long_form == "Wide Margin Pruning"
    assert forms["Wide Margin Pruning"].short_form == "WMP"
    assert forms["WMP"].relation == forms["Wide Margin Pruning"].relation


def test_a_result_depends_on_its_text_alone(extractor: Extractor, mentions: tuple[Mention, ...]) -> None:
    extractor.paper("Another: title", "We present Foo-1, a tool that needs BERT.")
    assert extractor.paper(TITLE, ABSTRACT) == mentions
    assert pickle.loads(pickle.dumps(extractor)).paper(TITLE, ABSTRACT) == mentions


def test_a_unit_is_read_by_its_kind(extractor: Extractor, mentions: tuple[Mention, ...]) -> None:
    assert extractor.unit(TextUnit("paper", TITLE, ABSTRACT)) == mentions
    summary = extractor.unit(TextUnit("summary:method:English", "", "They propose OrchardNet."))
    assert [(mention.name, mention.section) for mention in summary] == [("OrchardNet", "summary:method")]


@pytest.mark.parametrize(
    ("title", "abstract"), [("", ""), ("A", ""), ("", "b"), ("$", "{"), ("\n", "\x00 \n"), ("É:", "é")]
)
def test_odd_texts_give_no_error(extractor: Extractor, title: str, abstract: str) -> None:
    assert extractor.paper(title, abstract) == ()


def test_chinese_and_korean_phrases(extractor: Extractor) -> None:
    chinese = extractor.summary("method", "本文提出了一种新框架OrchardNet，基于ResNet，并在OrchardBench数据集上测试。")
    assert {(m.name, m.relation) for m in chinese} >= {("OrchardNet", "PROPOSES"), ("OrchardBench", "EVALUATES_ON")}
    korean = extractor.summary("tldr", "본 연구는 OrchardNet을 제안한다.")
    assert [(m.name, m.relation, m.section) for m in korean] == [("OrchardNet", "PROPOSES", "summary:tldr")]
