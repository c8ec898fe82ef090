import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from kg.model.errors import UsageError
from kg.model.tables import GraphTables
from kg.views.page import embed_json, page_data, render_page
from tests.views.invented import add, entity_id, invented_graph


class Parts(HTMLParser):
    """The page as a parser sees it: tags with attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            self.texts.append((*self.tags[-1], data))


@pytest.fixture(scope="module")
def data() -> dict[str, object]:
    return page_data(invented_graph(40))


@pytest.fixture(scope="module")
def page(data: dict[str, object]) -> str:
    return render_page(data)


def test_data_is_plain_and_the_same_each_time(data: dict[str, object]):
    assert json.loads(json.dumps(data)) == data
    assert page_data(invented_graph(40)) == data


def test_physics_is_off_and_every_node_has_its_place(data):
    assert data["network"]["options"]["physics"]["enabled"] is False
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in data["network"]["nodes"])


def test_first_sight_has_no_authors_and_every_edge_ends_at_a_shown_node(data):
    shown = {node["id"]: node["kind"] for node in data["network"]["nodes"]}
    assert "Author" not in shown.values()
    assert all({edge["from"], edge["to"]} <= shown.keys() for edge in data["network"]["edges"])
    assert {author["id"] for author in data["authors"]} >= {row["author"] for row in data["authored"]}


def test_the_page_asks_nobody_for_anything(page: str):
    for tag, attributes in Parts(page).tags:
        assert "src" not in attributes, tag
        assert (attributes.get("href") or "data:").startswith("data:"), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    assert not re.search(r"@import|url\(", re.search("<style>(.*?)</style>", page, re.DOTALL)[1])


def test_the_policy_names_every_script_and_style_by_hash_and_allows_nothing_else(page: str):
    parts = Parts(page)
    policy = next(a["content"] for tag, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = {words[0]: words[1:] for words in map(str.split, policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    assert rules["img-src"] == ["data:"]
    for tag, attributes, text in parts.texts:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[f"{tag}-src"]
    assert "unsafe" not in policy


def test_no_text_can_end_the_data_block():
    hostile = {"</script><script>alert(1)</script>": "<!-- & \u2028 \u2029 ${x} {{y}} $data \ud800"}
    text = embed_json(hostile)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == hostile


def test_template_syntax_in_the_data_is_left_alone():
    graph = invented_graph(4)
    graph.nodes("Paper")[0]["abstract"] = "$vis ${script} {{ 7*7 }} {% raw %}"
    assert "$vis ${script} {{ 7*7 }} {% raw %}" in render_page(page_data(graph))


def test_links_only_a_summary_supports_are_not_in_the_page():
    graph = invented_graph(8)
    graph.edges("USES")[0] |= {"supported": False, "evidence": "only the summary says so"}
    assert "only the summary says so" not in render_page(page_data(graph))


@pytest.mark.parametrize(
    "focus",
    ["author:1", "arxiv:2603.00001", entity_id("TideGPT"), "community:topic:1", "cs.CL", "digest:invented:2026-03-02"],
)
def test_a_focus_shows_its_node_or_its_members(focus: str):
    data = page_data(invented_graph(40), focus)
    assert data["papers"]
    assert data["meta"]["focus"] == focus
    assert data["meta"]["focus_name"] != ""
    if not focus.startswith(("community:", "cs.", "digest:")):
        assert focus in {node["id"] for node in data["network"]["nodes"]}


def test_an_unknown_focus_is_an_error():
    with pytest.raises(UsageError, match="kg find"):
        page_data(invented_graph(4), "entity:nothing")


def test_a_focus_with_weak_links_only_is_shown_with_them():
    graph = invented_graph(8)
    for type_ in ("PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES"):
        for row in graph.edges(type_):
            row["confidence"] = 0.3
    data = page_data(graph, "entity:bloom-prediction")
    assert data["meta"]["min_confidence"] == 0.0
    assert data["papers"]


def test_before_analysis_papers_are_grouped_by_category():
    graph = invented_graph(8)
    del graph.node_rows["Community"], graph.edge_rows["IN_COMMUNITY"]
    data = page_data(graph)
    assert data["meta"]["grouped_by"] == "category"
    assert [group["id"] for group in data["groups"]] == ["cs.CL", "cs.LG"]


def test_an_empty_graph_has_a_page():
    assert page_data(GraphTables())["network"]["nodes"] == []
    assert "<title>" in render_page(page_data(GraphTables()))


def test_a_paper_with_three_thousand_authors_keeps_them_all():
    graph = invented_graph(4)
    for number in range(3000):
        key = f"author:crowd-{number}"
        add(graph.node_rows, "Author", id=key, name=f"Crowd {number}", papers=1)
        add(graph.edge_rows, "AUTHORED", source=key, target="arxiv:2603.00000", position=5 + number, of=3004)
    authored = [row for row in page_data(graph.finish())["authored"] if row["paper"] == "arxiv:2603.00000"]
    assert [row["position"] for row in authored] == list(range(1, 3005))
