"""The card of a paper: its sentences, and that nothing in a text is markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.library.entrance import Graph
from kg.model.errors import UsageError
from tests.library.conftest import write_bundle
from tests.views.hostile import hostile_texts
from tests.views.invented import invented_graph

SAFE = {"h4", "bdi", "p", "br", "small", "a", "details", "summary", "ul", "li", "b", "mark", "code", "pre"}
"""Elements that Jupyter shows in a notebook that is not trusted."""


class _Read(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_card_shows_title_authors_and_each_link_with_its_sentence(g: Graph) -> None:
    card = g.paper("2603.00001")
    read = _Read(card._repr_html_())
    assert card.title in read.text
    assert list(card.authors.position) == [1, 2, 3, 4]
    for name in card.authors.name:
        assert name in read.text
    assert len(card.links) == 7
    for name, evidence in zip(card.links.name, card.links.evidence, strict=True):
        assert name in evidence
        assert evidence in read.text
        assert evidence in repr(card)
    assert f"<mark>{card.links.name[0]}</mark>" in card._repr_html_()


def test_a_card_needs_neither_script_nor_network(g: Graph) -> None:
    read = _Read(g.paper("2603.00001")._repr_html_())
    assert read.elements <= SAFE
    addresses = [value for name, value in read.attributes]
    assert {name for name, _ in read.attributes} == {"href"}
    assert all(str(address).startswith(("https://arxiv.org/", "https://doi.org/")) for address in addresses)


def test_a_title_names_the_paper_too_and_another_word_does_not(g: Graph) -> None:
    card = g.paper("2603.00003")
    assert g.paper(card.title).id == card.id == "arxiv:2603.00003"
    with pytest.raises(UsageError, match="nothing in"):
        g.paper("TideGPT")


@pytest.mark.parametrize("text", hostile_texts()[::9])
def test_hostile_texts_stay_text(text: str, tmp_path: Path) -> None:
    tables = invented_graph(1)
    paper = tables.nodes("Paper")[0]
    paper["title"] = text
    tables.nodes("Method")[0]["name"] = text
    for row in tables.edges("AUTHORED"):
        row["name_as_written"] = text
    write_bundle(tmp_path / "graph", tables.finish())
    card = Graph(tmp_path / "graph").paper(paper["id"])
    read = _Read(card._repr_html_())
    assert read.elements <= SAFE
    assert {name for name, _ in read.attributes} == {"href"}
    assert read.text.count(text) >= 5
    assert repr(card).count("\n") == 2 + len(card.links)
