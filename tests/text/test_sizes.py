"""Sizes are a property; versions, layers and models of their own are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.keys import name_key
from kg.text.sizes import size_of, without_size


@pytest.mark.parametrize(
    ("name", "rest", "size"),
    [
        ("Qwen2.5-7B", "Qwen2.5", "7B"),
        ("Llama-3-70B-Instruct", "Llama-3", "70B"),
        ("LLaMA 7B", "LLaMA", "7B"),
        ("Pythia-1.4b", "Pythia", "1.4B"),
        ("Pythia-160M", "Pythia", "160M"),
        ("Mixtral-8x7B", "Mixtral", "8x7B"),
        ("Qwen3-30B-A3B", "Qwen3", "30B-A3B"),
        ("Qwen3-30B-A3B-Instruct-2507", "Qwen3-2507", "30B-A3B"),
        ("Gemma-2-2B", "Gemma-2", "2B"),
        ("Qwen2.5-VL-7B-Instruct", "Qwen2.5-VL", "7B"),
        ("Mistral-7B-v0.1", "Mistral-v0.1", "7B"),
        ("gpt-oss-120b", "gpt-oss", "120B"),
        ("Qwen3-8B base", "Qwen3", "8B"),
        ("GPT-2 124M", "GPT-2", "124M"),
        ("ViT-B/16", "ViT", "B/16"),
        ("CLIP ViT-L/14@336px", "CLIP ViT", "L/14"),
        ("DiT-XL/2", "DiT", "XL/2"),
        ("ViT-L", "ViT", "L"),
        ("Swin-T", "Swin", "T"),
        ("ViT-Base", "ViT", "base"),
        ("BERT_BASE", "BERT", "base"),
        ("bert-base-uncased", "bert", "base"),
        ("DeBERTa-v3-base", "DeBERTa-v3", "base"),
        ("Whisper-large-v3", "Whisper-v3", "large"),
        ("T5-small", "T5", "small"),
        ("GPT-2 small", "GPT-2", "small"),
        ("EfficientNet-B0", "EfficientNet", "B0"),
        ("YOLOv8n", "YOLOv8", "n"),
        ("YOLO11x", "YOLO11", "x"),
    ],
)
def test_a_size_is_split_off(name: str, rest: str, size: str) -> None:
    assert (without_size(name), size_of(name)) == (rest, size)


@pytest.mark.parametrize(
    "name",
    [
        "GPT-3", "GPT-4", "GPT-4o-mini", "Llama-3", "Llama-2", "ResNet-50", "ResNet-101", "LAION-5B", "SA-1B", "CC12M",
        "MovieLens-1M", "LM1B", "Human3.6M", "Transformer-XL", "Mistral Large", "PandaX-4T", "CLIP-T", "XENON1T",
        "o3-mini", "large language model", "knowledge base", "ROUGE-L", "Push-T", "YOLO", "YOLOX", "VGG-16", "7B",
        "Stable Diffusion XL", "L-BFGS-B", "A B", "",
    ],
)  # fmt: skip
def test_all_else_stays(name: str) -> None:
    assert (without_size(name), size_of(name)) == (name, None)


@given(st.text(max_size=30))
def test_nothing_is_left_to_split(name: str) -> None:
    assert bool(size_of(name)) == (without_size(name) != name)
    assert bool(without_size(name)) == bool(name)


@pytest.mark.parametrize("sized", ["Qwen2.5-7B", "Qwen-2.5 72B-Instruct", "Qwen2.5-7B models", "qwen2.5-0.5b"])
def test_all_sizes_have_the_key_of_their_family(sized: str) -> None:
    assert name_key(sized) == name_key("Qwen2.5")
