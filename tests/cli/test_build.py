"""`kg build`."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from kg.graph.bundle import Bundle
from kg.sample import DIGESTS
from tests.cli.conftest import Run


def test_a_first_build_says_what_it_adds_and_what_came_out(kg: Run, two_days: Path, tmp_path: Path) -> None:
    done = kg("build", two_days, "--out", tmp_path / "g")
    assert done.code == 0
    assert done.out.startswith(f"adding 2 digests (30 papers) to {tmp_path / 'g'}/\n")
    assert "graph: 30 papers, " in done.out


def test_a_second_build_changes_nothing_and_says_so(kg: Run, two_days: Path, bundle: Path) -> None:
    before = {path: path.read_bytes() for path in bundle.rglob("*") if path.is_file()}
    done = kg("build", two_days, "--out", bundle)
    assert (done.code, done.out) == (0, f"nothing new for {bundle}/ (2 digests)\n")
    assert {path: path.read_bytes() for path in bundle.rglob("*") if path.is_file()} == before


def test_the_next_morning_is_added_to_what_is_there(kg: Run, two_days: Path, bundle: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(two_days, tmp_path / "mornings"))
    shutil.copy(DIGESTS / "2026-03-04.md", folder)
    done = kg("build", folder, "--out", bundle)
    assert done.out.startswith(f"adding 1 digest (15 papers) to {bundle}/ (2 digests, 30 papers)\n")


def test_the_order_of_files_and_processes_does_not_matter(kg: Run, two_days: Path, built: Path, tmp_path: Path) -> None:
    files = sorted(two_days.iterdir(), reverse=True)
    kg("build", *files, "--out", tmp_path / "g", "--processes", "2")
    assert Bundle.open(tmp_path / "g").fingerprint == Bundle.open(built).fingerprint


def test_the_largest_team_that_counts_is_kept_with_the_bundle(
    kg: Run, two_days: Path, built: Path, bundle: Path
) -> None:
    before = Bundle.open(built)
    done = kg("build", two_days, "--out", bundle, "--max-team", "2")
    assert done.out.startswith("deriving anew what the bundle holds")
    pairs = {row["source"] + row["target"] for row in Bundle.open(bundle).edges("CO_AUTHOR")}
    teams: dict[str, set[str]] = {}
    for row in before.edges("AUTHORED"):
        if row["of"] == 2:
            teams.setdefault(row["target"], set()).add(row["source"])
    assert pairs == {"".join(sorted(team)) for team in teams.values()} != set()
    assert kg("build", two_days, "--out", bundle).out.startswith("nothing new")
    kg("build", two_days, "--out", bundle, "--max-team", "25")
    assert Bundle.open(bundle).fingerprint == before.fingerprint


def test_gzip_and_standard_input(kg: Run, built: Path, tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "mornings"
    folder.mkdir()
    (folder / "2026-03-02.md.gz").write_bytes(gzip.compress((DIGESTS / "2026-03-02.md").read_bytes()))
    assert kg("build", folder, "--out", tmp_path / "g").out.startswith("adding 1 digest (16 papers)")
    with (DIGESTS / "2026-03-02.md").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        done = kg("build", "-", "--source", "mail", "--date", "2026-03-02", "--out", tmp_path / "g")
    assert done.out.startswith("adding 1 digest (16 papers)")
    assert [entry.id for entry in Bundle.open(tmp_path / "g").manifest.sources][1] == "digest:mail:2026-03-02"


def test_nothing_to_read_is_exit_1(kg: Run, tmp_path: Path) -> None:
    done = kg("build", tmp_path / "nowhere", "--out", tmp_path / "g")
    assert done.code == 1
    assert "nowhere" in done.err
    assert not (tmp_path / "g" / "manifest.json").exists()


def test_an_empty_digest_is_a_warning(kg: Run, tmp_path: Path) -> None:
    digest = tmp_path / "2026-03-02.md"
    digest.write_text("<div id=toc></div>\n\n# Table of Contents\n\n- [cs.CL](#cs.CL) [Total: 4]\n")
    done = kg("build", digest, "--out", tmp_path / "g")
    assert done.code == 0
    assert "warning: 2026-03-02.md" in done.err


def test_rejects_are_counted_kept_and_an_error_when_strict(kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mornings"
    folder.mkdir()
    text = (DIGESTS / "2026-03-02.md").read_text()
    (folder / "2026-03-02.md").write_text(text.replace("https://arxiv.org/abs/2602.90053", "https://example.org/"))
    done = kg("build", folder, "--out", tmp_path / "g")
    assert done.code == 0
    assert "1 of 16 blocks rejected" in done.err
    (reject,) = Bundle.open(tmp_path / "g").rejects()
    assert (reject["path"], "Lichen" in reject["raw"]) == ("2026-03-02.md", True)
    assert kg("build", folder, "--out", tmp_path / "h", "--strict").code == 1


def test_the_same_digest_id_from_another_folder_is_refused_until_it_has_a_name(
    kg: Run, bundle: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "mornings"
    other.mkdir(parents=True)
    shutil.copy(DIGESTS / "2026-03-04.md", other / "2026-03-02.md")
    done = kg("build", other, "--out", bundle)
    assert done.code == 2
    assert "--source NAME" in done.err
    assert kg("build", other, "--out", bundle, "--source", "second").code == 0


def test_a_new_version_of_a_file_replaces_its_listings_and_keeps_its_place(
    kg: Run, two_days: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / "g"
    folder = Path(shutil.copytree(two_days, tmp_path / "mornings"))
    kg("build", folder, "--out", bundle)
    (folder / "2026-03-02.jsonl").unlink()
    digest = folder / "2026-03-02.md"
    digest.write_text(digest.read_text().replace("Slow-Growing", "Quick-Growing"))
    done = kg("build", folder, "--out", bundle)
    assert done.out.startswith("reading 1 changed digest (16 papers)")
    opened = Bundle.open(bundle)
    assert [entry.date for entry in opened.manifest.sources] == ["2026-03-02", "2026-03-03"]
    # the companion that is gone from the folder stays until `kg remove`, and is still believed first
    assert sum("Slow-Growing" in row["title"] for row in opened.nodes("Paper")) == 1


def test_another_extractor_version_is_refused_until_all_is_read_again(
    kg: Run, two_days: Path, bundle: Path, tmp_path: Path
) -> None:
    manifest = bundle / "manifest.json"
    version = Bundle.open(bundle).manifest.versions["extractor"]
    manifest.write_text(manifest.read_text().replace(f'"{version}"', '"rules-0"'))
    folder = Path(shutil.copytree(two_days, tmp_path / "mornings"))
    shutil.copy(DIGESTS / "2026-03-04.md", folder)
    done = kg("build", folder, "--out", bundle)
    assert done.code == 2
    assert "--reextract" in done.err
    assert kg("build", folder, "--out", bundle, "--reextract").code == 0


def test_overrides_are_obeyed_and_a_change_of_them_derives_the_graph_anew(
    kg: Run, two_days: Path, bundle: Path
) -> None:
    method = next(iter(Bundle.open(bundle).nodes("Method")))["id"]
    (bundle.parent / "overrides.toml").write_text(f'[[rename]]\nid = "{method}"\nto = "Renamed"\nreason = "a test"\n')
    done = kg("build", two_days, "--out", bundle)
    assert done.out.startswith("deriving anew")
    assert "Renamed" in {row["name"] for row in Bundle.open(bundle).nodes("Method")}


def test_strict_also_counts_what_was_rejected_before(kg: Run, tmp_path: Path) -> None:
    digest = tmp_path / "2026-03-02.md"
    text = (DIGESTS / "2026-03-02.md").read_text()
    digest.write_text(text.replace("https://arxiv.org/abs/2602.90053", "https://example.org/"))
    assert kg("build", digest, "--out", tmp_path / "g", "--strict").code == 1
    assert kg("build", digest, "--out", tmp_path / "g", "--strict").code == 1


def test_an_output_that_cannot_be_written_is_one_clear_line(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = kg("build", DIGESTS / "2026-03-02.md", "--out", tmp_path / "file" / "g")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert str(tmp_path / "file") in done.err
