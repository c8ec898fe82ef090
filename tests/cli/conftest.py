"""The command line in this process, and two mornings of the sample as a bundle."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.sample import DIGESTS

DAYS = ("2026-03-02", "2026-03-03")


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `kg` with these arguments."""

    def run(*arguments: str | Path) -> Done:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        code = stopped.value.code
        return Done(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `mornings` with the first two digests of the sample."""
    folder = tmp_path_factory.mktemp("two") / "mornings"
    folder.mkdir()
    for day in DAYS:
        for path in DIGESTS.glob(f"{day}*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def built(two_days: Path) -> Path:
    """The bundle of the two mornings; read it only."""
    from kg.graph.bundle import Bundle
    from kg.pipeline.build import build

    folder = two_days.parent / "built"
    build(Bundle.open_or_new(folder), [two_days])
    return folder


@pytest.fixture
def bundle(built: Path, tmp_path: Path) -> Path:
    """A copy of that bundle, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "graph"))
