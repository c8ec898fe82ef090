"""Files made to do harm: bombs, nesting, numbers and names out of all proportion, what is no file."""

from __future__ import annotations

import ast
import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from kg.graph.lists import list_path, parse_list, read_lists
from kg.graph.overrides import parse_overrides, read_overrides
from kg.model.errors import InputError, KgError, UsageError
from kg.model.ids import parse_arxiv_id
from kg.sources.authors import split_authors
from kg.sources.decode import SWELL
from kg.sources.discover import find_sources
from kg.sources.read import read_source
from kg.stores.library import parse_query, read_literal
from tests.sources.fuzz.readers import ROOT, read_as
from tests.sources.samples import block, digest

MEBIBYTE = 2**20


@pytest.mark.parametrize("kind", ["markdown", "raw", "enhanced", "papers"])
@pytest.mark.parametrize("filler", [bytes(MEBIBYTE), b'{"id": "' + b"9" * MEBIBYTE])
def test_a_gzip_bomb_is_refused_within_the_memory_of_its_limit(kind: str, filler: bytes) -> None:
    bomb = gzip.compress(filler * 48, 1)
    assert len(bomb) < MEBIBYTE / 4
    tracemalloc.start()
    with pytest.raises(InputError, match=rf"gzip that unpacks to more than {SWELL} times its size"):
        read_as(kind, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 48 * MEBIBYTE


def test_a_bomb_in_a_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "2026-03-02.md").write_text(digest([block()]))
    (tmp_path / "2026-03-03.jsonl.gz").write_bytes(gzip.compress(bytes(64 * MEBIBYTE)))
    found = find_sources([tmp_path])
    assert [plan.id.rpartition(":")[2] for plan in found.plans] == ["2026-03-02"]
    assert "2026-03-03.jsonl.gz: cannot be read (gzip that unpacks to more than" in found.warnings[0]


@pytest.mark.parametrize(
    "data", [gzip.compress(bytes(64 * MEBIBYTE)), b"\x1f\x8b\x08" + b"x" * 99], ids=["bomb", "no gzip"]
)
def test_a_bomb_or_broken_gzip_on_stdin_is_an_error_of_ours(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(InputError, match="stdin: cannot be read"):
        find_sources(["-"])


def test_text_that_compresses_well_is_no_bomb() -> None:
    text = digest([block(number=number) for number in range(1, 2_000)]).encode()
    packed = gzip.compress(text)
    assert len(text) > 20 * len(packed)
    assert len(read_as("markdown", packed).records) == 1_999


def test_gzip_in_gzip_and_zip_are_no_digest() -> None:
    for data in (gzip.compress(gzip.compress(b"x" * 99_999)), b"PK\x03\x04" + os.urandom(5_000)):
        with pytest.raises(InputError, match="no text"):
            read_as("markdown", data)
        assert read_as("raw", data).records == ()


def test_a_file_cut_off_in_the_midst_sorts_and_is_refused_when_read(tmp_path: Path) -> None:
    rows = b"".join(b'{"id": "2603.%05d", "title": "t", "first_listed": "2026-03-02"}\n' % n for n in range(9_000))
    (tmp_path / "papers.jsonl.gz").write_bytes(gzip.compress(rows)[:-2_000])
    (plan,) = find_sources([tmp_path]).plans
    assert plan.order[0] is True
    with pytest.raises(InputError, match=r"papers\.jsonl\.gz: expected a readable papers file"):
        read_source(plan)


@pytest.mark.parametrize("name", ["2026-03-02.md", "2026-03-02.jsonl"])
def test_a_pipe_is_left_out_and_said_so(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / "2026-03-03.md").write_text(digest([block()]))
    found = find_sources([tmp_path])
    assert len(found.plans) == 1
    assert found.warnings == [f"{tmp_path / name}: expected a file, found a pipe or a device, left out"]


@pytest.mark.parametrize("depth", [900, 100_000])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_that_nests_deep_is_a_reject_or_read_without_it(opening: str, depth: int) -> None:
    nested = opening * depth + "1" + {"[": "]"}.get(opening, "}") * depth
    for key in ("AI", "authors", "categories", "title", "id"):
        row = f'{{"id": "2603.90001", "title": "t", "{key}": {{"method": {nested}}}}}\n'
        source = read_as("enhanced", row.encode() + b'{"id": "2603.90002", "title": "Kilns"}\n')
        assert source.records[-1].title == "Kilns"
        assert len(source.records) + len(source.rejects) == 2
    assert len(read_as("raw", nested.encode()).rejects) == 1


def test_a_summary_that_is_a_list_of_lists_keeps_its_texts() -> None:
    row = {"id": "2603.90001", "title": "t", "AI": {"method": ["kilns", ["deeper"], " ", "glazes"]}}
    (record,) = read_as("enhanced", json.dumps(row).encode()).records
    assert record.summary is not None
    assert record.summary.method == "kilns, glazes"


def test_numbers_of_thousands_of_digits() -> None:
    long = "9" * 5_000
    assert parse_arxiv_id(f"2603.90001v{long}") is None
    assert parse_arxiv_id("2603.90001v12") == ("2603.90001", 12)
    assert len(read_as("raw", f'{{"id": "2603.90001", "title": "t", "comment": {long}}}'.encode()).rejects) == 1
    for text in (f"name = {long}", f"[[papers]]\nid = {long}"):
        with pytest.raises(UsageError, match="not valid TOML"):
            parse_list(text, Path("thesis.toml"))
    with pytest.raises(UsageError, match="expected a string, number"):
        parse_query(f":param n => {long};\nRETURN $n", name="q", where="q")


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 9_000, "x = " + "{a=" * 9_000, "a." * 9_000 + "b = 1", "[" + "a . " * 999]
)
def test_toml_that_nests_deep_is_one_clear_error(text: str) -> None:
    for parse, where in ((parse_list, "lists/thesis.toml"), (parse_overrides, "overrides.toml")):
        with pytest.raises(UsageError, match=rf"{where}: not valid TOML"):
            parse(text, Path(where))


