"""`kg list`, and `--list` elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.cli.conftest import DAYS, Run

BIB = """
@article{a, title = {{Lichen}: Slow-Growing Representations for Graphs That Never Stop Changing}}
@misc{b, eprint = {2603.99999}, archivePrefix = {arXiv}, title = {Not Here Yet}}
@article{c, doi = {10.1234/none}, title = {Nor This}}
@misc{d, author = {Nobody}}
"""


def shown(kg: Run, bundle: Path, name: str = "thesis") -> list[dict]:
    return [json.loads(line) for line in kg("list", "show", name, "--graph", bundle, "--json").out.splitlines()]


def test_a_bibliography_is_added_and_what_is_not_there_waits(kg: Run, bundle: Path) -> None:
    bib = bundle.parent / "refs.bib"
    bib.write_text(BIB, encoding="utf-8")
    done = kg("list", "add", "thesis", bib, "--graph", bundle, "--tag", "chapter 3")
    assert done.code == 0
    assert done.out.startswith(f"{bundle.parent / 'lists' / 'thesis.toml'}: added 3 papers\n  waits: Not Here Yet")
    assert "line 5: d has no arXiv id, DOI or title" in done.err
    assert [(row["kind"], row["id"], row["name"], bool(row["waits"])) for row in shown(kg, bundle)] == [
        (
            "paper",
            "arxiv:2602.90053",
            "Lichen: Slow-Growing Representations for Graphs That Never Stop Changing",
            False,
        ),
        ("paper", "arxiv:2603.99999", "Not Here Yet", True),
        ("paper", "10.1234/none", "Nor This", True),
    ]
    before = (bundle.parent / "lists" / "thesis.toml").read_bytes()
    assert "added nothing; 3 already there" in kg("list", "add", "thesis", bib, "--graph", bundle).out
    assert (bundle.parent / "lists" / "thesis.toml").read_bytes() == before


def test_an_author_is_written_as_an_authorship_and_comments_stay(kg: Run, bundle: Path) -> None:
    path = bundle.parent / "lists" / "thesis.toml"
    path.parent.mkdir()
    path.write_text("# mine\n[[categories]]\nid = 'cs.LG' # all of it", encoding="utf-8")
    assert kg("list", "add", "thesis", "Qiaoyun Lin", "cs.IR", "cs.LG", "--graph", bundle).code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# mine\n[[categories]]\nid = 'cs.LG' # all of it\n")
    assert '[[authors]]\nid = "arxiv:2602.90053#1 Qiaoyun Lin"' in text
    assert [row["id"] for row in shown(kg, bundle)][1:] == ["cs.LG", "cs.IR"]


def test_a_name_that_nothing_bears_is_refused_unless_told_what_it_is(kg: Run, bundle: Path) -> None:
    refused = kg("list", "add", "thesis", "Kiln Tuning", "--graph", bundle)
    assert (refused.code, refused.out) == (2, "")
    assert not (bundle.parent / "lists").exists()
    assert kg("list", "add", "thesis", "Kiln Tuning", "--as", "method", "--graph", bundle).code == 0
    assert shown(kg, bundle)[0]["waits"] == "no such method in the graph yet"


def test_what_waits_is_shown_by_what_its_file_gives(kg: Run, bundle: Path) -> None:
    kg("list", "add", "thesis", "2603.99998", "arxiv:2603.99998#3 Wanda Ito", "--graph", bundle)
    kg("list", "add", "thesis", "Kiln Tuning", "--as", "method", "--graph", bundle)
    assert [(row["kind"], row["id"], row["name"]) for row in shown(kg, bundle)] == [
        ("paper", "arxiv:2603.99998", ""),
        ("author", "arxiv:2603.99998#3", "Wanda Ito"),
        ("method", "", "Kiln Tuning"),
    ]


def test_items_in_one_array_are_not_added_to(kg: Run, bundle: Path) -> None:
    path = bundle.parent / "lists" / "thesis.toml"
    path.parent.mkdir()
    path.write_text("categories = ['cs.LG']", encoding="utf-8")
    done = kg("list", "add", "thesis", "cs.IR", "--graph", bundle)
    assert done.code == 2
    assert "own [[categories]] entry" in done.err
    assert path.read_text(encoding="utf-8") == "categories = ['cs.LG']"


def test_lists_are_counted(kg: Run, bundle: Path) -> None:
    assert "no lists yet" in kg("list", "--graph", bundle).err
    kg("list", "--graph", bundle, "add", "thesis", "2602.90053", "2603.99999")
    (row,) = [json.loads(line) for line in kg("list", "--graph", bundle, "--json").out.splitlines()]
    assert (row["list"], row["papers"], row["waiting"]) == ("thesis", 2, 1)


def test_a_list_comes_into_the_graph_with_the_next_build(kg: Run, bundle: Path, two_days: Path) -> None:
    from kg.graph.bundle import Bundle

    kg("list", "add", "thesis", "2602.90053", "Qiaoyun Lin", "--graph", bundle)
    assert kg("build", two_days, "--out", bundle).code == 0
    rows = list(Bundle.open(bundle).edges("HOLDS"))
    assert {row["target"].split(":")[0] for row in rows} == {"arxiv", "author"}
    assert {row["source"] for row in rows} == {"list:thesis"}
    assert "nothing new" in kg("build", two_days, "--out", bundle).out


def test_an_unknown_list_is_refused_with_those_there_are(kg: Run, bundle: Path) -> None:
    done = kg("list", "show", "other", "--graph", bundle)
    assert done.code == 2
    assert "lists: none" in done.err


def test_what_waits_is_matched_when_it_arrives(kg: Run, two_days: Path, tmp_path: Path) -> None:
    source, bundle = tmp_path / "mornings", tmp_path / "graph"
    source.mkdir()
    first, second = (sorted(two_days.glob(f"{day}*")) for day in DAYS)
    for path in first:
        shutil.copy(path, source)
    assert kg("build", source, "--out", bundle).code == 0
    later = _new_paper(first, second)
    ris = tmp_path / "refs.ris"
    ris.write_text(f"TY  - PREP\nTI  - {later['title'].upper()}\nER  - \n", encoding="utf-8")
    author = f"arxiv:{later['id']}#1 {later['authors'][0]}"
    assert "added 1 paper, 1 author" in kg("list", "add", "thesis", ris, author, "--graph", bundle).out
    assert all(row["waits"] for row in shown(kg, bundle))
    for path in second:
        shutil.copy(path, source)
    assert kg("build", source, "--out", bundle).code == 0
    paper, person = shown(kg, bundle)
    assert (paper["id"], paper["waits"]) == (f"arxiv:{later['id']}", "")
    assert (person["name"], person["waits"]) == (later["authors"][0], "")


def _new_paper(first: Sequence[Path], second: Sequence[Path]) -> dict[str, Any]:
    """A paper of the second morning that the first has not."""
    old, new = (
        [json.loads(line) for path in paths if path.suffix == ".jsonl" for line in path.read_text("utf-8").splitlines()]
        for paths in (first, second)
    )
    return next(row for row in new if row["id"] not in {other["id"] for other in old})
