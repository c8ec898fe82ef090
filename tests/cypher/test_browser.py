"""Every query that draws, run in the real Neo4j Browser over the sample's graph.

A file is pasted as it stands, which sets its parameters and runs its statement. For a text of several statements
Browser 5.24 shows only what became of each; the picture comes from the statement by itself, as README.md says.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver import Chrome

from kg.stores.connect import Store
from kg.stores.library import cypher_folder, list_queries, read_query
from kg.stores.query import run_query
from tests.cypher.neo4j_browser import Neo4jBrowser
from tests.servers.neo4j import Neo4jServer

pytestmark = [pytest.mark.neo4j, pytest.mark.chromium]

DRAWING = [name for name in list_queries() if read_query(name).draws]
PICTURES = ("border-papers", "co-authors", "method-neighbourhood")
SETTLE_SECONDS = 4.0


@pytest.fixture(scope="module")
def filled(neo4j_session: Store, fill: Callable[[Store], Store]) -> Store:
    return fill(neo4j_session)


@pytest.fixture(scope="module")
def page(browser: Chrome, neo4j_server: Neo4jServer, filled: Store) -> Iterator[Neo4jBrowser]:
    browser.switch_to.new_window("tab")
    yield Neo4jBrowser(browser, neo4j_server.browser, neo4j_server.user, neo4j_server.password)
    browser.close()
    browser.switch_to.window(browser.window_handles[0])


@pytest.mark.parametrize("name", DRAWING)
def test_the_file_runs_as_it_stands_and_its_answer_is_drawn(name: str, page: Neo4jBrowser, filled: Store) -> None:
    query = read_query(name)
    text = (cypher_folder() / f"{name}.cypher").read_text(encoding="utf-8")
    assert page.run_script(text) == ["success"] * (len(query.params) + 1)
    rows = run_query(filled, query.statement, query.params).rows
    nodes = {node["properties"]["id"] for row in rows for node in row["path"][::2]}
    assert page.draw(query.statement) == len(nodes)
    if name in PICTURES and os.environ.get("KG_KEEP_PICTURES"):
        time.sleep(SETTLE_SECONDS)
        (cypher_folder() / "pictures" / f"{name}.png").write_bytes(page.picture())
