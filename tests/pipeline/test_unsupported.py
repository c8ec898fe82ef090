"""A link that only a digest's machine-written summary supports: kept, marked, and shown nowhere unless asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import kg as library
from kg.graph.bundle import Bundle
from kg.graph.find import find
from kg.pipeline.analyze import analyze
from kg.pipeline.build import build
from kg.stores.connect import Store
from kg.stores.library import list_queries, read_query
from kg.stores.load import load
from kg.stores.query import run_query
from kg.views.exports import ExportOptions
from kg.views.formats import FORMATS
from tests.cli.conftest import Run, kg  # noqa: F401 - a fixture

PAPER = """
### [{number}] [{title}](https://arxiv.org/abs/2603.9800{number})
*Ada Winter,Bo Lindqvist*

Main category: cs.LG

TL;DR: 本文研究河流。

<details>
  <summary>Details</summary>
Motivation: 河流难以预测。

Method: 提出名为Zorblax的采样器，并使用Quillnet数据集。

Result: 优于Murkbert。

Conclusion: 有用。

Abstract: {abstract}

</details>
"""
ABSTRACTS = {
    "RidgeNet: Pruning in the Hills": "We propose RidgeNet, a framework that uses LoRA. It is tested on MossBench.",
    "GullyNet: Pruning in the Valleys": "We propose GullyNet, a framework that uses LoRA. It is tested on MossBench.",
}
HIDDEN = ("entity:zorblax", "entity:quillnet", "entity:murkbert")


def says(text: str) -> bool:
    """Whether the text names one of the hidden things elsewhere than in the summary itself, which is the digest's."""
    return re.search(r"(?<!为)(?<!&#20026;)zorblax|(?<!用)(?<!&#29992;)quillnet", text, re.IGNORECASE) is not None


@pytest.fixture(scope="module")
def summed(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Two papers whose summaries name three things that neither abstract names, analyzed."""
    folder = tmp_path_factory.mktemp("summed") / "mornings"
    folder.mkdir()
    papers = [
        PAPER.format(number=number, title=title, abstract=abstract)
        for number, (title, abstract) in enumerate(ABSTRACTS.items(), 1)
    ]
    text = "# cs.LG [[Back]](#toc)\n" + "\n".join(papers)
    (folder / "2026-03-02.md").write_text(text, encoding="utf-8")
    bundle = Bundle.open_or_new(folder.parent / "graph")
    build(bundle, [folder])
    analyze(bundle)
    return bundle


def test_the_link_is_kept_with_its_evidence_and_marked(summed: Bundle) -> None:
    rows = [row for row in summed.edges("PROPOSES") if row["target"].startswith("entity:zorblax")]
    assert [row["source"] for row in rows] == ["arxiv:2603.98001", "arxiv:2603.98002"]
    for row in rows:
        assert (row["supported"], row["section"]) == (False, "summary:method")
        assert row["evidence"][row["start"] : row["end"]] == "Zorblax"
    linked = {row["target"] for type_ in summed.edge_counts() for row in summed.edges(type_)}
    assert set(HIDDEN) <= linked


def test_no_derived_edge_rests_on_it(summed: Bundle) -> None:
    for type_ in ("CO_OCCURS", "IN_COMMUNITY", "BUILDS_ON"):
        text = json.dumps(list(summed.edges(type_)))
        assert not [entity for entity in HIDDEN if entity in text], type_
    assert all(row["papers"] == 0 for row in summed.nodes("Method") if row["id"] in HIDDEN)
    for row in summed.nodes("Community"):
        assert "zorblax" not in json.dumps(row).casefold()


@pytest.mark.parametrize(("what", "form"), [(what, form) for what, forms in FORMATS.items() for form in forms])
def test_no_export_holds_it_unless_asked_for(summed: Bundle, what: str, form: str) -> None:
    write = FORMATS[what][form]
    silent = "".join(write(summed, ExportOptions()))
    told = "".join(write(summed, ExportOptions(unsupported=True)))
    assert "mossbench" in silent.casefold() or what in ("papers", "authorships")
    assert not says(silent)
    assert says(told) is (what in ("links", "table", "nodes", "edges", "graph"))


def test_neither_page_nor_report_shows_it(kg: Run, summed: Bundle, tmp_path: Path) -> None:  # noqa: F811
    page, report = tmp_path / "view.html", tmp_path / "report.html"
    assert kg("view", summed.folder, "--output", page).code == 0
    assert kg("report", summed.folder, "--output", report).code == 0
    markdown = kg("report", summed.folder, "--format", "md").out
    for text in (page.read_text(encoding="utf-8"), report.read_text(encoding="utf-8"), markdown):
        assert "RidgeNet" in text
        assert not [entity for entity in HIDDEN if entity in text]
    assert "Zorblax" not in markdown


def test_it_is_found_by_its_id_alone(summed: Bundle) -> None:
    assert find(summed, "Zorblax") == []
    assert [row["id"] for row in find(summed, "entity:zorblax")] == ["entity:zorblax"]
    assert [row["id"] for row in find(summed, "RidgeNet", ["Method"])] == ["entity:ridgenet"]


@pytest.mark.parametrize("kind", ["methods", "full"])
def test_no_network_and_no_card_has_it(summed: Bundle, kind: str) -> None:
    with library.open(summed.folder) as graph:
        network = graph.to_networkx(kind)
        assert "entity:ridgenet" in network
        assert not set(HIDDEN) & set(network)
        assert not set(HIDDEN) & set(graph.paper("arxiv:2603.98001").links["id"])


OURS: dict[str, Any] = {"paper": "arxiv:2603.98001", "author": "Ada Winter", "day": "2026-03-02", "category": "cs.LG"}


@pytest.mark.embedded
def test_no_query_tells_it_unless_asked_for(summed: Bundle, embedded_store: Store) -> None:
    load(embedded_store, summed)
    assert telling(embedded_store, unsupported=False) == set()
    assert "what-a-paper-says" in telling(embedded_store, unsupported=True)


def telling(store: Store, *, unsupported: bool) -> set[str]:
    """The queries of the library that name a hidden thing when they are asked about it."""
    found = set()
    asked = OURS | {"method": "entity:zorblax", "entity": "entity:zorblax", "dataset": "entity:quillnet"}
    asked |= {"unsupported": unsupported, "min_confidence": 0.1, "since": "2026-03-01", "min_papers": 1}
    for name in list_queries():
        query = read_query(name)
        params = query.params | {key: value for key, value in asked.items() if key in query.params}
        rows = run_query(store, query.statement, params).rows
        if says(json.dumps(rows, default=str, ensure_ascii=False)):
            found.add(name)
    return found
