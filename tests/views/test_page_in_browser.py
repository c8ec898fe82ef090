"""The page in a real Chromium, from `file://`: what a reader sees, types and clicks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from kg.extraction import judge
from kg.extraction.asian import RELATION_OF
from kg.graph.narrow import NarrowedGraph
from kg.views.page import page_data, render_page
from tests.views.invented import add, entity_id, invented_graph

pytestmark = pytest.mark.chromium

_INKED = """
const canvas = document.querySelector("#picture canvas");
const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
const seen = new Map();
for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3]) {
  const colour = pixels[at] + "," + pixels[at + 1] + "," + pixels[at + 2];
  seen.set(colour, (seen.get(colour) || 0) + 1);
}
return [...seen.entries()].sort((a, b) => b[1] - a[1]).slice(0, 400);
"""


_TWO_FRAMES = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"

Resize = Callable[[int, int], None]


def open_page(browser: Chrome, path: Path, data: dict[str, Any] | None = None) -> None:
    """Write the page (of 40 invented papers, unless other data is given) and open it as a file."""
    path.write_text(render_page(data or page_data(invented_graph(40))), encoding="utf-8")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri())


def requests(browser: Chrome) -> list[str]:
    """The addresses that the page has asked for since it was opened."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def text_of(browser: Chrome, selector: str) -> str:
    """The element's text as the page holds it, shown or folded."""
    return str(browser.find_element(By.CSS_SELECTOR, selector).get_property("textContent"))


def click_node(browser: Chrome, node: str) -> None:
    """Click on the canvas where the node stands."""
    x, y = browser.execute_script(
        "const p = network.canvasToDOM(network.getPosition(arguments[0])); return [p.x, p.y]", node
    )
    picture = browser.find_element(By.ID, "picture")
    middle = (picture.size["width"] / 2, picture.size["height"] / 2)
    ActionChains(browser, duration=0).move_to_element_with_offset(
        picture, round(x - middle[0]), round(y - middle[1])
    ).click().perform()


def visible(browser: Chrome) -> set[str]:
    """The ids of the nodes that the picture shows."""
    return set(browser.execute_script("return [...drawn.values()].filter((n) => n.visible).map((n) => n.id)"))


