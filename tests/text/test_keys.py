"""The comparable form of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.keys import name_key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("GPT-3", "GPT-4"),
        ("GPT-3.5", "GPT-35"),
        ("Llama-2", "Llama-3"),
        ("C", "C++"),
        ("C", "C#"),
        ("A*", "A"),
        ("YOLOv7", "YOLOv8"),
        ("ResNet-50", "ResNet-101"),
        ("Qwen2.5-7B", "Qwen3-7B"),
        ("GPT-4o-mini", "GPT-4o"),
        ("GPT-4.0", "GPT-4.5"),
        ("A-ZIP", "ZIP"),
        ("The-Pond", "Pond"),
        ("Lumen 2.0.1", "Lumen 2.1"),
    ],
)
def test_versions_and_signs_stay_apart(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


@pytest.mark.parametrize(
    "forms",
    [
        ("Graph-SAGE", "GraphSAGE", "graph sage", "GraphSAGE model"),
        ("CNN", "CNNs"),
        ("Llama 2", "Llama-2", "LLAMA2"),
        ("Kalman filter", "Kalman filters", "the Kalman Filter", "Kalman filter algorithm"),
        ("Poincaré embedding", "Poincare embeddings"),
        ("direct preference optimisation", "Direct Preference Optimization"),
        ("ResNet模型", "ResNet"),
        ("Gaussian process", "Gaussian processes"),
        ("beam search", "beam searches"),
        ("Qwen2.5-7B", "Qwen2.5", "Qwen2.5-72B-Instruct", "Qwen2.5 7B models"),
        ("ViT-B/16", "ViT", "ViT-L"),
        ("bandit strategy", "bandit strategies", "bandit"),
        ("hedge modeling", "Hedge models", "hedge modelling"),
        ("Time series pruning", "Timeseries Pruning", "time-series pruning"),
        ("Lumen-2.0-Flash", "Lumen-2-Flash", "lumen 2 flash"),
        ("Trim Everything Model 2", "Trim Everything 2"),
        ("analog computation", "Analog Computing"),
        ("stiffness matrices", "Stiffness Matrix", "stiffness-matrix"),
    ],
)
def test_spellings_of_one_thing_agree(forms: tuple[str, ...]) -> None:
    assert len({name_key(form) for form in forms}) == 1


def test_a_generic_word_alone_keeps_itself() -> None:
    assert name_key("Framework") == "framework"
    assert name_key("A Network") == "network"


@given(st.text(min_size=1))
def test_never_empty_and_free_of_case(name: str) -> None:
    assert name_key(name)
    if name.isascii():
        assert name_key(name.upper().lower()) == name_key(name.lower())
