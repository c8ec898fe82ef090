"""The graph for networkx."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kg.library.entrance import Graph
from kg.library.networks import network
from kg.model.errors import UsageError
from tests.library.conftest import write_bundle
from tests.views.invented import add, invented_graph


def test_the_full_network_holds_every_node_and_edge(g: Graph) -> None:
    found = g.to_networkx("full")
    assert found.number_of_nodes() == sum(g.bundle.node_counts().values())
    assert found.number_of_edges() == sum(g.bundle.edge_counts().values())
    assert found.nodes["entity:tidegpt"]["node"] == "Method"
    assert {key.partition(":")[0] for _, _, key in found.edges(keys=True)} == set(g.bundle.edge_counts())


def test_coauthors_have_weights_and_communities(tmp_path: Path) -> None:
    tables = invented_graph(12)
    ends = {"source": "author:1", "target": "author:5"}
    add(tables.edge_rows, "CO_AUTHOR", **ends, weight=1.5, papers=2, first="2026-03-02", last="2026-03-03")
    add(tables.node_rows, "Community", id="community:coauthor:1", kind="coauthor", level=0, label="Tides", size=2)
    for author in ends.values():
        add(tables.edge_rows, "IN_COMMUNITY", source=author, target="community:coauthor:1", score=1.0, since="x")
    write_bundle(tmp_path / "graph", tables.finish())
    found = Graph(tmp_path / "graph").to_networkx("coauthor")
    assert found.number_of_nodes() == len(tables.nodes("Author"))
    assert found.edges["author:5", "author:1"] == {
        "weight": 1.5,
        "papers": 2,
        "first": "2026-03-02",
        "last": "2026-03-03",
    }
    assert found.nodes["author:1"]["community_label"] == "Tides"
    assert "community" not in found.nodes["author:0"]
    assert nx.degree(found, weight="weight")["author:5"] == 1.5


def test_methods_and_papers_have_weights(tmp_path: Path) -> None:
    tables = invented_graph(12)
    papers = [row["id"] for row in tables.nodes("Paper")]
    methods = [row["id"] for row in tables.nodes("Method")]
    add(tables.edge_rows, "CO_OCCURS", source=methods[0], target=methods[1], papers=3)
    add(tables.edge_rows, "SIMILAR", source=papers[1], target=papers[0], score=0.25)
    add(tables.edge_rows, "BUILDS_ON", source=papers[1], target=papers[0], via=methods[0], kind="uses", confidence=0.5)
    write_bundle(tmp_path / "graph", tables.finish())
    g = Graph(tmp_path / "graph")
    assert g.to_networkx("methods").edges[methods[0], methods[1]]["weight"] == 3
    related = g.to_networkx("papers").get_edge_data(papers[1], papers[0])
    assert {key: edge["weight"] for key, edge in related.items()} == {"SIMILAR": 0.25, "BUILDS_ON": 0.5}


def test_two_calls_give_the_same_order(g: Graph) -> None:
    first, second = g.to_networkx("full"), g.to_networkx("full")
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_an_unknown_kind_is_refused_with_those_that_there_are(g: Graph) -> None:
    with pytest.raises(UsageError, match="coauthor, methods, papers, full"):
        network(g.bundle, "co-author")