@pytest.mark.parametrize("entry", ["1", "'text'", "[1, 2]", "1979-05-27", "{a = {b = 1}}", "{id = {b = 1}, to = 1}"])
def test_entries_of_another_kind_are_named(entry: str) -> None:
    for table in ("same", "rename", "drop"):
        with pytest.raises(UsageError, match=rf"entry 1 of \[\[{table}\]\] must give"):
            parse_overrides(f"{table} = [{entry}]", Path("overrides.toml"))
    if entry != "'text'":
        with pytest.raises(UsageError, match="entry 1 of papers: expected"):
            parse_list(f"papers = [{entry}]", Path("thesis.toml"))


@pytest.mark.parametrize(
    "text", ["[" * 9_000, "'open", "'open\\", "'it''s'", '"a" "b"', "{a: 1}", "'a' + 'b'", "$x", "date()"]
)
def test_a_literal_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_literal(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paper = 1", "unknown key paper"),
        ("name = 1", "name and note must be texts"),
        ("[papers]\nid = 'a'", r"must be written \[\[papers\]\]"),
        ("[[papers]]\nid = 'a'\ntags = 'b'", r'expected tags = \["…"\]'),
        ("[[papers]]\nid = 'a'\nnote = ['b']", "expected note as text"),
        ("[[papers]]\nnote = 'b'", "expected id or doi or title, found neither"),
    ],
)
def test_a_list_that_is_none_says_where(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"thesis.toml.*{said}"):
        parse_list(text, Path("thesis.toml"))


def test_lists_and_overrides_that_are_no_text_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_FILES", raising=False)
    (tmp_path / "lists").mkdir()
    for path, read in ((tmp_path / "overrides.toml", read_overrides), (tmp_path / "lists" / "a.toml", read_lists)):
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(UsageError, match=rf"{path.name}: expected .* as UTF-8 text"):
            read(tmp_path / "graph")
    for name in ("", "../a", "a/b", ".a", "a\n"):
        with pytest.raises(UsageError, match="expected the name of a list"):
            list_path(tmp_path / "graph", name)


def test_a_literal_of_authors_with_an_escape_that_is_none_is_split_at_its_commas() -> None:
    assert split_authors(r"['\xZZ', 'Bo Li']") == [r"['\xZZ'", "'Bo Li']"]


def test_no_name_of_a_paper_leads_out_of_its_place() -> None:
    for text in ("../../etc/passwd", "2603.90001/../../x", "arxiv:../x", "2603.90001\x00", "file:///etc/passwd"):
        row = json.dumps({"id": text, "title": "t"}).encode()
        assert [record.paper for record in read_as("raw", row).records] in ([], ["arxiv:2603.90001"])


def test_a_name_or_category_that_is_a_book_is_left_out() -> None:
    book = "a" * 9_000
    authors = ["Ada Abara", book, {"name": book}]
    row = {"id": "2603.90001", "title": book, "categories": [book, "cs.LG"], "authors": authors}
    source = read_as("raw", json.dumps(row).encode())
    (record,) = source.records
    assert ([author.name for author in record.authors], record.categories) == (["Ada Abara"], ("cs.LG",))
    assert len(record.title) == 9_000
    assert "longer than 500 characters was left out" in source.warnings[0]


FORBIDDEN = {"xml", "lxml", "defusedxml", "pickle", "marshal", "shelve", "dill", "yaml", "zipfile", "tarfile"}
"""Readers of formats that can fetch, run or swell, none of which we take in."""


def test_nothing_of_ours_reads_xml_pickles_or_archives_or_runs_what_it_read() -> None:
    """Training stands outside: it reads what it wrote itself."""
    for path in sorted(set((ROOT / "kg").rglob("*.py")) - set((ROOT / "kg" / "training").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & FORBIDDEN, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "compile", "__import__"), path


def test_every_refusal_is_an_error_of_ours() -> None:
    assert issubclass(InputError, KgError)
    assert issubclass(UsageError, KgError)
