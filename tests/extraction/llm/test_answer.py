"""What a model may write, as named things."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.llm.answer import Named, UnusableError, parse
from kg.extraction.llm.prompt import KINDS
from kg.extraction.tables import ROLES

LORA = {"names": ["LoRA", "Low-Rank Adaptation"], "relation": "USES", "kind": "Method"}
NAMED = Named(("LoRA", "Low-Rank Adaptation"), "USES", "Method")


@pytest.mark.parametrize(
    "frame",
    ["{}", "```json\n{}\n```", "Here you are:\n{}\nAnything else?", '<think>maybe {{"entities": 3}}</think>\n{}'],
)
def test_json_is_found_where_it_stands(frame: str) -> None:
    assert parse(frame.format(json.dumps({"entities": [LORA]}))) == (NAMED,)


@pytest.mark.parametrize(
    "item",
    [
        "LoRA",
        None,
        {"names": "LoRA", "relation": "USES", "kind": "Method"},
        {"names": [], "relation": "USES", "kind": "Method"},
        {"names": [" ", 3, None], "relation": "USES", "kind": "Method"},
        {"names": ["x" * 201], "relation": "USES", "kind": "Method"},
        LORA | {"relation": "IS_THE_BEST"},
        LORA | {"relation": None},
        LORA | {"relation": ["USES"]},
        {"names": ["LoRA"]},
    ],
    ids=str,
)
def test_an_item_of_another_form_is_left_out(item: object) -> None:
    assert parse(json.dumps({"entities": [item, LORA]})) == (NAMED,)


def test_an_unknown_kind_is_a_method_and_more_keys_are_no_matter() -> None:
    item = LORA | {"kind": "Person", "confidence": 1, "MERGE (n)": "DETACH DELETE n"}
    assert parse(json.dumps({"entities": [item], "note": "hello"})) == (NAMED,)


def test_names_are_stripped_and_told_once() -> None:
    assert parse(json.dumps({"entities": [LORA | {"names": [" LoRA ", "LoRA", "Low-Rank Adaptation"]}]})) == (NAMED,)


def test_a_flood_is_cut() -> None:
    flood = [{"names": [f"N{i}-{j}" for j in range(99)], "relation": "USES", "kind": "Method"} for i in range(999)]
    parsed = parse(json.dumps({"entities": flood}))
    assert (len(parsed), len(parsed[0].names)) == (100, 12)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from([*ROLES, "entities", "names", "LoRA"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["entities", "names", "relation", "kind"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(JSON.map(json.dumps) | st.text())
@settings(max_examples=60, deadline=None)
def test_any_answer_is_either_named_things_or_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except UnusableError:
        return
    for named in parsed:
        assert named.names
        assert all(name == name.strip() != "" for name in named.names)
        assert named.relation in ROLES
        assert named.kind in KINDS
