"""Addresses of code and data in a text."""

from __future__ import annotations

import pytest

from kg.text.links import code_urls


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Code at https://github.com/oak/fern.", ["https://github.com/oak/fern"]),
        ("(see https://github.com/oak/fern), and more", ["https://github.com/oak/fern"]),
        ("at github.com/oak/fern and www.github.com/oak/fern/", ["https://github.com/oak/fern"]),
        (r"\url{https://github.com/oak/fern\_moss}", ["https://github.com/oak/fern_moss"]),
        (r"\href{https://github.com/oak/fern.git}{github.com/oak/fern}", ["https://github.com/oak/fern.git"]),
        ("https://github.com/\noak/fern", ["https://github.com/oak/fern"]),
        ("https:\n//github.com/oak/fern", ["https://github.com/oak/fern"]),
        ("at https://doi.org/10.5281/zenodo.1234). Then", ["https://doi.org/10.5281/zenodo.1234"]),
        ("https:// github.com/oak/fern", ["https://github.com/oak/fern"]),
        ("https://github.com/oak/fern-\nmoss is", ["https://github.com/oak/fern-moss"]),
        ("will be at https://github.com/oak/\nsoon", ["https://github.com/oak/"]),
        ("data: DOI:10.5281/zenodo.1234.", ["https://doi.org/10.5281/zenodo.1234"]),
        ("https://doi.org/10.5281/zenodo.1234 and 10.5281/zenodo.1234", ["https://doi.org/10.5281/zenodo.1234"]),
        ("https://zenodo.org/records/12", ["https://zenodo.org/records/12"]),
        (
            "https://huggingface.co/datasets/oak/fern, hf.co/oak",
            ["https://huggingface.co/datasets/oak/fern", "https://hf.co/oak"],
        ),
        ("oak.github.io/fern; https://oak.github.io", ["https://oak.github.io/fern", "https://oak.github.io"]),
        ("https://gitlab.oak.edu/fern/moss", ["https://gitlab.oak.edu/fern/moss"]),
        ("代码：https://github.com/oak/fern。", ["https://github.com/oak/fern"]),
        ("https://anonymous.4open.science/r/fern-1", ["https://anonymous.4open.science/r/fern-1"]),
        ("https://example.org/a, https://github.com/ and https://doi.org/10.1000/1", []),
        ("mail me@github.com/x, notgithub.com/a/b", []),
        ("", []),
    ],
)
def test_addresses(text: str, urls: list[str]) -> None:
    assert code_urls(text) == urls


def test_several_texts_give_each_address_once() -> None:
    assert code_urls("https://github.com/oak/fern", None, "Code: https://GitHub.com/oak/fern.") == [
        "https://github.com/oak/fern"
    ]
