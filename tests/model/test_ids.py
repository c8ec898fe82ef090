"""Ids of the graph."""

from __future__ import annotations

import doctest

import pytest

import kg.model.ids
from kg.model.ids import anchor_letters, arxiv_month, parse_arxiv_id, slug


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(kg.model.ids).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2603.90001", ("2603.90001", None)),
        ("https://arxiv.org/abs/2603.90001v3", ("2603.90001", 3)),
        ("http://arxiv.org/pdf/2603.90001v1.pdf", ("2603.90001", 1)),
        ("arXiv:2603.90001", ("2603.90001", None)),
        ("math.GT/0309136", ("math/0309136", None)),
        ("https://export.arxiv.org/abs/hep-th/9711200v2", ("hep-th/9711200", 2)),
        ("0704.0001", ("0704.0001", None)),
    ],
)
def test_ids_are_read_from_all_their_forms(text: str, expected: tuple[str, int | None]) -> None:
    assert parse_arxiv_id(text) == expected


@pytest.mark.parametrize("text", ["", "2603.1", "2613.90001", "doi:10.1000/1", "hello/0309136x", "2603.900011"])
def test_what_is_no_id_is_none(text: str) -> None:
    assert parse_arxiv_id(text) is None


@pytest.mark.parametrize(
    ("paper", "month"), [("arxiv:9201.00001", "1992-01"), ("arxiv:2603.90001", "2026-03"), ("doi:10.1/2", None)]
)
def test_the_month_comes_from_the_id(paper: str, month: str | None) -> None:
    assert arxiv_month(paper) == month


def test_slugs_keep_apart_what_punctuation_alone_tells_apart() -> None:
    assert len({slug(name) for name in ("C", "C++", "C#", "A*", "A")}) == 5


def test_a_slug_is_never_empty_and_never_long() -> None:
    assert slug("…") == "x"
    assert slug("王伟") == "wang-wei"
    assert len(slug("word " * 100)) <= 80


def test_the_letters_of_an_anchor_are_stable() -> None:
    assert anchor_letters("arxiv:2512.20916#3") == anchor_letters("arxiv:2512.20916#3", 9)[:5]
    assert anchor_letters("arxiv:2512.20916#3") != anchor_letters("arxiv:2512.20916#4")
