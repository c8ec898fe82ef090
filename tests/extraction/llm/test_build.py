"""`kg build --extractor llm`, with a server that plays the model."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extraction.extract import EXTRACTOR_VERSION
from kg.graph.bundle import Bundle
from kg.sample import DIGESTS
from tests.cli.conftest import Run
from tests.extraction.llm.conftest import Serve
from tests.extraction.llm.server import Asked, Told, entities, fails, says


def reads(asked: Asked) -> Told:
    """A model that proposes what stands before the colon in the title, and names one thing that stands nowhere."""
    return says(entities((asked.paper["title"].split(":")[0], "PROPOSES"), ("Nowhere-9000", "USES")))


def proposals(bundle: Path) -> set[str]:
    opened = Bundle.open(bundle)
    names = {row["id"]: row["name"] for label in ("Method", "Dataset") for row in opened.nodes(label)}
    return {names[row["target"]] for row in opened.edges("PROPOSES")}


def options(url: str) -> tuple[str, ...]:
    return ("--extractor", "llm", "--llm-url", url, "--llm-model", "moss:7b")


@pytest.fixture
def first_day(tmp_path: Path) -> Path:
    """A folder with the sample's first morning, as raw lines without summaries."""
    return morning(tmp_path / "mornings", "2026-03-02")


def morning(folder: Path, day: str) -> Path:
    """The folder, after the raw lines of this day were put into it."""
    folder.mkdir(exist_ok=True)
    shutil.copy(DIGESTS / f"{day}.jsonl", folder)
    return folder


def test_the_graph_is_what_the_model_read_and_the_text_holds(
    kg: Run, first_day: Path, serve: Serve, tmp_path: Path
) -> None:
    server = serve(reads)
    out = tmp_path / "g"
    done = kg("build", first_day, "--out", out, *options(server.url), "--llm-price", "1,2")
    assert done.code == 0
    assert f"moss:7b at {server.url.removesuffix('/v1')} will be asked about 16 papers: about " in done.err
    assert "at a price of about 0.0" in done.err
    assert "language model: 16 new answers, 0 from before; 1,600 tokens read, 320 written; 16 of 32 named" in done.err
    assert {"Lichen", "FedHeron", "MaskLoom"} <= proposals(out)
    bundle = Bundle.open(out)
    assert bundle.manifest.versions["extractor"].startswith("llm-1:moss:7b:")
    told = next(row for row in bundle.edges("PROPOSES") if row["target"] == "entity:maskloom")
    assert (told["rule"], told["section"], told["start"], told["end"]) == ("llm:moss:7b", "title", 0, 8)
    assert not any(row["name"] == "Nowhere-9000" for row in bundle.nodes("Method"))

    asked, fingerprint = len(server.asked), bundle.fingerprint
    assert kg("build", first_day, "--out", out, *options(server.url)).out.startswith("nothing new")
    morning(first_day, "2026-03-03")
    assert kg("build", first_day, "--out", out, *options(server.url)).code == 0
    assert len(server.asked) == asked + 14

    server.model = lambda asked: fails(500, "nothing should be asked")
    assert kg("remove", "digest:mornings:2026-03-03", "--graph", out).code == 0
    assert Bundle.open(out).fingerprint == fingerprint
    shutil.rmtree(out / "mentions")
    assert kg("build", first_day, "--out", out, "--restore", "--reextract", *options(server.url)).code == 0
    assert len(server.asked) == asked + 14
    answers = (out / ".llm").glob("*.jsonl")
    assert sum(len(path.read_text().splitlines()) for path in answers) == asked + 14


def test_versions_are_never_mixed(kg: Run, first_day: Path, tmp_path: Path, serve: Serve) -> None:
    server = serve(reads)
    out = tmp_path / "g"
    assert kg("build", first_day, "--out", out).code == 0
    done = kg("build", first_day, "--out", out, *options(server.url))
    assert done.code == 2
    assert f"read by extractor {EXTRACTOR_VERSION}, this run has llm-1:moss:7b:" in done.err
    assert server.asked == []
    assert kg("build", first_day, "--out", out, *options(server.url), "--reextract").code == 0
    assert {row["rule"] for row in Bundle.open(out).edges("PROPOSES")} == {"llm:moss:7b"}

    morning(first_day, "2026-03-03")
    done = kg("build", first_day, "--out", out)
    assert done.code == 2
    assert "its texts were read by a language model (llm-1:moss:7b:" in done.err
    assert "--extractor model --reextract" in done.err
    assert kg("build", first_day, "--out", out, "--extractor", "model", "--reextract").code == 0
    assert Bundle.open(out).manifest.versions["extractor"] == EXTRACTOR_VERSION


