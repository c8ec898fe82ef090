import random

import pytest

from kg.analysis.coauthors import co_author_edges


def wrote(paper, *authors, of=None):
    return [
        {"source": author, "target": paper, "position": at, "of": of or len(authors)}
        for at, author in enumerate(authors, 1)
    ]


ROWS = [*wrote("p1", "b", "a"), *wrote("p2", "a", "b", "c"), *wrote("p3", "d")]
DATES = {"p1": "2026-01-09", "p2": "2026-01-02", "p3": None}


def test_weights_are_newmans_and_the_smaller_id_stands_first():
    assert co_author_edges(ROWS, DATES) == [
        {"source": "a", "target": "b", "weight": 1.5, "papers": 2, "first": "2026-01-02", "last": "2026-01-09"},
        {"source": "a", "target": "c", "weight": 0.5, "papers": 1, "first": "2026-01-02", "last": "2026-01-02"},
        {"source": "b", "target": "c", "weight": 0.5, "papers": 1, "first": "2026-01-02", "last": "2026-01-02"},
    ]


@pytest.mark.parametrize(("size", "pairs"), [(25, 300), (26, 0)])
def test_a_crowd_adds_no_pair(size, pairs):
    assert len(co_author_edges(wrote("p", *(f"a{n:02}" for n in range(size))), {})) == pairs


def test_the_length_of_the_author_list_counts_where_slots_are_missing():
    assert co_author_edges(wrote("p", "a", "b", of=5), {})[0]["weight"] == 0.25
    assert co_author_edges(wrote("p", "a", "b", of=26), {}) == []


def test_no_date_is_none():
    assert co_author_edges(wrote("p", "a", "b"), {"p": None})[0]["first"] is None


@pytest.mark.parametrize("seed", range(5))
def test_rows_do_not_depend_on_the_order_of_the_input(seed):
    shuffled = random.Random(seed).sample(ROWS, len(ROWS))
    assert co_author_edges(shuffled, DATES) == co_author_edges(ROWS, DATES)


def test_an_author_with_only_co_authored_papers_has_as_much_weight_as_papers():
    rows = [*wrote("p1", "a", "b", "c"), *wrote("p2", "a", "c"), *wrote("p3", "a", "b", "c", "d", "e")]
    weight = sum(edge["weight"] for edge in co_author_edges(rows, {}) if "a" in (edge["source"], edge["target"]))
    assert weight == pytest.approx(3)
