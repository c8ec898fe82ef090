"""A hundred hostile titles, names and summaries in a real Chromium: nothing runs, nothing is lost."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome

from kg.model.tables import GraphTables
from kg.views.page import page_data
from kg.views.values import shown_title
from tests.views.hostile import hostile_texts
from tests.views.invented import add
from tests.views.test_page_in_browser import open_page, requests

pytestmark = pytest.mark.chromium

TEXTS = hostile_texts()

_WALK = """
const shown = {};
const folded = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
let place = 0;
for (const id of arguments[0]) {
  place++ % 10 ? showCard(id) : select(id, true);
  for (const more of document.querySelectorAll("#card details")) more.open = true;
  search.value = nameOf(id).slice(0, 40);
  showMatches();
  shown[id] = [document.querySelector("#card h2").textContent, document.querySelector("#card").textContent,
    folded("#card blockquote"), [...document.querySelectorAll("#card a")].map((a) => a.href)];
}
closeSearch();
return shown;
"""


def hostile_graph() -> GraphTables:
    """A paper, an author, a method, a topic and a summary for each text, which is its name, title or sentence."""
    tables = GraphTables()
    nodes, edges = tables.node_rows, tables.edge_rows
    add(nodes, "Digest", id="digest:x:2026-03-02", name=TEXTS[0], date="2026-03-02")
    for number, text in enumerate(TEXTS):
        paper, author, method = f"arxiv:2603.{number:05d}", f"author:{number}", f"entity:{number}"
        add(
            nodes,
            "Paper",
            id=paper,
            title=text,
            abstract=text,
            first_listed="2026-03-02",
            comment=text,
            venue=text,
            doi=text,
        )
        add(nodes, "Author", id=author, name=text, name_variants=[text], orcid=text, papers=1)
        add(nodes, "Method", id=method, name=text, aliases=[text], kind=text, papers=2)
        add(edges, "LISTS", source="digest:x:2026-03-02", target=paper, language=text[:50], tldr=text)
        add(edges, "AUTHORED", source=author, target=paper, position=1, of=1, name_as_written=text)
        add(edges, "IN_COMMUNITY", source=paper, target=f"community:topic:{number % 9}", score=1.0)
        for ends in (paper, f"arxiv:2603.{(number + 1) % len(TEXTS):05d}"):
            add(
                edges, "USES", source=ends, target=method, confidence=0.9, evidence=text, start=0, end=len(text),
                section="abstract", rule=text[:50], supported=True,
            )  # fmt: skip
    for number in range(9):
        terms = [TEXTS[number]]
        add(nodes, "Community", id=f"community:topic:{number}", kind="topic", level=0, label=TEXTS[number], terms=terms)
    return tables.finish()


@pytest.fixture(scope="module")
def walked(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """What each card held after every node was searched for and opened, every tenth selected in the picture too."""
    open_page(browser, tmp_path_factory.mktemp("hostile") / "view.html", page_data(hostile_graph()))
    ids = [f"{kind}{number}" for kind in ("author:", "entity:") for number in range(len(TEXTS))]
    ids += [f"arxiv:2603.{number:05d}" for number in range(len(TEXTS))]
    ids += [f"community:topic:{number}" for number in range(9)]
    return browser.execute_script(_WALK, ids)


def test_nothing_runs_and_nothing_leaves(walked: dict[str, list], browser: Chrome):
    assert len(walked) == 3 * len(TEXTS) + 9
    assert browser.execute_script("return window.harmed") is None
    assert browser.get_log("browser") == []
    assert all(address.startswith(("file:", "data:")) for address in requests(browser))
    made = "iframe, img, object, embed, form, base, #card script, #card style"
    assert browser.find_elements("css selector", made) == []
    assert len(browser.find_elements("css selector", "script")) == 3


def test_nothing_is_lost(walked: dict[str, list]):
    for number, text in enumerate(TEXTS):
        for node in (f"arxiv:2603.{number:05d}", f"author:{number}", f"entity:{number}"):
            assert walked[node][0] == (shown_title(text) if node.startswith("arxiv:") else text)
        assert walked[f"arxiv:2603.{number:05d}"][1].count(text) >= 4  # author, venue, abstract, summary
        assert text in walked[f"entity:{number}"][2]


def test_no_link_leads_elsewhere(walked: dict[str, list]):
    for _, _, _, links in walked.values():
        assert all(link.startswith(("https://arxiv.org/", "https://doi.org/")) for link in links)
