"""`kg report`, and `--list` for view, export and query."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import DAYS, Run

LAST = DAYS[-1]


def test_the_newest_date_becomes_a_page_whose_path_is_printed(kg: Run, bundle: Path) -> None:
    done = kg("report", bundle)
    assert (done.code, done.out, done.err) == (0, f"{bundle / 'report.html'}\n", "")
    first = (bundle / "report.html").read_bytes()
    assert "Tuesday 3 March 2026" in first.decode()
    kg("report", bundle, "--date", LAST)
    assert (bundle / "report.html").read_bytes() == first


def test_markdown_goes_to_stdout_or_to_a_file(kg: Run, bundle: Path, tmp_path: Path) -> None:
    out = kg("report", bundle, "--format", "md").out
    assert out.startswith("# Morning report: Tuesday 3 March 2026\n")
    target = tmp_path / "notes" / "today.md"
    assert kg("report", bundle, "--format", "md", "--output", target).out == f"{target}\n"
    assert target.read_text(encoding="utf-8").strip() == out.strip()


def test_since_last_begins_after_the_last_report_of_the_same_list(kg: Run, bundle: Path) -> None:
    kg("list", "add", "thesis", "cs.LG", "--graph", bundle)
    kg("report", bundle, "--date", DAYS[0])
    assert "3 March 2026" in kg("report", bundle, "--since-last", "--format", "md").out
    idle = kg("report", bundle, "--since-last", "--format", "md")
    assert (idle.code, idle.err) == (0, f"No digest has come since {LAST}, the last date that was reported.\n")
    kg("report", bundle, "--date", DAYS[0], "--list", "thesis")
    assert "3 March 2026" in kg("report", bundle, "--since-last", "--list", "thesis", "--format", "md").out


def test_a_date_without_a_digest_says_so(kg: Run, bundle: Path) -> None:
    done = kg("report", bundle, "--date", "2026-03-08", "--format", "md")
    assert done.code == 0
    assert f"No digest of 2026-03-08 is in {bundle}. The nearest: {LAST}." in done.err
    assert "No digest of 2026-03-08" in done.out


def test_wrong_dates_are_refused(kg: Run, bundle: Path) -> None:
    assert kg("report", bundle, "--date", "3.3.2026").code == 2
    assert kg("report", bundle, "--date", LAST, "--since-last").code == 2
    assert kg("report", bundle, "--list", "none").code == 2


def test_hits_of_all_lists_come_first_or_of_one(kg: Run, bundle: Path) -> None:
    kg("list", "add", "thesis", "cs.LG", "--graph", bundle, "--note", "my field")
    kg("list", "add", "other", "math.ST", "--graph", bundle)
    both = kg("report", bundle, "--format", "md").out
    assert "## For other, thesis" in both
    one = kg("report", bundle, "--format", "md", "--list", "thesis").out
    assert "## For thesis" in one
    assert "*category*: is in **cs.LG** Machine Learning “my field”" in one


def test_an_export_is_narrowed_to_what_a_list_is_about(kg: Run, bundle: Path) -> None:
    kg("list", "add", "thesis", "2602.90053", "--graph", bundle)
    rows = [json.loads(line) for line in kg("export", bundle, "--what", "papers", "--list", "thesis").out.splitlines()]
    assert [row["id"] for row in rows] == ["arxiv:2602.90053"]
    ids = {
        json.loads(row)["id"] for row in kg("export", bundle, "--what", "nodes", "--list", "thesis").out.splitlines()
    }
    edges = [json.loads(row) for row in kg("export", bundle, "--what", "edges", "--list", "thesis").out.splitlines()]
    assert all(edge["source"] in ids and edge["target"] in ids for edge in edges)
    assert "author:qiaoyun-lin~lyamu" in ids


def test_a_view_is_narrowed_and_says_when_nothing_is_left(kg: Run, bundle: Path) -> None:
    kg("list", "add", "thesis", "2602.90053", "--graph", bundle)
    assert kg("view", bundle, "--list", "thesis").code == 0
    page = (bundle / "view-list-thesis.html").read_text(encoding="utf-8")
    assert "arxiv:2602.90053" in page
    assert "arxiv:2602.90187" not in page
    kg("list", "add", "later", "2612.00001", "--graph", bundle)
    assert "no paper of" in kg("view", bundle, "--list", "later").err
