"""A reader's lists: read, laid over a graph, added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.listed import paper_ids, title_key
from kg.graph.lists import Placed, list_path, parse_list, place_items, put_lists, read_lists
from kg.graph.narrow import NarrowedGraph, papers_about
from kg.model.errors import UsageError
from kg.model.identity import KnownId
from kg.model.tables import GraphTables

PATH = Path("lists/thesis.toml")


def graph() -> GraphTables:
    """Two papers of three authors, two of whom are called alike."""
    nodes = {
        "Paper": [
            {"id": "arxiv:2603.90001", "title": "GPT-3 for Kilns", "doi": "10.1234/KILN.1"},
            {"id": "arxiv:2603.90002", "title": "GPT-4 for Kilns"},
        ],
        "Author": [
            {"id": "author:jing-wu~aaaaa", "name": "Jing Wu", "name_variants": ["J. Wu"]},
            {"id": "author:jing-wu~bbbbb", "name": "Jing Wu"},
            {"id": "author:ada-abara~ccccc", "name": "Ada Abara"},
        ],
        "Method": [{"id": "entity:glaze-tuning", "name": "Glaze Tuning", "aliases": ["GT"]}],
        "Dataset": [{"id": "entity:kilnbench", "name": "KilnBench"}],
        "Category": [{"id": "cs.IR", "name": "Information Retrieval"}, {"id": "cs", "name": "Computer Science"}],
        "Digest": [{"id": "digest:a:2026-03-02", "name": "a", "date": "2026-03-02"}],
    }
    edges = {
        "AUTHORED": [
            authored("author:jing-wu~aaaaa", "arxiv:2603.90001", 1, "Jing Wu"),
            authored("author:ada-abara~ccccc", "arxiv:2603.90001", 2, "Ada Abara"),
            authored("author:jing-wu~bbbbb", "arxiv:2603.90001", 3, "Jing Wu"),
            authored("author:ada-abara~ccccc", "arxiv:2603.90002", 1, "A. Abara"),
        ],
        "USES": [{"source": "arxiv:2603.90002", "target": "entity:glaze-tuning", "confidence": 0.9, "supported": True}],
        "IN_CATEGORY": [{"source": "arxiv:2603.90001", "target": "cs.IR", "primary": True}],
        "PART_OF": [{"source": "cs.IR", "target": "cs"}],
        "LISTS": [{"source": "digest:a:2026-03-02", "target": "arxiv:2603.90001"}],
    }
    return GraphTables(nodes, edges).finish()


def authored(author: str, paper: str, position: int, name: str) -> dict[str, object]:
    return {"source": author, "target": paper, "position": position, "of": 3, "name_as_written": name}


def placed(text: str, known: tuple[KnownId, ...] = ()) -> list[Placed]:
    return place_items([parse_list(text, PATH)], graph(), known)["list:thesis"]


def node_of(text: str) -> str | None:
    return placed(text)[0].node


@pytest.mark.parametrize(
    "naming",
    [
        'id = "arxiv:2603.90001"',
        'id = "https://arxiv.org/abs/2603.90001v3"',
        'doi = "https://doi.org/10.1234/kiln.1"',
        'id = "doi:10.1234/kiln.1"',
        'doi = "10.48550/arXiv.2603.90001"',
        'title = "{GPT}-3 for kilns."',
        'doi = "10.9999/other"\ntitle = "GPT-3 for Kilns"',
    ],
)
def test_a_paper_is_found_by_id_doi_or_title(naming: str) -> None:
    assert node_of(f"[[papers]]\n{naming}") == "arxiv:2603.90001"


def test_a_paper_of_another_number_is_not_found_by_its_title() -> None:
    assert node_of('[[papers]]\nid = "arxiv:2603.90009"\ntitle = "GPT-3 for Kilns"') is None


def test_digits_count_in_titles() -> None:
    assert title_key("GPT-3 for Kilns") != title_key("GPT-4 for Kilns")


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("arxiv:2603.90001#1 Jing Wu", "author:jing-wu~aaaaa"),
        ("arxiv:2603.90001#3 Jing Wu", "author:jing-wu~bbbbb"),
        ("2603.90001v2#2", "author:ada-abara~ccccc"),
        ("arxiv:2603.90001#1 Ada Abara", "author:ada-abara~ccccc"),
        ("arxiv:2603.90002#9 Ada Abara", "author:ada-abara~ccccc"),
        ("arxiv:2603.90002#1 A. Abara", "author:ada-abara~ccccc"),
    ],
)
def test_an_authorship_names_its_author_and_the_name_wins(written: str, author: str) -> None:
    assert node_of(f'[[authors]]\nid = "{written}"') == author


@pytest.mark.parametrize("written", ["arxiv:2603.90001#2 Jing Wu", "arxiv:2603.90001#1 Bo Birkeland", "Jing Wu"])
def test_an_authorship_that_fits_nobody_is_reported_with_its_place(written: str) -> None:
    tables = graph()
    (message,) = put_lists(tables, [parse_list(f'[[authors]]\nid = "{written}"', PATH)], ())
    assert message.startswith("lists/thesis.toml: entry 1 of authors: ")
    assert tables.edges("HOLDS") == []


def test_an_authorship_of_a_paper_that_is_not_there_just_waits() -> None:
    (item,) = placed('[[authors]]\nid = "arxiv:2612.00001#1 Jing Wu"')
    assert (item.node, item.reported) == (None, False)


def test_methods_and_categories_go_by_id_name_or_former_id() -> None:
    known = (KnownId("entity:gt", "arxiv:2603.90001", "GT", "entity:glaze-tuning"),)
    text = (
        'methods = ["glaze-tuning", "GT", "entity:gt", "entity:kilnbench"]\ncategories = ["cs.IR", "computer science"]'
    )
    found = placed(text, known)
    assert [item.node for item in found] == [*["entity:glaze-tuning"] * 3, None, "cs.IR", "cs"]
    assert "is a Dataset" in found[3].why


def test_the_lists_stand_in_the_graph_with_what_the_reader_said() -> None:
    text = """
    name = "My thesis"
    note = "chapter 3"
    [[papers]]
    id = "arxiv:2603.90001"
    added = 2026-03-04
    status = "read"
    tags = ["baseline"]
    note = "table 2"
    [[papers]]
    title = "GPT-3 for kilns"
    """
    tables = graph()
    assert put_lists(tables, [parse_list(text, PATH)], ()) == []
    assert tables.nodes("List") == [{"id": "list:thesis", "name": "My thesis", "note": "chapter 3"}]
    said = {"added": "2026-03-04", "status": "read", "tags": ["baseline"], "note": "table 2"}
    assert tables.edges("HOLDS") == [{"source": "list:thesis", "target": "arxiv:2603.90001", **said}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[papers]\nid = 1", "must be written"),
        ("paper = []", "unknown key paper"),
        ("[[papers]]\nname = 'x'", "expected id, doi, title"),
        ("[[papers]]\nnote = 'x'", "found neither"),
        ("[[papers]]\nid = '1'\ntags = 'x'", "expected tags"),
        ("[[papers", "not valid TOML"),
        ("name = 3", "must be texts"),
        ("papers = [3]", "found 3"),
    ],
)
def test_a_file_that_is_not_a_list_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        parse_list(text, PATH)
    assert str(refused.value).startswith("lists/thesis.toml")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "a\nb"])
def test_a_list_has_a_name_that_a_file_can_have(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name of a list"):
        list_path(tmp_path, name)


def test_lists_lie_beside_the_bundle_or_in_kg_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_FILES", raising=False)
    assert read_lists(tmp_path / "graph") == []
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "b.toml").write_text("papers = ['2603.90001']", encoding="utf-8")
    (tmp_path / "lists" / "a.toml").write_text("", encoding="utf-8")
    assert [found.id for found in read_lists(tmp_path / "graph")] == ["list:a", "list:b"]
    monkeypatch.setenv("KG_FILES", str(tmp_path / "elsewhere"))
    assert read_lists(tmp_path / "graph") == []


def test_arxivs_own_doi_is_an_arxiv_id() -> None:
    assert paper_ids({"doi": "https://doi.org/10.48550/ARXIV.2603.90001"}) == ("arxiv:2603.90001", None)


def test_a_list_is_about_its_papers_and_those_of_its_authors_methods_and_categories() -> None:
    tables = graph()
    assert papers_about(tables, {"author:jing-wu~bbbbb"}) == {"arxiv:2603.90001"}
    assert papers_about(tables, {"entity:glaze-tuning"}) == {"arxiv:2603.90002"}
    assert papers_about(tables, {"cs"}) == {"arxiv:2603.90001"}
    assert papers_about(tables, set()) == set()


def test_a_narrowed_graph_hangs_together() -> None:
    narrowed = NarrowedGraph(graph(), {"arxiv:2603.90002"})
    assert narrowed.node_counts() == {"Paper": 1, "Author": 1, "Method": 1}
    assert narrowed.edge_counts() == {"AUTHORED": 1, "USES": 1}
    assert narrowed.fingerprint == graph().fingerprint
    assert NarrowedGraph(graph(), {"arxiv:2603.90001"}).node_counts()["Category"] == 2
