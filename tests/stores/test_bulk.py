"""The bulk load: its files, its command, and a real import that leaves a plain load nothing to do."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.model.errors import StoreError
from kg.model.tables import GraphTables
from kg.stores.bulk import bulk_load, import_arguments, import_command
from kg.stores.connect import open_store
from kg.stores.import_files import ARRAY_DELIMITER, write_import_files
from kg.stores.load import load
from kg.stores.schema import expected_indexes, held_indexes
from tests.servers.neo4j import Neo4jServer
from tests.stores.bundles import bundle_of
from tests.stores.graphs import KG, random_graph, two_papers


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def importable(graph: GraphTables) -> GraphTables:
    """The graph without lists that hold an empty text alone, which are refused."""
    for table in (*graph.node_rows.values(), *graph.edge_rows.values()):
        for row in table:
            row |= {name: None for name, value in row.items() if value == [""]}
    return graph.finish()


def test_a_file_has_its_header_first_and_every_row_with_our_marks(tmp_path: Path) -> None:
    graph = two_papers()
    write_import_files(bundle_of(graph, tmp_path / "graph"), tmp_path / "files")
    header, first, second = rows(tmp_path / "files" / "edges-AUTHORED.csv")
    assert header == [":START_ID", ":END_ID", "position:long", "of:long", "name_as_written:string",
                      "affiliation:string", "_row:string", "_kg:string"]  # fmt: skip
    row = graph.edge_rows["AUTHORED"][0]
    assert first == [row["source"], row["target"], "1", "1", "Ada Lind", "", row["_row"], KG]
    assert second[4] == "A. Lind"
    nodes = rows(tmp_path / "files" / "nodes-Author.csv")
    assert nodes[0][:4] == ["id:ID", "name:string", "name_variants:string[]", "orcid:string"]
    assert nodes[1][:4] == ["author:ada-lind~aaaaa", "Ada Lind", "A. Lind", ""]


def test_an_empty_text_is_quoted_and_what_is_missing_is_not(tmp_path: Path) -> None:
    graph = two_papers()
    graph.node_rows["Category"] = [{"id": "cs.IR", "name": "", "description": 'He said "no",\nand left'}, {"id": "cs"}]
    files = write_import_files(bundle_of(graph.finish(), tmp_path / "graph"), tmp_path / "files")
    text = (tmp_path / "files" / "nodes-Category.csv").read_text(encoding="utf-8")
    without, with_ = graph.node_rows["Category"]
    assert text.splitlines()[1] == f'"cs",,,"{without["_row"]}","{KG}"'
    assert f'"cs.IR","","He said ""no"",\nand left","{with_["_row"]}","{KG}"\n' in text
    assert [file.kind for file in files if file.multiline] == ["Category"]
    assert "--multiline-fields=true" in import_arguments(files, None, replace=False)


@pytest.mark.parametrize(
    ("names", "what"), [([f"A.{ARRAY_DELIMITER}Lind"], r"U\+001F"), ([""], "an empty text and nothing else")]
)
def test_a_list_that_csv_has_no_form_for_is_refused(tmp_path: Path, names: list[str], what: str) -> None:
    graph = two_papers()
    graph.node_rows["Author"][0]["name_variants"] = names
    with pytest.raises(StoreError, match=rf"nodes-Author.csv: name_variants: a list holds {what}.*without --bulk"):
        write_import_files(bundle_of(graph.finish(), tmp_path / "graph"), tmp_path / "files")


def test_without_an_admin_the_command_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle_of(two_papers(), tmp_path / "graph")
    with pytest.raises(SystemExit) as left:
        main(
            ["load", str(tmp_path / "graph"), "--bulk", "--files", str(tmp_path / "to import"), "--database", "papers"]
        )
    out, told = capsys.readouterr()
    assert left.value.code == 0
    assert out.startswith(
        f"cd '{tmp_path / 'to import'}' && neo4j-admin database import full papers --nodes=Paper=./nodes"
    )
    assert "--relationships=LISTS=./edges-LISTS.csv" in out
    assert "--overwrite-destination" not in out
    assert "Stop the server, run the command, start the server" in told
    assert (tmp_path / "to import" / "nodes-manifest.csv").exists()


def test_a_replacement_overwrites_and_the_folder_is_quoted() -> None:
    arguments = import_arguments([], None, replace=True)
    assert arguments[:4] == ["database", "import", "full", "neo4j"]
    assert arguments[-1] == "--overwrite-destination=true"
    assert import_command("neo4j-admin", Path("/a b"), ["x y"]) == "cd '/a b' && neo4j-admin 'x y'"


def test_an_admin_that_is_not_there_is_named(tmp_path: Path) -> None:
    bundle = bundle_of(two_papers(), tmp_path / "graph")
    with pytest.raises(StoreError, match=r"no-such-admin: could not be run .No such file.*--admin"):
        bulk_load(bundle, tmp_path / "files", "no-such-admin", database=None, replace=False)


@pytest.mark.neo4j
@pytest.mark.parametrize("kind", ["neo4j", pytest.param("neo4j_2026", marks=pytest.mark.slow)])
def test_after_an_import_a_load_finds_only_the_schema_missing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    running: Neo4jServer = request.getfixturevalue(f"{kind}_server")
    graph = importable(random_graph(5, nodes=30, edges=60))
    bundle = bundle_of(graph, tmp_path / "graph")
    server = Neo4jServer(running.jars, running.java, tmp_path / "home")
    server.configure()
    with pytest.raises(SystemExit) as left:
        main(["load", str(bundle.folder), "--bulk", "--admin", str(server.admin_script())])
    size = sum(graph.node_counts().values()) + sum(graph.edge_counts().values())
    assert (left.value.code, f": {size:,} created in " in capsys.readouterr().out) == (0, True)
    assert [run["created"] for run in bundle.runs if run["command"] == "load"] == [size]
    server.start()
    try:
        with open_store(bundle.folder, uri=server.uri, user=server.user, password=server.password) as store:
            plain, verified = load(store, bundle), load(store, bundle, verify=True)
            with store.session() as session:
                assert set(expected_indexes()) <= held_indexes(session).keys()
    finally:
        server.kill()
    assert plain.trusted
    assert (plain.created, plain.changed, plain.deleted, plain.unchanged) == (0, 0, 0, size)
    assert (verified.created, verified.changed, verified.deleted, verified.unchanged) == (0, 0, 0, size)


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_database_that_is_there_is_kept_unless_it_is_to_be_replaced(
    tmp_path: Path, neo4j_server: Neo4jServer
) -> None:
    server = Neo4jServer(neo4j_server.jars, neo4j_server.java, tmp_path / "home")
    server.configure()
    admin = str(server.admin_script())
    old, new = (bundle_of(importable(random_graph(seed)), tmp_path / f"graph{seed}") for seed in (1, 2))
    bulk_load(old, tmp_path / "files", admin, database=None, replace=False)
    with pytest.raises(StoreError, match=r"it is there already; .* add --replace"):
        bulk_load(new, tmp_path / "files", admin, database=None, replace=False)
    bulk_load(new, tmp_path / "files", admin, database=None, replace=True)
    server.start()
    try:
        with open_store(new.folder, uri=server.uri, user=server.user, password=server.password) as store:
            assert load(store, new).trusted
        with pytest.raises(StoreError, match="is in use; stop its server"):
            bulk_load(new, tmp_path / "files", admin, database=None, replace=True)
    finally:
        server.kill()


def test_the_files_are_an_export_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = bundle_of(two_papers(), tmp_path / "graph")
    with pytest.raises(SystemExit) as left:
        main(["export", str(bundle.folder), "--what", "csv", "--output", str(tmp_path / "csv")])
    assert left.value.code == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written == [file.path for file in write_import_files(bundle, tmp_path / "csv")]
    with pytest.raises(SystemExit) as left:
        main(["export", str(bundle.folder), "--what", "csv"])
    assert (left.value.code, "expected --output with a folder" in capsys.readouterr().err) == (2, True)
