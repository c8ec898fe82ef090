"""What travels in the wheel: installed elsewhere, with nothing of the checkout in reach, `kg` has all its files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, without its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "wheel", *options, "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("arxiv_kg-*.whl")
    subprocess.run([*pip, "install", *options, "--target", folder / "site", wheel], check=True)
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    """What a command of the installed package prints, run outside the checkout."""
    command = [sys.executable, *arguments]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_package_that_runs_is_the_installed_one(installed: Path) -> None:
    assert run(installed, "-c", "import kg; print(kg.__file__)").startswith(str(installed))


def test_queries_travel(installed: Path) -> None:
    out = run(installed, "-m", "kg", "query")
    assert [
        path.stem for path in (ROOT / "cypher").glob("*.cypher") if path.stem != "schema" and path.stem not in out
    ] == []


def test_the_sample_the_tables_and_the_page_travel(installed: Path, tmp_path: Path) -> None:
    digest = Path(run(installed, "-m", "kg.sample").strip()) / "2026-03-02.md"
    assert digest.is_relative_to(installed)
    out = run(installed, "-m", "kg", "run", str(digest), "--out", str(tmp_path / "g"), "--no-load")
    assert "graph: 16 papers" in out
    assert (tmp_path / "g" / "view.html").stat().st_size > 100_000
