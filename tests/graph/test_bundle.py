"""The bundle on disk: what is written comes back, and only a commit counts."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from kg.model.errors import BundleError
from kg.model.identity import KnownId
from kg.model.mentions import Mention
from kg.model.records import AuthorName, Reject
from kg.model.tables import GraphTables
from tests.graph.build import record, source, summary

MENTION = Mention("abstract", 11, 17, "Lichen", "Lichen", "Method", "PROPOSES", 0.91, "cue", 0, 18, long_form="Li Chen")


def tables() -> GraphTables:
    nodes = {"Author": [{"id": "author:b~1", "name": "Bo"}, {"id": "author:a~1", "name": "Ada", "papers": 2}]}
    edges = {"CO_AUTHOR": [{"source": "author:a~1", "target": "author:b~1", "weight": 0.5, "papers": 1}]}
    return GraphTables(nodes, edges).finish()


def written(folder: Path) -> Bundle:
    bundle = Bundle.open_or_new(folder)
    with bundle.locked():
        bundle.write_tables(tables())
        bundle.commit()
    return bundle


def test_tables_come_back_sorted_with_their_hashes(tmp_path: Path) -> None:
    written(tmp_path / "g")
    bundle = Bundle.open(tmp_path / "g")
    assert [row["id"] for row in bundle.nodes("Author")] == ["author:a~1", "author:b~1"]
    assert list(bundle.edges("CO_AUTHOR")) == tables().edges("CO_AUTHOR")
    assert bundle.recomputed_fingerprints() == (bundle.fingerprint, bundle.analysis_fingerprint)
    assert bundle.fingerprint == tables().fingerprint


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    bundle = Bundle.open_or_new(tmp_path / "g")
    told = record(
        authors=(), version=2, rank=1, summary=replace(summary(tldr="Short."), extra=(("Data", "none"),)),
    )  # fmt: skip
    told = replace(told, authors=(AuthorName("Ada Moreau", orcid="0000-0001", affiliation="Here"),))
    with bundle.locked():
        entry = bundle.write_records(source("2026-03-02", told, record()))
    assert list(bundle.records(entry)) == [told, record()]


def test_mentions_and_ids_come_back_as_they_were(tmp_path: Path) -> None:
    bundle = Bundle.open_or_new(tmp_path / "g")
    known = [KnownId("author:a~1", "arxiv:2603.90001#1", "Ada"), KnownId("author:b~1", "x#2", "Bo", "author:a~1")]
    with bundle.locked():
        part = bundle.write_mentions("v1", [("k1", "paper", (MENTION,)), ("k0", "paper", ())])
        bundle.write_ids("authors", known)
    assert bundle.mentions([part], "v1") == {"k0": (), "k1": (MENTION,)}
    assert bundle.mention_keys("v1") == {"k0": part, "k1": part}
    assert bundle.mention_keys("v2") == {}
    assert bundle.known_ids("authors") == known


def test_nothing_counts_before_the_commit_and_no_stale_part_stays_after_it(tmp_path: Path) -> None:
    bundle = written(tmp_path / "g")
    before = sorted(path.name for path in (tmp_path / "g").rglob("*.parquet"))
    other = tables()
    other.node_rows["Author"][0]["name"] = "Adele"
    with bundle.locked():
        bundle.write_tables(other.finish())
        assert Bundle.open(tmp_path / "g").fingerprint == tables().fingerprint
        bundle.commit()
    assert Bundle.open(tmp_path / "g").fingerprint == other.fingerprint != tables().fingerprint
    assert len(list((tmp_path / "g").rglob("*.parquet"))) == len(before)


def hold(folder: Path, ready: multiprocessing.Event, done: multiprocessing.Event) -> None:  # type: ignore[valid-type]
    with Bundle.open_or_new(folder).locked():
        ready.set()
        done.wait(30)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    process = context.Process(target=hold, args=(tmp_path / "g", ready, done))
    process.start()
    try:
        assert ready.wait(30)
        with pytest.raises(BundleError, match="another kg is writing"), Bundle.open_or_new(tmp_path / "g").locked():
            pass
    finally:
        done.set()
        process.join()
    with Bundle.open_or_new(tmp_path / "g").locked():
        pass


def test_rejects_are_kept_once_and_only_of_files_as_they_stand(tmp_path: Path) -> None:
    bundle = Bundle.open_or_new(tmp_path / "g")
    bad = Reject("markdown.txt", 7, "no id", "### [1] Untitled")
    with bundle.locked():
        first = source("2026-03-02", record(), rejects=(bad,))
        for _ in range(2):  # a run that was killed before its commit, and its repetition
            bundle.manifest.sources = [bundle.write_records(first)]
        bundle.commit()
        assert [(item["line"], item["raw"]) for item in bundle.rejects()] == [(7, "### [1] Untitled")]
        bundle.manifest.sources = [bundle.write_records(source("2026-03-02", record(title="Mended")))]
        bundle.commit()
    assert list(Bundle.open(tmp_path / "g").rejects()) == []


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(BundleError, match=r"thesis\.tex"):
        Bundle.open_or_new(tmp_path)


def test_a_folder_whose_first_run_was_killed_is_ours_with_every_page_that_stands_in_it(tmp_path: Path) -> None:
    for name in ("view.html", "view-focus-entity-tessera.html", "view-list-thesis.html", "report.html", "runs.jsonl"):
        (tmp_path / name).touch()
    Bundle.open_or_new(tmp_path)
    (tmp_path / "my-view.html").touch()
    with pytest.raises(BundleError, match=r"my-view\.html"):
        Bundle.open_or_new(tmp_path)


def test_no_bundle_another_schema_and_damage_are_named_with_their_mend(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="kg run FOLDER"):
        Bundle.open(tmp_path / "nowhere")
    bundle = written(tmp_path / "g")
    part = next((tmp_path / "g" / "nodes" / "Author").iterdir())
    part.write_bytes(b"not parquet")
    with pytest.raises(BundleError, match=part.name):
        list(bundle.nodes("Author"))
    manifest = tmp_path / "g" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema": 99}))
    with pytest.raises(BundleError, match="schema 99"):
        Bundle.open(tmp_path / "g")
