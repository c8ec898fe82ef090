import gzip
import json
from pathlib import Path

import pytest

from kg.model.errors import InputError
from kg.sources.discover import KINDS
from kg.sources.read import READERS, find_sources, read_source
from tests.sources.samples import block, digest


def row(number: int, **more: object) -> str:
    return json.dumps({"id": f"2512.{number:05}", "title": f"T{number}", "authors": ["Ada Stone"], **more}) + "\n"


def url(number: int) -> str:
    return f"https://arxiv.org/abs/2512.{number:05}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "gates"
    place.mkdir()
    (place / "2025-12-25.jsonl").write_text(row(3) + row(1) + "broken\n" + row(1) + row(4))
    (place / "2025-12-25_AI_enhanced_Chinese.jsonl").write_text(
        row(1, AI={"tldr": "慢。"}) + row(2, AI={"tldr": "Error"})
    )
    (place / "2025-12-25.md").write_text(digest([block(address=url(2)), block(address=url(1), number=2)]))
    return place


def test_a_digest_is_the_union_of_its_files(folder: Path) -> None:
    source = read_source(find_sources([folder]).plans[0])
    assert (source.id, source.name, source.date) == ("digest:gates:2025-12-25", "gates", "2025-12-25")
    assert [(record.paper[-1], record.kind, record.line) for record in source.records] == [
        ("2", "enhanced", 2),
        ("2", "markdown", 12),
        ("1", "raw", 2),
        ("1", "raw", 4),
        ("1", "enhanced", 1),
        ("1", "markdown", 36),
        ("3", "raw", 1),
        ("4", "raw", 5),
    ]
    assert [record.rank for record in source.records if record.kind == "markdown"] == [1, 2]
    assert [(reject.path, reject.line, reject.raw) for reject in source.rejects] == [("2025-12-25.jsonl", 3, "broken")]


def test_counts_add_up_for_each_file(folder: Path) -> None:
    plan = find_sources([folder]).plans[0]
    counts = [(file.kind, file.blocks, file.records, file.rejects) for file in read_source(plan).files]
    assert counts == [("raw", 5, 4, 1), ("enhanced", 2, 2, 0), ("markdown", 2, 2, 0)]
    assert [file.sha256 for file in read_source(plan).files] == [file.sha256 for file in plan.files]


def test_the_order_in_which_files_are_given_changes_nothing(folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert read_source(find_sources(files).plans[0]) == read_source(find_sources(files[::-1]).plans[0])


def test_two_versions_of_a_day_are_one_digest(tmp_path: Path) -> None:
    (tmp_path / "2025-06-10__b.md").write_text(digest([block(address=url(2))]))
    (tmp_path / "2025-06-10__a.md").write_text(digest([block(address=url(1))]))
    source = read_source(find_sources([tmp_path]).plans[0])
    assert [(record.paper[-1], record.path, record.rank) for record in source.records] == [
        ("1", "2025-06-10__a.md", 1),
        ("2", "2025-06-10__b.md", 1),
    ]


def test_a_file_whose_rows_have_dates_has_the_earliest(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(gzip.compress((row(1, first_listed="2025-08-26") + row(2, first_listed="2025-03-18")).encode()))
    source = read_source(find_sources([path]).plans[0])
    assert (source.id, source.date, len(source.records)) == (f"file:{tmp_path.name}:papers", "2025-03-18", 2)
    assert [record.first_listed for record in source.records] == ["2025-08-26", "2025-03-18"]


def test_a_digest_without_papers_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "2025-12-25.md").write_text("# Nothing today\n")
    assert read_source(find_sources([tmp_path]).plans[0]).warnings == ("2025-12-25.md: no paper stands there",)


def test_an_undated_digest_says_so(tmp_path: Path) -> None:
    (tmp_path / "latest.md").write_text(digest([block()]))
    source = read_source(find_sources([tmp_path]).plans[0])
    assert source.date is None
    assert "has no date" in source.warnings[0]


def test_a_file_that_cannot_be_read_any_more_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "2025-12-25.md.gz"
    path.write_bytes(gzip.compress(digest([block()]).encode() * 50))
    plan = find_sources([path]).plans[0]
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match=r"2025-12-25.md.gz: expected a readable markdown file"):
        read_source(plan)
    path.unlink()
    with pytest.raises(InputError, match=r"2025-12-25.md.gz"):
        read_source(find_sources_again(plan))


def find_sources_again(plan):
    """The plan as another process would have it, with nothing computed yet."""
    import pickle

    return pickle.loads(pickle.dumps(plan))


def test_every_kind_has_a_reader_and_every_reader_a_test_file() -> None:
    assert set(READERS) == set(KINDS)
    for reader in READERS.values():
        assert Path(__file__).with_name(f"test_{reader.__module__.rpartition('.')[2]}.py").exists()


def test_a_file_of_bytes_that_are_no_text_is_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-02.md"
    path.write_bytes(bytes(range(256)) * 40)
    (plan,) = find_sources([path]).plans
    with pytest.raises(InputError, match="no text"):
        read_source(plan)