def test_a_server_that_is_not_there_is_exit_3_and_leaves_the_bundle_as_it_was(
    kg: Run, first_day: Path, tmp_path: Path, serve: Serve
) -> None:
    out = tmp_path / "g"
    done = kg("build", first_day, "--out", out, *options("http://127.0.0.1:9"))
    assert done.code == 3
    assert "kg: http://127.0.0.1:9: no language model can be reached there (Connection refused)." in done.err
    assert not (out / "manifest.json").exists()
    server = serve(lambda asked: reads(asked) if asked.number < 5 else fails(401, "expired"))
    done = kg("build", first_day, "--out", out, *options(server.url), "--llm-parallel", "1")
    assert done.code == 3
    assert "KG_LLM_KEY" in done.err
    server.model = reads
    done = kg("build", first_day, "--out", out, *options(server.url))
    assert done.code == 0
    assert "11 papers (5 answered before)" in done.err


def test_a_paper_without_a_usable_answer_is_told_and_asked_again(
    kg: Run, first_day: Path, tmp_path: Path, serve: Serve
) -> None:
    server = serve(lambda asked: says("?") if "Lichen" in asked.paper["title"] else reads(asked))
    out = tmp_path / "g"
    done = kg("build", first_day, "--out", out, *options(server.url))
    assert done.code == 0
    assert "warning: 1 paper without a usable answer" in done.err
    assert "Lichen" not in proposals(out)
    server.model = reads
    done = kg("build", first_day, "--out", out, *options(server.url), "--reextract")
    assert "language model: 1 new answer, " in done.err
    assert "Lichen" in proposals(out)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), "expected --llm-url and --llm-model"),
        (("--llm-url", "host:1", "--llm-model", "m"), "expected an address such as"),
        (("--llm-url", "http://host", "--llm-model", "m", "--llm-price", "cheap"), "expected two numbers"),
    ],
)
def test_what_is_missing_or_wrong_is_said(kg: Run, first_day: Path, given: tuple[str, ...], expected: str) -> None:
    done = kg("build", first_day, "--out", first_day.parent / "g", "--extractor", "llm", *given)
    assert done.code == 2
    assert expected in done.err


def test_the_key_comes_from_the_environment_and_is_written_nowhere(
    kg: Run, first_day: Path, tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LLM_KEY", "sk-invented")
    server = serve(reads)
    out = tmp_path / "g"
    done = kg("run", first_day, "--out", out, "--no-load", *options(server.url))
    assert done.code == 0
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer sk-invented"}
    assert "sk-invented" not in done.out + done.err
    assert [path for path in out.rglob("*") if path.is_file() and b"sk-invented" in path.read_bytes()] == []


def on_a_terminal(arguments: list[str], answer: bytes) -> str:
    """What `kg` shows on a terminal of its own where somebody types the answer to its question."""
    leader, follower = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "kg", *arguments], stdin=follower, stdout=follower, stderr=follower):
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                shown += os.read(leader, 4096)
            except OSError:
                break
            if answer and b"Ask it? [y/N]:" in shown:
                os.write(leader, answer)
                answer = b""
    os.close(leader)
    return shown.decode(errors="replace")


@pytest.mark.slow
def test_on_a_terminal_the_estimate_is_a_question(first_day: Path, tmp_path: Path, serve: Serve) -> None:
    server = serve(reads)
    command = ["build", str(first_day), "--out", str(tmp_path / "g"), *options(server.url)]
    shown = on_a_terminal(command, b"n\n")
    assert "will be asked about 16 papers" in shown
    assert "kg: stopped." in shown
    assert server.asked == []
    assert "fingerprint" in on_a_terminal(command, b"y\n")
    assert len(server.asked) == 16
    shown = on_a_terminal([*command, "--yes", "--reextract"], b"")
    assert "Ask it?" not in shown


def test_nothing_of_it_is_imported_unless_it_is_asked_for() -> None:
    code = (
        "import sys, kg.cli.build, kg.cli.run, kg.pipeline.build, kg.pipeline.derive\n"
        "print([name for name in sys.modules if name.startswith('kg.extraction.llm')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
