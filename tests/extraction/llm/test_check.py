"""What a model named, held against the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.llm.answer import Named
from kg.extraction.llm.check import ALONE, checked
from kg.extraction.reading import read
from kg.model.mentions import Mention

TITLE = r"\textbf{RidgeNet}: Pruning 𝔽-Nets with $\beta$-VAE"
ABSTRACT = (
    "We introduce RidgeNet, a pruner that extends Low-Rank Adaptation (LoRA). On the MossBench dataset it beats\n"
    "Moss-Bert by 3 F1. RidgeNets are small. Low-rank adaptation is fast; we fine-tune on GPUs."
)


def mentions(*named: Named, shipped: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
    return checked(read(TITLE, ABSTRACT), named, shipped, "llm:m")[0]


def dropped(*named: Named) -> int:
    return checked(read(TITLE, ABSTRACT), named, (), "llm:m")[1]


def thing(name: str, relation: str = "USES", kind: str = "Method") -> Named:
    return Named((name,), relation, kind)


def stored(mention: Mention) -> str:
    return TITLE if mention.section == "title" else ABSTRACT


def test_every_place_of_a_name_is_a_mention_with_its_sentence() -> None:
    found = mentions(thing("RidgeNet", "PROPOSES"))
    assert [(m.section, m.surface) for m in found] == [("title", "RidgeNet"), ("abstract", "RidgeNet")]
    for mention in found:
        assert stored(mention)[mention.start : mention.end] == mention.surface
        assert (mention.label, mention.relation, mention.rule) == ("Method", "PROPOSES", "llm:m")
        assert mention.evidence_start <= mention.start < mention.end <= mention.evidence_end
    sentence = ABSTRACT[found[1].evidence_start : found[1].evidence_end]
    assert sentence == "We introduce RidgeNet, a pruner that extends Low-Rank Adaptation (LoRA)."


def test_offsets_count_code_points_of_the_stored_text() -> None:
    for name, surface in (("𝔽-Nets", "𝔽-Nets"), ("β-VAE", r"$\beta$-VAE")):
        (found,) = mentions(thing(name))
        assert (found.section, found.surface, found.name) == ("title", surface, name)
        assert TITLE[found.start : found.end] == surface


def test_a_name_in_latex_is_found_as_the_text_reads() -> None:
    assert mentions(thing(r"\textbf{RidgeNet}")) == mentions(thing("RidgeNet"))


@pytest.mark.parametrize("name", ["GPT-4", "Ridge", "Net", "ridge net", "LORA", "Moss", "RidgeNet: Pruning 𝔽-Nets x"])
def test_what_does_not_stand_in_the_text_as_whole_words_is_dropped(name: str) -> None:
    expected = 0 if name == "Moss" else 1
    assert dropped(thing(name)) == expected
    assert len(mentions(thing(name))) == 1 - expected


def test_a_long_name_is_found_whatever_its_case() -> None:
    assert [m.surface for m in mentions(thing("MOSSBENCH", "EVALUATES_ON", "Dataset"))] == ["MossBench"]


def test_short_and_long_form_are_one_thing_though_the_model_names_one() -> None:
    found = mentions(thing("LoRA"))
    assert [m.surface for m in found] == ["Low-Rank Adaptation", "LoRA", "Low-rank adaptation"]
    assert [m.long_form for m in found] == [None, "Low-Rank Adaptation", None]
    assert found[0].short_form == "LoRA"
    assert found == mentions(Named(("LoRA", "Low-Rank Adaptation"), "USES", "Method"))


def test_a_thing_with_two_relations_takes_the_first() -> None:
    found = mentions(thing("RidgeNet", "COMPARES_WITH"), thing("RidgeNets", "PROPOSES"))
    assert {m.relation for m in found} == {"PROPOSES"}
    assert len(found) == 3


def test_of_names_inside_one_another_the_longer_one_stays() -> None:
    assert [m.surface for m in mentions(thing("Moss"), thing("Moss-Bert", "COMPARES_WITH"))] == ["Moss-Bert"]


def test_the_label_fits_the_relation_whatever_the_model_says() -> None:
    assert {m.label for m in mentions(thing("MossBench", "EVALUATES_ON", "Task"))} == {"Dataset"}
    assert {m.label for m in mentions(thing("MossBench", "PROPOSES", "Dataset"))} == {"Dataset"}
    assert {m.label for m in mentions(thing("RidgeNet", "PROPOSES", "Task"))} == {"Method"}
    assert {m.label for m in mentions(thing("F1", "MEASURES", "Method"))} == {"Metric"}


def test_generic_words_are_no_methods() -> None:
    assert mentions(thing("GPUs")) == ()
    assert dropped(thing("GPUs"), thing("RidgeNet")) == 1


def test_confidence_tells_whether_the_shipped_extractor_agrees() -> None:
    (alone,) = mentions(thing("MossBench", "EVALUATES_ON"))
    assert alone.confidence == ALONE
    agreeing = replace(alone, confidence=0.5, rule="data_head")
    assert mentions(thing("MossBench", "EVALUATES_ON"), shipped=(agreeing,))[0].confidence == 0.8
    other = replace(agreeing, relation="USES")
    assert mentions(thing("MossBench", "EVALUATES_ON"), shipped=(other,))[0].confidence == ALONE


PIECES = ["RidgeNet", "LoRA", "GPT-4", "数据集", r"$\beta$", r"\texttt{", *"}()-. ", "\n", "é", "e\u0301", "𝔽"]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_whatever_is_named_a_mention_is_what_stands_there(text: list[str], name: list[str]) -> None:
    title, body = "".join(text[:8]), "".join(text[8:])
    found, count = checked(read(title, body), [thing("".join(name)), thing("LoRA", "PROPOSES")], (), "r")
    assert 0 <= count <= 2
    for mention in found:
        source = title if mention.section == "title" else body
        assert source[mention.start : mention.end] == mention.surface != ""
    assert list(found) == sorted(found, key=lambda m: (m.section != "title", m.start))
