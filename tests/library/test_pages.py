"""The page within a notebook."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import kg
from kg.cli.view import write_view
from kg.library.entrance import Graph
from tests.library.conftest import write_bundle
from tests.views.invented import invented_graph


def test_the_frame_holds_the_page_of_kg_view_and_may_not_reach_out(g: Graph, tmp_path: Path) -> None:
    page = g.view()
    html = page._repr_html_()
    sandbox = re.search(r'<iframe sandbox="([^"]*)"', html)
    srcdoc = re.search(r'srcdoc="([^"]*)"', html)
    assert sandbox
    assert "allow-same-origin" not in sandbox[1]
    assert srcdoc
    assert unescape(srcdoc[1]) == page.html == write_view(g.bundle, output=tmp_path / "view.html").read_text("utf-8")


def test_without_the_frame_words_remain(g: Graph) -> None:
    words = re.sub(r"<iframe.*</iframe>", "", g.view()._repr_html_())
    assert "Tidal control" in words
    assert "Trust this notebook" in words


def test_a_focus_takes_a_name_and_the_page_is_saved(g: Graph, tmp_path: Path) -> None:
    path = g.view("tidegpt").save(tmp_path / "new" / "tide.html")
    assert '"focus":"entity:tidegpt"' in path.read_text(encoding="utf-8")
    assert "around TideGPT" in repr(g.view("tidegpt"))


def test_the_page_of_a_list_names_it_and_is_the_page_of_kg_view(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "graph", invented_graph(5))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "thesis.toml").write_text('papers = ["arxiv:2603.00001"]\n')
    with kg.open(folder, list_name="thesis") as listed:
        page = listed.view()
        written = write_view(listed.bundle, list_name="thesis").read_text("utf-8")
    assert '"list":"thesis","about":1,' in page.html
    assert page.html == written
    assert repr(page).startswith("<kg.Page, list thesis: ")