@pytest.fixture
def resized(browser: Chrome) -> Iterator[Callable[[int, int], None]]:
    """Gives the page's area this width and height, and no motion; what is usual comes back after the test."""

    def resize(width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": still})
    yield resize
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(scope="module")
def opened(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Chrome:
    """The browser with the page of 40 papers."""
    open_page(browser, tmp_path_factory.mktemp("page") / "view.html")
    return browser


@pytest.fixture
def page(opened: Chrome) -> Chrome:
    """The open page, nothing selected, nothing filtered."""
    opened.refresh()
    return opened


def test_it_draws_and_asks_no_network_and_says_nothing_on_the_console(browser: Chrome, tmp_path: Path):
    open_page(browser, tmp_path / "view.html")
    colours = browser.execute_script(_INKED)
    assert len(colours) > 100
    assert sum(count for _, count in colours[1:]) > 20_000
    asked = requests(browser)
    assert asked
    assert all(address.startswith(("file:", "data:")) for address in asked)
    assert browser.get_log("browser") == []


def test_each_topic_has_a_colour_of_its_own_on_the_canvas(page: Chrome):
    fills = {
        page.execute_script("return nodeLook(drawn.get(arguments[0]), null).color.background", f"arxiv:2603.{n:05d}")
        for n in range(4)
    }
    drawn = {"rgb(" + colour + ")" for colour, _ in page.execute_script(_INKED)}
    assert len(fills) == 4
    assert fills <= drawn


def test_a_click_on_a_paper_opens_its_card_and_its_authors(page: Chrome):
    graph = invented_graph(40)
    paper = graph.nodes("Paper")[8]
    authors = {row["source"] for row in graph.edges("AUTHORED") if row["target"] == paper["id"]}
    assert not authors & visible(page)
    click_node(page, paper["id"])
    assert text_of(page, "#card h2") == paper["title"]
    names = {row["name"] for row in graph.nodes("Author") if row["id"] in authors}
    assert {item.text for item in page.find_elements(By.CSS_SELECTOR, "#card .person")} == names
    assert authors <= visible(page)
    assert "listed 2026-03-02 · cs.LG" in text_of(page, "#card")
    marks = {item.text for item in page.find_elements(By.CSS_SELECTOR, "#card mark")}
    assert paper["title"].partition(":")[0] in marks
    links = [item.get_attribute("href") for item in page.find_elements(By.CSS_SELECTOR, "#card a")]
    assert links == [
        "https://arxiv.org/abs/2603.00008",
        "https://arxiv.org/pdf/2603.00008",
        "https://doi.org/10.5555/invented.8",
    ]


def test_the_card_offers_the_line_for_a_wrong_link(page: Chrome):
    page.execute_script("select('arxiv:2603.00000')")
    proposed = next(row for row in invented_graph(40).edges("PROPOSES") if row["source"] == "arxiv:2603.00000")
    assert text_of(page, "#card .correction pre").startswith(
        f'[[drop]]\npaper = "arxiv:2603.00000"\nrelation = "PROPOSES"\nentity = "{proposed["target"]}"\nreason ='
    )


def test_the_card_of_a_method_quotes_each_paper(page: Chrome):
    page.execute_script("select(arguments[0])", entity_id("MossNet"))
    assert text_of(page, "#card h2") == "MossNet"
    assert "It extends MossNet with a second memory." in text_of(page, "#card")
    assert "confidence 90 %" in text_of(page, "#card")


def test_search_finds_by_keyboard_and_escape_closes(page: Chrome):
    ActionChains(page, duration=0).send_keys("/").send_keys("jurgen dvorak").perform()
    results = page.find_elements(By.CSS_SELECTOR, "#results [role=option]")
    assert results
    assert all("Jürgen Dvořák" in item.text for item in results)
    ActionChains(page, duration=0).send_keys(Keys.ENTER).perform()
    assert text_of(page, "#card h2") == "Jürgen Dvořák"
    assert page.execute_script("return drawn.has(state.selected)")
    ActionChains(page, duration=0).send_keys(Keys.ESCAPE).perform()
    assert not page.find_element(By.ID, "card").is_displayed()


def test_a_search_for_nothing_says_so(page: Chrome):
    page.find_element(By.ID, "search").send_keys("no such thing")
    assert text_of(page, "#results") == "Nothing here bears that name."


def test_filters_hide_kinds_topics_weak_links_and_days(page: Chrome):
    everything = visible(page)
    page.find_element(By.CSS_SELECTOR, "#kinds li[data-value=Task] input").click()
    assert everything - visible(page) == {row["id"] for row in invented_graph(40).nodes("Task")}
    page.find_element(By.CSS_SELECTOR, "#groups li[data-value='community:topic:0'] input").click()
    assert {node for node in visible(page) if node.startswith("arxiv:")} == {
        f"arxiv:2603.{number:05d}" for number in range(40) if number % 4
    }
    page.execute_script("slider.value = 0.85; slider.dispatchEvent(new Event('input'))")
    assert not visible(page) & {row["id"] for row in invented_graph(40).nodes("Metric")}
    page.execute_script("const f = element('from'); f.value = '2026-03-03'; f.dispatchEvent(new Event('change'))")
    assert {node for node in visible(page) if node.startswith("arxiv:")} == {
        f"arxiv:2603.{number:05d}" for number in range(30, 40) if number % 4
    }
    assert "8 papers" in text_of(page, "#visible")


def test_a_topic_has_a_card_that_lists_its_papers_and_shows_only_it(page: Chrome):
    page.find_element(By.CSS_SELECTOR, "#groups button.name").click()
    assert len(page.find_elements(By.CSS_SELECTOR, "#card .entry")) == 10
    page.find_element(By.CSS_SELECTOR, "#card .open button").click()
    assert len([node for node in visible(page) if node.startswith("arxiv:")]) == 10


def test_names_and_filters_are_labelled_and_the_footer_names_the_graph(page: Chrome):
    unlabelled = """
    return [...document.querySelectorAll("input, button")].filter((e) => !(e.labels && e.labels.length)
      && !e.getAttribute("aria-label") && !e.textContent.trim()).map((e) => e.outerHTML)"""
    assert page.execute_script(unlabelled) == []
    assert invented_graph(40).fingerprint[:16] in text_of(page, "footer")
    assert "2026-03-03" in text_of(page, "footer")


def test_dark_mode_repaints(page: Chrome):
    light = page.execute_script(_INKED)[0]
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    try:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        page.execute_async_script(_TWO_FRAMES)
        assert page.execute_script("return theme.ground") == "#14171b"
        assert page.execute_script(_INKED)[0] != light
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_focus_is_open_at_once(browser: Chrome, tmp_path: Path):
    open_page(browser, tmp_path / "view.html", page_data(invented_graph(40), "author:1"))
    assert text_of(browser, "h1") == "Around " + text_of(browser, "#card h2")
    assert "author:1" in visible(browser)
    assert browser.get_log("browser") == []


def test_a_narrow_page_draws_and_finds_and_opens_its_legend(browser: Chrome, tmp_path: Path, resized: Resize):
    resized(700, 900)
    open_page(browser, tmp_path / "view.html")
    assert browser.get_log("browser") == []
    assert browser.execute_script("return element('stage').clientWidth") == 700
    assert sum(count for _, count in browser.execute_script(_INKED)[1:]) > 10_000
    assert not browser.find_element(By.ID, "filters").is_displayed()
    browser.find_element(By.ID, "filters-button").click()
    assert browser.find_element(By.ID, "filters").is_displayed()
    browser.find_element(By.ID, "filters-button").click()
    browser.find_element(By.ID, "search").send_keys("jurgen dvorak", Keys.ENTER)
    assert text_of(browser, "#card h2") == "Jürgen Dvořák"
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("width", [700, 900])
def test_no_page_is_wider_than_its_window(browser: Chrome, tmp_path: Path, resized: Resize, width: int):
    resized(width, 700)
    open_page(browser, tmp_path / "view.html")
    assert browser.execute_script("return document.body.scrollWidth") == width
    assert browser.execute_script("return document.documentElement.scrollWidth") == width


def test_a_picture_without_room_waits(browser: Chrome, tmp_path: Path, resized: Resize):
    resized(700, 60)
    open_page(browser, tmp_path / "view.html")
    assert browser.get_log("browser") == []


def test_the_page_of_a_list_says_so_and_counts_the_whole_graph(browser: Chrome, tmp_path: Path):
    whole = invented_graph(40)
    about = NarrowedGraph(whole, {f"arxiv:2603.{number:05d}" for number in range(7)})
    open_page(browser, tmp_path / "view.html", page_data(about, list_name="thesis", whole=whole))
    assert text_of(browser, "h1") == browser.title == "List thesis: 7 of 40 papers"
    counts = whole.node_counts()
    assert f"holds {counts['Author']} authors, {counts['Method']} methods" in text_of(browser, "#subheading")


def test_a_focus_on_an_author_lights_and_names_the_co_authors(browser: Chrome, tmp_path: Path):
    graph = invented_graph(40)
    written = {row["target"] for row in graph.edges("AUTHORED") if row["source"] == "author:1"}
    others = {row["source"] for row in graph.edges("AUTHORED") if row["target"] in written} - {"author:1"}
    names = {row["id"]: row["name"] for row in graph.nodes("Author")}
    open_page(browser, tmp_path / "view.html", page_data(graph, "author:1"))
    assert {"author:1", *written, *others} <= set(browser.execute_script("return [...litNodes()]"))
    assert browser.execute_script("return written.map((name) => name.text)")[0] == names["author:1"]
    shown = browser.find_elements(By.CSS_SELECTOR, "#card .coauthor .name")
    assert sorted(item.text for item in shown) == sorted(names[other] for other in others)
    assert "kg view --focus" not in text_of(browser, "#card")
    browser.execute_script("select(arguments[0])", min(others))
    assert f"kg view --focus {min(others)}" in text_of(browser, "#card")


def test_a_focus_on_co_authors_opens_their_card(browser: Chrome, tmp_path: Path):
    graph, team = invented_graph(40), {"author:1", "author:2", "author:4"}
    add(graph.node_rows, "Community", id="community:coauthor:0", kind="coauthor", level=0, label="Ebb group", size=3)
    for author in sorted(team):
        add(graph.edge_rows, "IN_COMMUNITY", source=author, target="community:coauthor:0", score=1.0)
    open_page(browser, tmp_path / "view.html", page_data(graph.finish(), "community:coauthor:0"))
    assert text_of(browser, "h1") == "Around Ebb group"
    assert text_of(browser, "#card h2") == "Ebb group"
    assert text_of(browser, "#card .kind") == "Co-authors"
    assert "3 members in the graph" in text_of(browser, "#card")
    names = sorted(row["name"] for row in graph.nodes("Author") if row["id"] in team)
    assert sorted(item.text for item in browser.find_elements(By.CSS_SELECTOR, "#card .member")) == names
    assert browser.find_elements(By.CSS_SELECTOR, "#card .entry:not(.member)")
    assert "kg view --focus" not in text_of(browser, "#card")
    assert browser.get_log("browser") == []


_CUT = """
const stage = element("stage").getBoundingClientRect();
const card = element("card").hidden ? null : element("card").getBoundingClientRect();
const cut = ({ box: [left, top, right, bottom] }) => left < 0 || top < 0 || right > stage.width || bottom > stage.height
  || (card && right > card.left - stage.left && left < card.right - stage.left
    && bottom > card.top - stage.top && top < card.bottom - stage.top);
return [written.length, written.filter(cut).map((name) => name.text)];
"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 700), (700, 900)])
def test_no_name_is_cut_by_the_edge_or_the_card(
    browser: Chrome, tmp_path: Path, resized: Resize, width: int, height: int
):
    resized(width, height)
    open_page(browser, tmp_path / "view.html")
    for script in ("", "zoom(2)", "select('arxiv:2603.00008')", "select('author:1', true)"):
        browser.execute_async_script(f"{script}; {_TWO_FRAMES}")
        names, cut = browser.execute_script(_CUT)
        assert names > 1
        assert cut == []


def test_the_name_of_the_selected_node_is_written_first(page: Chrome):
    page.execute_async_script("select('arxiv:2603.00008');" + _TWO_FRAMES)
    title = invented_graph(40).nodes("Paper")[8]["title"]
    assert page.execute_script("return written[0].text")[:12] == title[:12]


def test_the_legend_shows_a_long_name_on_two_lines_and_whole_in_its_title(browser: Chrome, tmp_path: Path):
    graph, label = invented_graph(12), "weather over gardens · pruning"
    graph.node_rows["Community"][0]["label"] = label
    open_page(browser, tmp_path / "view.html", page_data(graph))
    name = browser.find_element(By.CSS_SELECTOR, "#groups li[data-value='community:topic:0'] .name")
    sizes = "const e = arguments[0]; return [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]"
    assert max(browser.execute_script(sizes, name)) <= 1
    assert name.find_element(By.XPATH, "ancestor::li").get_attribute("title") == label


def test_a_link_says_in_words_how_it_was_read_and_its_rule_on_hover(browser: Chrome, tmp_path: Path):
    graph = invented_graph(12)
    graph.edge_rows["PROPOSES"][0]["rule"] = "prefix+proposed_elsewhere"
    open_page(browser, tmp_path / "view.html", page_data(graph))
    browser.execute_script("select(arguments[0])", graph.edge_rows["PROPOSES"][0]["source"])
    said = browser.find_element(By.CSS_SELECTOR, "#card .rule")
    words = said.get_attribute("textContent")  # `text` is empty while the card comes in
    assert words == "the name before the colon in the title, proposed by another paper here"
    assert said.get_attribute("title") == "rule prefix+proposed_elsewhere"


def test_every_rule_has_words(page: Chrome):
    rules = [*judge._SPEAKERS, *RELATION_OF, "again", "proposed_elsewhere"]
    assert page.execute_script("return arguments[0].filter((rule) => inWords(rule) === rule)", rules) == []
