"""GraphML, GEXF and JSON-LD: readers find every node and edge again, whatever the texts hold."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx as nx
import pytest

from kg.model.tables import GraphTables
from kg.views.exports import ExportOptions
from kg.views.graph_files import gexf, graphml, json_ld
from tests.views.hostile import hostile_texts
from tests.views.invented import invented_graph

READ = {graphml: nx.read_graphml, gexf: nx.read_gexf}


def written(write, graph: GraphTables) -> str:
    return "".join(write(graph, ExportOptions()))


@pytest.mark.parametrize("write", READ, ids=lambda write: write.__name__)
def test_networkx_reads_back_what_was_written(write) -> None:
    graph = invented_graph(8)
    found = READ[write](io.BytesIO(written(write, graph).encode()))
    assert found.number_of_nodes() == sum(graph.node_counts().values())
    assert found.number_of_edges() == sum(graph.edge_counts().values())
    paper = graph.nodes("Paper")[0]
    assert found.nodes[paper["id"]]["title"] == found.nodes[paper["id"]]["label"] == paper["title"]
    assert {data["relation"] for *_, data in found.edges(data=True)} == set(graph.edge_counts())
    link = graph.edges("PROPOSES")[0]
    (edge,) = [data for *_, data in found.edges(data=True) if data.get("evidence") == link["evidence"]]
    assert (edge["first_character"], edge["end_character"]) == (link["start"], link["end"])


@pytest.mark.parametrize("write", READ, ids=lambda write: write.__name__)
def test_hostile_texts_are_well_formed(write, tmp_path: Path) -> None:
    graph = invented_graph(40)
    for row, text in zip(graph.nodes("Paper"), hostile_texts(40), strict=True):
        row["title"] = text
    found = READ[write](io.BytesIO(written(write, graph).encode()))
    assert found.number_of_nodes() == sum(graph.node_counts().values())
    assert found.nodes[graph.nodes("Paper")[0]["id"]]["title"] == hostile_texts(40)[0]


@pytest.mark.parametrize("write", [graphml, gexf, json_ld], ids=lambda write: write.__name__)
def test_the_fingerprint_stands_in_it_once(write) -> None:
    graph = invented_graph(2)
    assert written(write, graph).count(graph.fingerprint) == 1


def test_json_ld_has_every_node_and_edge_with_its_evidence() -> None:
    graph = invented_graph(8)
    data = json.loads(written(json_ld, graph))
    counts = {**graph.node_counts(), **graph.edge_counts()}
    types = [item["@type"] for item in data["@graph"]]
    assert {type_: types.count(type_) for type_ in counts} == counts
    ids = {item["@id"] for item in data["@graph"] if "@id" in item}
    assert all(
        item["source"] in ids and item["target"] in ids
        for item in data["@graph"]
        if "source" in item and "target" in item
    )
    assert "https://arxiv.org/abs/2603.00000" in ids
    assert graph.fingerprint in data["@id"]


def test_two_files_are_equal() -> None:
    for write in (graphml, gexf, json_ld):
        assert written(write, invented_graph(8)) == written(write, invented_graph(8))
