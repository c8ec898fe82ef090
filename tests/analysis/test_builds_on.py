"""Who builds on whom: what decides, and what is not enough."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kg.analysis.builds_on import Papers, builds_on_edges
from kg.model.rows import Row

MAKER = "arxiv:2601.00010"
USER = "arxiv:2602.00010"
RIVAL = "arxiv:2601.00020"
ABSTRACT = "Kiln firing of porcelain with glazed porphyry tesserae in Anatolian muffles. "


def paper(id_: str, title: str, abstract: str = ABSTRACT) -> Row:
    return {"id": id_, "title": title, "abstract": abstract, "published_month": f"20{id_[6:8]}-{id_[8:10]}"}


def link(row: Row, name: str, entity: str = "entity:loom", confidence: float = 0.9, **extra: Any) -> Row:
    """A link at the place where the name stands in the paper, title first."""
    section = "title" if name in row["title"] else "abstract"
    start = row[section].index(name)
    place = {"section": section, "start": start, "end": start + len(name), "evidence": row[section]}
    said = {"confidence": confidence, "rule": "cue", "supported": True, **place}
    return {"source": row["id"], "target": entity, **said, **extra}


def papers(*rows: Row, **more: dict[str, frozenset[str]]) -> Papers:
    known: dict[str, dict[str, frozenset[str]]] = {"authors": {}, "categories": {}, "cited": {}, **more}
    return Papers({row["id"]: row for row in rows}, **known)


def found(name: str, made: Row, used: Row, *others: Row, **more: dict[str, frozenset[str]]) -> list[Row]:
    """The edges where the first paper (and those others whose title begins so) propose the name that `used` uses."""
    proposals = [link(row, name) for row in (made, *others)]
    return builds_on_edges({"PROPOSES": proposals, "USES": [link(used, name)]}, papers(made, used, *others, **more))


def made_by(name: str, id_: str = MAKER, abstract: str = ABSTRACT) -> Row:
    return paper(id_, f"{name}: Slow Firing", abstract)


def used_by(name: str, id_: str = USER, abstract: str = ABSTRACT) -> Row:
    return paper(id_, "Colours of Salt", f"{abstract}We fire it with {name}.")


def test_a_later_paper_about_the_same_builds_on_the_only_proposer() -> None:
    (edge,) = found("LoomNet", made_by("LoomNet"), used_by("LoomNet"))
    assert (edge["source"], edge["target"], edge["via"], edge["kind"]) == (USER, MAKER, "entity:loom", "uses")
    assert (edge["rule"], edge["confidence"]) == ("title+like+cue", 0.9)
    assert edge["evidence"].endswith("with LoomNet.")


def test_a_paper_about_something_else_does_not() -> None:
    other = used_by("LoomNet", abstract="Sonar bathymetry of trench moorings from drifting hydrophones. ")
    assert found("LoomNet", made_by("LoomNet"), other) == []


def test_without_a_category_in_common_the_papers_must_be_more_alike() -> None:
    words = ["porphyry", "tesserae", "muffle", "anatolian", "glazed"]
    filler = " ".join(f"sonar{letter} bathymetry{letter} mooring{letter}" for letter in "abcdefghi")
    user = used_by("LoomNet", abstract=f"{words[0]} {filler}. ")
    made = made_by("LoomNet", abstract=f"{' '.join(words)} kiln. ")
    near = {MAKER: frozenset({"cs.LG"}), USER: frozenset({"cs.LG", "cs.CV"})}
    assert len(found("LoomNet", made, user, categories=near)) == 1
    assert found("LoomNet", made, user, categories=near | {USER: frozenset({"cs.RO"})}) == []


def test_an_earlier_paper_cannot_build_on_a_later_one() -> None:
    assert found("LoomNet", made_by("LoomNet", USER), used_by("LoomNet", MAKER)) == []


def test_another_spelling_may_be_another_thing() -> None:
    made, used = made_by("LYNXES"), used_by("Lynxes")
    links = {"PROPOSES": [link(made, "LYNXES")], "USES": [link(used, "Lynxes")]}
    assert builds_on_edges(links, papers(made, used)) == []


def test_a_name_that_an_earlier_paper_has_is_older_than_its_proposer() -> None:
    made, used, before = made_by("LoomNet"), used_by("LoomNet"), used_by("LoomNet", "arxiv:2512.00001")
    links = {"PROPOSES": [link(made, "LoomNet")], "USES": [link(used, "LoomNet"), link(before, "LoomNet")]}
    assert builds_on_edges(links, papers(made, used, before)) == []
    shared = {MAKER: frozenset({"author:a"}), USER: frozenset({"author:a", "author:b"})}
    (edge,) = builds_on_edges(links, papers(made, used, before, authors=shared))
    assert edge["rule"] == "title+author+cue"


def test_what_two_papers_propose_is_decided_by_authors_a_citation_or_nothing() -> None:
    rows = made_by("LoomNet"), used_by("LoomNet"), made_by("LoomNet", RIVAL)
    assert found("LoomNet", *rows) == []
    (edge,) = found("LoomNet", *rows, cited={USER: frozenset({RIVAL})})
    assert (edge["target"], edge["rule"]) == (RIVAL, "title+cites+cue")
    of = {MAKER: frozenset({"author:a"}), USER: frozenset({"author:a"}), RIVAL: frozenset({"author:b"})}
    (edge,) = found("LoomNet", *rows, authors=of)
    assert (edge["target"], edge["rule"]) == (MAKER, "title+author+cue")
    assert found("LoomNet", *rows, authors=of | {RIVAL: frozenset({"author:a"})}) == []


def test_a_long_form_decides_for_and_against() -> None:
    made = made_by("LAM", abstract=ABSTRACT + "We fire by layered annealing maps.")
    same, other = (used_by("LAM", abstract=f"{ABSTRACT}{long} (LAM) is known. ") for long in LONG_FORMS)
    (edge,) = found("LAM", made, same)
    assert edge["rule"] == "title+long_form+cue"
    assert found("LAM", made, other) == []


LONG_FORMS = ("Layered annealing maps", "Lean auction models")


@pytest.mark.parametrize(
    ("sentence", "edges"),
    [
        ("We propose LoomNet, a kiln.", 1),
        ("In this work we introduce a novel framework called LoomNet.", 1),
        ("We propose a LoomNet-based kiln.", 0),
        ("We introduce LoomNet regularisation to kilns.", 0),
        ("LoomNet is hot.", 0),
    ],
)
def test_the_proposing_paper_must_give_the_name_to_what_is_its_own(sentence: str, edges: int) -> None:
    made = paper(MAKER, "Slow Firing", ABSTRACT + sentence)
    assert len(found("LoomNet", made, used_by("LoomNet"))) == edges


def test_a_common_name_that_no_title_has_is_not_enough() -> None:
    made = paper(MAKER, "Slow Firing", ABSTRACT + "We propose PRISM, a kiln.")
    assert found("PRISM", made, used_by("PRISM")) == []


def test_a_pair_keeps_its_most_confident_method_then_the_smallest_id_in_any_order() -> None:
    names = ("LoomNet", "WeftNet", "WarpNet")
    made = paper(MAKER, "Slow Firing", ABSTRACT + "".join(f"We propose {name}, a kiln. " for name in names))
    used = paper(USER, "Colours", ABSTRACT + "We fire with LoomNet, WeftNet and WarpNet.")
    proposals = [link(made, name, f"entity:{name.lower()}") for name in names]
    links = {
        "PROPOSES": proposals,
        "USES": [link(used, "LoomNet", "entity:loomnet", 0.5), link(used, "WeftNet", "entity:weftnet", 0.8)],
        "COMPARES_WITH": [link(used, "WarpNet", "entity:warpnet", 0.8)],
    }
    edges = builds_on_edges(links, papers(made, used))
    assert [(edge["via"], edge["kind"]) for edge in edges] == [("entity:warpnet", "compares")]
    shuffled = {type_: random.Random(3).sample(rows, len(rows)) for type_, rows in links.items()}
    assert builds_on_edges(shuffled, papers(used, made)) == edges


def test_what_only_a_summary_says_does_not_count() -> None:
    made, used = made_by("LoomNet"), used_by("LoomNet")
    for unsure in ("PROPOSES", "USES"):
        links = {"PROPOSES": [link(made, "LoomNet")], "USES": [link(used, "LoomNet")]}
        assert len(builds_on_edges(links, papers(made, used))) == 1
        links[unsure][0]["supported"] = False
        assert builds_on_edges(links, papers(made, used)) == []
