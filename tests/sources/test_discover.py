import gzip
import io
import json
import pickle
import sys
from pathlib import Path

import pytest

from kg.model.errors import InputError, UsageError
from kg.sources.discover import file_date, find_sources, is_date
from kg.sources.read import read_source

RAW = json.dumps({"id": "2512.00001", "title": "T", "authors": ["Ada Stone"]}) + "\n"
ENHANCED = json.dumps({"id": "2512.00001", "title": "T", "AI": {"tldr": "Slow."}}) + "\n"
LISTED = "".join(
    json.dumps({"id": f"2512.0000{n}", "title": "T", "first_listed": day}) + "\n"
    for n, day in enumerate(["2025-08-26", "2025-03-18"])
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "deep" / "gates"
    place.mkdir(parents=True)
    for name, text in {
        "2025-12-25.md": "",
        "2025-12-25.jsonl": RAW,
        "2025-12-25_AI_enhanced_Chinese.jsonl": ENHANCED,
        "2025-12-26__pr7-head.md": "",
        "2025-12-26__main.md": "",
        "papers.jsonl": LISTED,
        "notes.txt": "",
        "README.md": "",
        ".hidden.md": "",
    }.items():
        (place / name).write_text(text)
    return place


def test_files_of_one_date_in_one_folder_are_one_source(folder: Path) -> None:
    plans, warnings = find_sources([folder.parent.parent])
    assert [(plan.id, plan.name, plan.date) for plan in plans] == [
        ("digest:gates:2025-12-25", "gates", "2025-12-25"),
        ("digest:gates:2025-12-26", "gates", "2025-12-26"),
        ("file:gates:papers", "gates", None),
    ]
    assert [(file.name, file.kind) for file in plans[0].files] == [
        ("2025-12-25.jsonl", "raw"),
        ("2025-12-25_AI_enhanced_Chinese.jsonl", "enhanced"),
        ("2025-12-25.md", "markdown"),
    ]
    assert [file.name for file in plans[1].files] == ["2025-12-26__main.md", "2025-12-26__pr7-head.md"]
    assert {plan.folder for plan in plans} == {str(folder)}
    assert warnings == ["2 files of other kinds were left out (expected .md, .jsonl, or .gz of either)"]


def test_a_file_given_twice_is_there_once(folder: Path) -> None:
    plans, _ = find_sources([folder, folder / "2025-12-25.md", str(folder / ".." / "gates" / "2025-12-25.md")])
    assert [len(plan.files) for plan in plans] == [3, 2, 1]


def test_source_and_date_can_be_given(folder: Path) -> None:
    (plan,) = find_sources([folder / "2025-12-25.md"], source="mine", date="2024-02-29").plans
    assert plan.id == "digest:mine:2024-02-29"
    with pytest.raises(UsageError, match="expected YYYY-MM-DD, found '2025-02-30'"):
        find_sources([folder], date="2025-02-30")


def test_a_file_without_a_date_counts_for_no_day(tmp_path: Path) -> None:
    path = tmp_path / "latest.md"
    path.write_text("text")
    (plan,) = find_sources([path]).plans
    assert plan.id == f"digest:{tmp_path.name}:undated-982d9e3e"
    assert (plan.date, plan.order[0]) == (None, True)
    assert "latest.md: has no date" in plan.warnings[0]


def test_compressed_files_are_seen_through(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(gzip.compress(LISTED.encode()))
    (plan,) = find_sources([path]).plans
    assert (plan.id, plan.files[0].kind) == (f"file:{tmp_path.name}:papers", "papers")


def test_a_plan_sorts_by_the_date_that_its_source_will_have(folder: Path) -> None:
    for plan in find_sources([folder]).plans:
        assert plan.order == (False, read_source(plan).date, "gates", plan.id)


def test_hashes_are_those_of_the_bytes_as_they_lie(tmp_path: Path) -> None:
    path = tmp_path / "2025-12-25.md"
    path.write_bytes(b"abc")
    (file,) = find_sources([path]).plans[0].files
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_plans_can_be_sent_to_another_process(folder: Path) -> None:
    plans = find_sources([folder]).plans
    assert [plan.files[0].sha256 for plan in pickle.loads(pickle.dumps(plans))] == [
        plan.files[0].sha256 for plan in plans
    ]


STDIN = [
    (b"# Digest\n", "markdown"),
    (RAW.encode(), "raw"),
    (ENHANCED.encode(), "enhanced"),
    (gzip.compress(RAW.encode(), mtime=0), "raw"),
    (b"\xef\xbb\xbf" + RAW.encode(), "raw"),
]


@pytest.mark.parametrize(("data", "kind"), STDIN)
def test_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (plan,) = find_sources(["-"], source="mail", date="2025-12-25").plans
    assert (plan.id, plan.folder, plan.files[0].kind) == ("digest:mail:2025-12-25", "-", kind)
    assert len(read_source(plan).records) == (kind != "markdown")


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match=r"expected a digest .*, found none; .*1 files of other kinds"):
        find_sources([tmp_path])
    with pytest.raises(InputError, match=r"nowhere\.md: expected a file or a folder, found nothing there"):
        find_sources([tmp_path / "nowhere.md"])


def test_one_missing_path_among_others_is_a_warning(folder: Path) -> None:
    plans, warnings = find_sources([folder / "2025-12-25.md", folder / "nowhere.md"])
    assert (len(plans), warnings) == (1, [f"{folder / 'nowhere.md'}: expected a file or a folder, found nothing there"])


def test_a_damaged_file_among_others_is_a_warning(folder: Path) -> None:
    (folder / "2025-12-27.jsonl.gz").write_bytes(gzip.compress(RAW.encode())[:12])
    plans, warnings = find_sources([folder])
    assert len(plans) == 3
    assert warnings[0].startswith(f"{folder / '2025-12-27.jsonl.gz'}: cannot be read")


def test_two_folders_that_claim_one_digest_are_refused(tmp_path: Path) -> None:
    for place, text in (("a", "one"), ("b", "two"), ("c", "one")):
        (tmp_path / place / "gates").mkdir(parents=True)
        (tmp_path / place / "gates" / "2025-12-25.md").write_text(text)
    with pytest.raises(UsageError, match=r"digest:gates:2025-12-25: two folders claim it.*--source"):
        find_sources([tmp_path / "a", tmp_path / "b"])
    assert len(find_sources([tmp_path / "a", tmp_path / "c"]).plans) == 1


def test_a_bundle_is_no_source(folder: Path) -> None:
    bundle = folder / "graph"
    for part in ("records", "ids"):
        (bundle / part).mkdir(parents=True)
    (bundle / "manifest.json").write_text("{}")
    (bundle / "rejects.jsonl").write_text(RAW)
    plans, warnings = find_sources([folder])
    assert len(plans) == 3
    assert warnings[0] == f"{bundle}: is a bundle, left out"


def test_dates() -> None:
    assert file_date("2025-10-22__pr77-head.md") == "2025-10-22"
    assert file_date("2025-13-01.md") is None
    assert not is_date("20251225")
