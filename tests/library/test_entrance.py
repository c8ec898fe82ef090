"""`kg.open`: what is found, handed over and shown, without a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg.graph.bundle import Bundle
from kg.library.entrance import Graph
from kg.model.errors import BundleError, UsageError
from tests.library.conftest import write_bundle
from tests.views.invented import invented_graph


def test_a_folder_without_a_bundle_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no bundle here"):
        kg.open(tmp_path / "none")


def test_find_gives_the_id_first(g: Graph) -> None:
    found = g.find("TideGPT")
    assert found.iloc[0][["label", "id", "match"]].tolist() == ["Method", "entity:tidegpt", "name"]
    assert list(g.find("no such thing").columns) == list(found.columns)


def test_nodes_and_edges_are_all_there_with_the_columns_of_the_schema(g: Graph) -> None:
    papers, links = g.nodes("Paper"), g.edges("USES")
    assert len(papers) == 12
    assert list(papers.columns[:3]) == ["id", "title", "abstract"]
    assert list(links.columns[:3]) == ["source", "target", "confidence"]
    assert g.nodes("List").empty
    assert "note" in g.nodes("List").columns


def test_an_unknown_label_and_type_are_named_with_those_that_there_are(g: Graph) -> None:
    with pytest.raises(UsageError, match="Author"):
        g.nodes("Autor")
    with pytest.raises(UsageError, match="CO_AUTHOR"):
        g.edges("COAUTHOR")


def test_the_graph_follows_the_bundle_on_disk(tmp_path: Path) -> None:
    g = kg.open(write_bundle(tmp_path / "graph", invented_graph(12)))
    before = g.fingerprint
    write_bundle(tmp_path / "graph", invented_graph(16))
    assert g.fingerprint != before
    assert len(g.nodes("Paper")) == 16


def test_a_graph_that_was_moved_away_says_so(tmp_path: Path) -> None:
    g = kg.open(write_bundle(tmp_path / "graph", invented_graph(12)))
    shutil.rmtree(tmp_path / "graph")
    with pytest.raises(BundleError, match="no bundle here"):
        g.find("TideGPT")


def test_repr_counts_and_names_the_fingerprint(g: Graph) -> None:
    assert "12 Paper" in repr(g)
    assert Bundle.open(g.folder).fingerprint[:12] in repr(g)


def test_a_list_narrows_what_is_handed_over_and_shown_but_not_what_is_found(tmp_path: Path) -> None:
    tables = invented_graph(12)
    for row in tables.edges("AUTHORED"):
        row["name_as_written"] = "Somebody"
    folder = write_bundle(tmp_path / "graph", tables.finish())
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "thesis.toml").write_text('papers = ["arxiv:2603.00001", "arxiv:2603.00002"]\n')
    whole, listed = kg.open(folder), kg.open(folder, list_name="thesis")
    assert list(listed.nodes("Paper").id) == ["arxiv:2603.00001", "arxiv:2603.00002"]
    assert set(listed.edges("PROPOSES").source) == {"arxiv:2603.00001", "arxiv:2603.00002"}
    assert set(listed.to_networkx("papers")) == set(listed.nodes("Paper").id)
    titles = dict(whole.nodes("Paper")[["id", "title"]].to_numpy())
    assert titles["arxiv:2603.00001"] in listed.view().html
    assert titles["arxiv:2603.00004"] not in listed.view().html
    assert listed.paper("2603.00004").title == titles["arxiv:2603.00004"]
    assert "list thesis" in repr(listed)
    assert listed.fingerprint == whole.fingerprint
    with pytest.raises(UsageError, match="none"):
        kg.open(folder, list_name="none")
