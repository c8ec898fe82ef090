"""Queries from Python: names that Tab completes, parameters, and the store behind them."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

import kg
from kg.library.entrance import Graph
from kg.library.parameters import resolved
from kg.model.errors import AmbiguousNameError, StoreError, UsageError
from kg.stores.library import list_queries
from tests.library.conftest import write_bundle
from tests.views.invented import add, invented_graph


def test_tab_completes_every_query(g: Graph) -> None:
    assert {name.replace("-", "_") for name in list_queries()} <= set(dir(g.query))
    assert all(name.isidentifier() for name in dir(g.query))


def test_a_query_says_what_it_answers_before_it_is_asked(g: Graph) -> None:
    query = g.query.co_authors
    assert "Who an author writes with" in str(query.__doc__)
    assert "MATCH" in query.statement
    assert "co_authors" in repr(g.query)
    assert "<td>co_authors</td>" in g.query._repr_html_()


def test_an_unknown_query_or_parameter_is_named(g: Graph) -> None:
    with pytest.raises(AttributeError, match="no_such"):
        g.query.no_such  # noqa: B018 - it must raise
    with pytest.raises(UsageError, match="no-such"):
        g.query("no-such")
    with pytest.raises(UsageError, match="it takes author"):
        g.query.co_authors(autor="Wei Wang")


def test_a_name_becomes_an_id_and_what_nothing_bears_stays(g: Graph) -> None:
    assert resolved(g.bundle, {"method": "TideGPT"}) == {"method": "entity:tidegpt"}
    assert resolved(g.bundle, {"method2": "no such", "limit": 5}) == {"method2": "no such", "limit": 5}


def test_a_name_of_two_is_refused(tmp_path: Path) -> None:
    tables = invented_graph(12)
    for number in (1, 2):
        add(tables.node_rows, "Author", id=f"author:twin~{number}", name="Tove Twin", papers=1)
    folder = write_bundle(tmp_path / "graph", tables.finish())
    with pytest.raises(AmbiguousNameError, match="names 2 things"):
        resolved(kg.open(folder).bundle, {"author": "Tove Twin"})


def test_a_store_out_of_reach_is_an_error_of_the_query_alone(g: Graph) -> None:
    far = kg.open(g.folder, uri="bolt://127.0.0.1:9")
    assert len(far.nodes("Paper")) == 12
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9"):
        far.query.papers_per_day()


@pytest.mark.embedded
def test_the_first_query_loads_the_bundle_and_a_changed_bundle_is_loaded_again(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "graph", invented_graph(12))
    with kg.open(folder) as g:
        assert g.query("MATCH (p:Paper) RETURN count(p) AS papers, 'x' AS x").to_dict("list") == {
            "papers": [12],
            "x": ["x"],
        }
        write_bundle(folder, invented_graph(16))
        assert g.query("MATCH (p:Paper) RETURN count(p) AS papers").papers[0] == 16
        by_name = g.query("what-a-paper-says", paper="arxiv:2603.00001")
        assert by_name.equals(g.query.what_a_paper_says(paper="2603.00001"))
        assert len(by_name) > 3
        assert g.query("MATCH (p:Paper {id: 'none'}) RETURN p.id AS id").empty
        with pytest.raises(UsageError, match="CREATE"):
            g.query("CREATE (n:Mine) RETURN n")
    assert not is_running(folder)


def is_running(folder: Path) -> bool:
    """Whether a child holds the lock of the folder's embedded database."""
    with (folder / ".store" / "server.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
