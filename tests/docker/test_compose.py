"""What Docker is told: without an engine, the compose file as Debian's docker-compose reads it, and the Dockerfile."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker" / "compose.yaml"


def config(**variables: str) -> subprocess.CompletedProcess[str]:
    """`docker-compose config` with these variables and no others of ours."""
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip("no docker-compose in PATH")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")} | variables
    command = [program, "-f", str(COMPOSE), "--profile", "tools", "config"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variables", [{}, {"KG_PASSWORD": ""}])
def test_without_a_password_it_refuses_and_says_what_to_set(variables: dict[str, str]) -> None:
    done = config(**variables)
    assert done.returncode != 0
    assert "set KG_PASSWORD" in done.stderr


def test_neo4j_is_pinned_checked_limited_and_on_loopback_alone() -> None:
    done = config(KG_PASSWORD="only-for-this-test", KG_FOLDER="/srv/field")
    assert done.returncode == 0, done.stderr
    text = done.stdout
    assert re.findall(r"image: (\S+)", text) == ["neo4j:5.26.31-community"]
    assert re.findall(r"- (\S+)/tcp", text) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]
    assert "healthcheck:" in text
    assert "condition: service_healthy" in text
    assert text.count("mem_limit:") == text.count("cpus:") == text.count("pids_limit:") == 2
    assert "/srv/field:/work:rw" in text
    assert "user: 1000:1000" in text


def test_no_password_is_written_down() -> None:
    values = re.findall(r"\b\w*(?:PASSWORD|AUTH)\w*: (.*)", COMPOSE.read_text())
    assert len(values) == 2
    assert all("${KG_PASSWORD:?" in value for value in values)


def test_the_image_copies_what_is_there_checks_hashes_and_gives_up_root() -> None:
    lines = (ROOT / "docker" / "Dockerfile").read_text().splitlines()
    ignored = (ROOT / "docker" / "Dockerfile.dockerignore").read_text().splitlines()
    copied = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored
    installs = [line for line in lines if line.startswith("RUN pip install")]
    assert installs == ["RUN pip install --require-hashes -r requirements.lock"]
    last_user = [line.split()[1] for line in lines if line.startswith("USER ")][-1]
    assert last_user not in ("root", "0")
    assert lines.index(f"USER {last_user}") < lines.index('ENTRYPOINT ["python", "-m", "kg"]')


def locked(path: Path) -> dict[str, str]:
    """Package → its pinned versions and their hashes, as the lock has them."""
    pieces = re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, str] = {}
    for piece in pieces[1:]:
        pinned = [
            line.partition(" ;")[0].strip(" \\") for line in piece.splitlines() if not line.strip().startswith("#")
        ]
        found[piece.partition("==")[0]] = found.get(piece.partition("==")[0], "") + "\n".join(pinned)
    return found


def test_the_image_has_what_runs_and_no_tool_of_ours() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["embedded"]]
    image, everything = locked(ROOT / "docker" / "requirements.lock"), locked(ROOT / "requirements.lock")
    assert {re.split(r"[>=<~;\[ ]", name)[0] for name in needed} <= set(image)
    tools = {re.split(r"[>=<~;\[ ]", name)[0] for name in project["dependency-groups"]["dev"]}
    assert tools & set(image) == set()
    assert all("--hash=sha256:" in text for text in image.values())
    assert {name: text for name, text in image.items() if everything.get(name, text) != text} == {}


def test_the_folder_that_is_worked_on_holds_no_code(tmp_path: Path) -> None:
    """As the image starts it: a `json.py` among somebody's digests is not imported."""
    (tmp_path / "json.py").write_text("raise SystemExit('ran')")
    environment = os.environ | {"PYTHONSAFEPATH": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "--version"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_commands_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## With a server, or without\n")[1].split("\n## ")[0]
    commands = [shlex.split(line.removeprefix("$ "), comments=True) for line in re.findall(r"^\$ .*", section, re.M)]
    assert [words[0] for words in commands].count("docker") == 2
    services = re.findall(r"^  (\w+):$", COMPOSE.read_text(), re.MULTILINE)
    for words in commands:
        if words[:2] == ["docker", "compose"]:
            assert (ROOT / words[words.index("-f") + 1]) == COMPOSE
            assert set(words) & set(services)
        named = [after for word, after in pairwise(words) if word == "kg"]
        assert named[-1:] == [] or named[-1] in COMMANDS
