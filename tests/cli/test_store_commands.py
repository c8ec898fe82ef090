"""`kg run`, `load`, `query` and `diff` on the embedded store, and what they say without a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.runs import RunLog
from tests.cli.conftest import Run

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def loaded(two_days: Path) -> Iterator[Path]:
    """A bundle that was run into its embedded store, whose server stays up for this module."""
    from kg.cli.main import main
    from kg.stores.connect import open_store

    folder = two_days.parent / "loaded"
    with pytest.raises(SystemExit) as stopped:
        main(["run", str(two_days), "--out", str(folder)])
    assert stopped.value.code == 0
    with open_store(folder, uri=None, user=None, password=None):
        yield folder


def test_run_goes_the_whole_way_and_a_second_one_is_idle(kg: Run, loaded: Path, two_days: Path) -> None:
    assert (loaded / "view.html").is_file()
    assert [[step["command"] for step in run["steps"]] for run in RunLog(loaded)] == [["build", "analyze", "load"]]
    done = kg("run", two_days, "--out", loaded)
    assert done.code == 0
    assert "nothing new" in done.out
    assert ": 0 created, 0 changed, 0 deleted, " in done.out
    assert done.out.endswith(f"{loaded / 'view.html'}\n")


def test_the_receipt_is_json(kg: Run, loaded: Path) -> None:
    receipt = json.loads(kg("load", loaded, "--json").out)
    assert list(receipt) == ["store", "created", "changed", "deleted", "unchanged", "seconds"]
    assert (receipt["created"], receipt["changed"], receipt["deleted"]) == (0, 0, 0)


def test_a_verified_load_of_a_sound_store_mends_nothing(kg: Run, loaded: Path) -> None:
    assert ": 0 created, 0 changed, 0 deleted, " in kg("load", loaded, "--verify").out


def test_a_query_as_text_file_and_json(kg: Run, loaded: Path, tmp_path: Path) -> None:
    text = "MATCH (p:Paper)-[r:PROPOSES]->(m:Method {name: $name}) RETURN m.name AS name, r, p ORDER BY p.id"
    done = kg("query", text, "--param", "name=Tessera", "--graph", loaded, "--json")
    row = json.loads(done.out.splitlines()[0])
    assert row["name"] == "Tessera"
    assert row["p"]["labels"] == ["Paper"]
    assert row["r"]["type"] == "PROPOSES"
    assert not {"_kg", "_row"} & set(row["p"]["properties"])
    file = tmp_path / "mine.cypher"
    file.write_text("// Mine\n:param name => 'Tessera';\n" + text + ";\n")
    assert kg("query", file, "--graph", loaded, "--json").out == done.out
    assert "Tessera" in kg("query", file, "--graph", loaded).out


def test_an_empty_answer_says_why(kg: Run, loaded: Path) -> None:
    done = kg("query", "MATCH (m:Method {name: $x}) RETURN m", "--param", "x=none", "--graph", loaded)
    assert (done.code, done.out) == (0, "")
    assert "x = 'none'" in done.err


def test_a_paper_may_be_named_by_its_bare_id(kg: Run, loaded: Path) -> None:
    text = "MATCH (p:Paper {id: $paper}) RETURN p.title AS title"
    done = kg("query", text, "--param", "paper=2602.90130", "--graph", loaded, "--json")
    assert "Counterexamples" in json.loads(done.out)["title"]


def test_a_list_narrows_the_rows_of_any_query_that_names_things_by_id(kg: Run, loaded: Path) -> None:
    kg("list", "add", "thesis", "2602.90053", "--graph", loaded)
    text = "MATCH (p:Paper) RETURN p.id AS paper ORDER BY paper"
    done = kg("query", text, "--list", "thesis", "--graph", loaded, "--json")
    assert [json.loads(line)["paper"] for line in done.out.splitlines()] == ["arxiv:2602.90053"]
    whole = "MATCH (a:Author)-[r:AUTHORED]->(p:Paper) RETURN a, r, p ORDER BY p.id, r.position"
    drawn = kg("query", whole, "--list", "thesis", "--graph", loaded, "--json").out.splitlines()
    assert {json.loads(line)["p"]["properties"]["id"] for line in drawn} >= {"arxiv:2602.90053"}
    assert len(drawn) < len(kg("query", whole, "--graph", loaded, "--json").out.splitlines())
    other = "MATCH (p:Paper)-[:IN_CATEGORY]->(c:Category {id: 'cs.LG'}) RETURN p.id AS paper, c ORDER BY paper"
    rows = kg("query", other, "--list", "thesis", "--graph", loaded, "--json").out.splitlines()
    assert [json.loads(line)["paper"] for line in rows] == ["arxiv:2602.90053"]  # the shared category decides nothing
    unnamed = kg("query", "MATCH (p:Paper) RETURN p.title", "--list", "thesis", "--graph", loaded)
    assert unnamed.code == 2
    assert "return ids" in unnamed.err


def test_a_load_that_was_broken_off_is_told_until_the_next_one_ends_it(kg: Run, loaded: Path) -> None:
    mark = "MATCH (m:_KgBundle) SET m.state = 'loading', m.target = m.kg, m.fingerprint = null"
    kg("query", mark, "--write", "--graph", loaded)
    ask = ("query", "MATCH (p:Paper) RETURN count(p) AS n", "--graph", loaded)
    assert "a load was broken off; end it with: kg load; what is read now may be part of a graph" in kg(*ask).err
    assert "a load is under way or was broken off" in kg("diff", "--graph", loaded).err
    done = kg("load", loaded)
    assert ": 0 created, 0 changed, 0 deleted, " in done.out
    assert "rows a second" in done.out
    assert kg(*ask).err == ""


def test_a_users_note_on_what_goes_is_told(kg: Run, loaded: Path) -> None:
    write = "CREATE (:Paper {id: 'arxiv:2602.99999', _kg: $kg, _row: 'x', mine: 'look'})<-[:ON]-(:Note)"
    held = "MATCH (m:_KgBundle) SET m.fingerprint = 'x', m.tables = null RETURN m.kg AS kg"
    row = json.loads(kg("query", held, "--write", "--graph", loaded, "--json").out)
    kg("query", write, "--write", "--param", f"kg={row['kg']}", "--graph", loaded)
    done = kg("load", loaded)
    assert "1 edge of yours, your mine moved to a (:Withdrawn) stub that keeps the id" in done.out
    kept = list(RunLog(loaded))[-1]
    assert [move["label"] for move in kept["moved"]] == ["Withdrawn"]
    assert kept["rows_per_second"] > 0
    kg("query", "MATCH (n) WHERE n:Withdrawn OR n:Note DETACH DELETE n", "--write", "--graph", loaded)


def test_a_write_is_refused_unless_asked_for(kg: Run, loaded: Path) -> None:
    assert kg("query", "CREATE (n:Mine) RETURN n", "--graph", loaded).code == 2
    assert kg("query", "MATCH (n:Mine) RETURN n", "--graph", loaded).out == ""


def test_a_name_of_two_is_an_error_that_shows_both(kg: Run, loaded: Path) -> None:
    from kg.graph.bundle import Bundle
    from kg.graph.find import find

    both = [row for row in find(Bundle.open(loaded), "Jing Wu", ["Author"]) if row["match"] == "name"]
    done = kg("query", "MATCH (a {id: $author}) RETURN a", "--param", "author=Jing Wu", "--graph", loaded)
    assert (len(both) > 1) == (done.code == 2)


def test_no_difference_and_a_difference(kg: Run, loaded: Path, two_days: Path, tmp_path: Path) -> None:
    assert "hold the same graph" in kg("diff", "--graph", loaded).out
    kg("build", two_days / "2026-03-02.md", "--out", tmp_path / "one")
    found = json.loads(kg("diff", tmp_path / "one", "--graph", loaded, "--json").out)
    assert next(item for item in found if item["what"] == "Digest")["created"] == 1


@pytest.mark.parametrize("command", [("load",), ("diff", "--graph"), ("query", "RETURN 1 AS x", "--graph")])
def test_a_store_out_of_reach_is_exit_3_and_one_line(kg: Run, loaded: Path, command: tuple[str, ...]) -> None:
    done = kg(*command, loaded, "--uri", "bolt://127.0.0.1:9")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert "127.0.0.1:9" in done.err


def test_a_query_says_that_the_store_is_behind_the_bundle(kg: Run, two_days: Path, tmp_path: Path) -> None:
    kg("run", two_days / "2026-03-02.md", "--out", tmp_path / "g")
    count = ("query", "MATCH (p:Paper) RETURN count(p) AS papers", "--graph", tmp_path / "g", "--json")
    assert kg(*count).err == ""
    kg("run", two_days / "2026-03-03.md", "--out", tmp_path / "g", "--no-load")
    done = kg(*count)
    assert json.loads(done.out) == {"papers": 16}
    assert "older state" in done.err


def test_a_query_needs_a_bundle_for_the_embedded_store(kg: Run, tmp_path: Path) -> None:
    assert kg("query", "RETURN 1 AS x", "--graph", tmp_path / "none").code == 2
    assert not (tmp_path / "none").exists()


def test_run_without_the_embedded_package_leaves_the_store_out(
    kg: Run, two_days: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "arcadedb_embedded", None)
    monkeypatch.setattr("importlib.util.find_spec", _without("arcadedb_embedded"))
    done = kg("run", two_days / "2026-03-02.md", "--out", tmp_path / "g")
    assert done.code == 0
    assert "arxiv-kg[embedded]" in done.err
    assert kg("load", tmp_path / "g").code == 3


def _without(package: str):
    from importlib.util import find_spec

    return lambda name, *more: None if name == package else find_spec(name, *more)


def test_a_parameter_that_the_query_does_not_ask_for_is_an_error(kg: Run, loaded: Path) -> None:
    done = kg("query", "co-authors", "--param", "autor=Zihan Fu", "--graph", loaded)
    assert done.code == 2
    assert "It asks for author, limit" in done.err
