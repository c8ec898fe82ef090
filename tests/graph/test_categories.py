import json
import os
from importlib.resources import files
from pathlib import Path

import pytest

from kg.graph.categories import category_rows

TAXONOMY = json.loads((files("kg.graph") / "data" / "categories.json").read_text(encoding="utf-8"))


def parents(*codes):
    return {(edge["source"], edge["target"]) for edge in category_rows(codes)[1]}


def test_a_category_brings_its_archive():
    nodes, edges = category_rows(["cs.IR", "cs.LG", "cs.IR"])
    assert [(node["id"], node["name"]) for node in nodes] == [
        ("cs", "Computer Science"),
        ("cs.IR", "Information Retrieval"),
        ("cs.LG", "Machine Learning"),
    ]
    assert edges == [{"source": "cs.IR", "target": "cs"}, {"source": "cs.LG", "target": "cs"}]


def test_physics_archives_have_a_group_and_a_closed_archive_its_heir():
    assert parents("cond-mat.supr-con") == {("cond-mat.supr-con", "cond-mat"), ("cond-mat", "grp_physics")}
    assert parents("quant-ph") == {("quant-ph", "grp_physics")}
    assert parents("cmp-lg") == {("cmp-lg", "cs")}


def test_an_unknown_code_is_a_node_of_its_own_name():
    nodes, edges = category_rows(["I.2.7", "cs.ZZ", "68T05"])
    assert [node["name"] for node in nodes] == ["68T05", "I.2.7", "Computer Science", "cs.ZZ"]
    assert edges == [{"source": "cs.ZZ", "target": "cs"}]


def test_no_codes_no_rows():
    assert category_rows([]) == ([], [])


def test_every_category_reaches_a_root_and_every_name_is_there():
    nodes, edges = category_rows(TAXONOMY)
    assert {node["id"] for node in nodes} == set(TAXONOMY)
    assert all(node["name"] for node in nodes)
    assert all(10 < len(node["description"]) < 110 for node in nodes)
    part_of = {edge["source"]: edge["target"] for edge in edges}
    roots = set(TAXONOMY) - set(part_of)
    assert roots == {"cs", "econ", "eess", "grp_physics", "math", "q-bio", "q-fin", "stat"}
    assert max(len(_way_up(code, part_of)) for code in TAXONOMY) == 3


def _way_up(code, part_of):
    way = [code]
    while way[-1] in part_of:
        way.append(part_of[way[-1]])
    return way


@pytest.mark.data
def test_no_category_of_arxivs_taxonomy_is_missing():
    shared = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))
    path = shared / "data" / "sciie" / "arxiv_taxonomy.json"
    if not path.exists() and "data" not in os.environ.get("KG_REQUIRE", ""):
        pytest.skip(f"no {path}")
    assert set(json.loads(path.read_text(encoding="utf-8"))) - set(TAXONOMY) == set()
