from math import log, sqrt

import pytest

from kg.analysis.similar import once, similar_edges
from kg.text.words import DOCUMENTS, document_frequency

QUILT = "quilting kernels for sparse lattice sampling"
PAPERS = [
    ("p1", 0, QUILT),
    ("p2", 0, "lattice sampling by sparse quilting"),
    ("p3", 1, "thermal noise of glacier ice"),
    ("p4", 2, "glacier ice and its thermal noise, measured"),
    ("p5", 2, QUILT),
]


def scores(papers, **options):
    return {(edge["source"], edge["target"]): edge["score"] for edge in similar_edges(papers, **options)}


def test_papers_point_to_earlier_ones_and_to_their_own_source_never_later():
    assert set(scores(PAPERS)) == {("p1", "p2"), ("p2", "p1"), ("p4", "p3"), ("p5", "p1"), ("p5", "p2")}
    assert scores(PAPERS)["p5", "p1"] == 1.0


def test_score_is_the_cosine_with_shipped_frequencies():
    lattice, ice, noise = (log(DOCUMENTS / document_frequency(word)) for word in ("lattice", "ice", "noise"))
    expected = lattice**2 / sqrt((lattice**2 + ice**2) * (lattice**2 + noise**2))
    assert scores([("a", 0, "lattice ice"), ("b", 1, "the lattice noise")]) == {("b", "a"): round(expected, 4)}


def test_a_score_depends_on_its_two_ends_alone():
    few = scores(PAPERS)
    more = scores([("p0", 0, "unrelated orchard budgets"), *PAPERS[:2], ("px", 0, "glacier thermal ice"), *PAPERS[2:]])
    assert few.items() <= more.items()


def test_ten_neighbours_at_most_ties_by_id():
    papers = [(f"a{n:02}", 0, QUILT) for n in (13, 2, 7, 1, 11, 5, 9, 3, 12, 4, 8, 6, 10)] + [("z", 1, QUILT)]
    found = [edge["target"] for edge in similar_edges(papers) if edge["source"] == "z"]
    assert found == [f"a{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("text", ["", "the of and", "17 42"])
def test_a_text_without_words_is_like_nothing(text):
    assert similar_edges([("a", 0, text), ("b", 0, text)]) == []


def test_no_papers_no_edges():
    assert similar_edges([]) == []


def test_chunks_leave_no_mark(monkeypatch):
    whole = similar_edges(PAPERS)
    monkeypatch.setattr("kg.analysis.similar._CHUNK", 1)
    assert similar_edges(PAPERS) == whole


def test_of_two_papers_of_one_source_that_are_alike_one_edge_is_kept() -> None:
    rows = [{"source": a, "target": b, "score": 0.5} for a, b in (("p1", "p2"), ("p2", "p1"), ("p1", "p0"))]
    assert [(row["source"], row["target"]) for row in once(rows)] == [("p2", "p1"), ("p1", "p0")]
