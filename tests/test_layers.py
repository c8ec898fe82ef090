"""The layout that CONTRIBUTING draws: imports go one way only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

KG = Path(__file__).parents[1] / "kg"
RANKS = {
    "model": 0,
    "text": 0,
    "sources": 1,
    "extraction": 2,
    "resolution": 3,
    "graph": 4,
    "stores": 5,
    "analysis": 5,
    "views": 5,
    "pipeline": 6,
    "library": 7,
    "cli": 8,
}
STAGES = {"sources", "extraction", "resolution"}
OUTSIDE = {"sample", "training"}
PURE = {"model", "text", "resolution", "analysis"}
IMPURE_MODULES = {"socket", "subprocess", "multiprocessing", "concurrent", "urllib", "http", "requests"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, functions' own imports included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def package(name: str) -> str:
    """The package under kg that a module name or path belongs to."""
    return name.split(".")[1] if "." in name else ""


MODULES = sorted(path for path in KG.rglob("*.py") if path.parent != KG)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(KG).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    own = path.relative_to(KG).parts[0].removesuffix(".py")
    targets = {package(name) for name in imports(path) if name.startswith("kg.")}
    if own in OUTSIDE:
        return
    for target in targets - {own, ""}:
        assert target not in OUTSIDE, f"{own} imports {target}, which stands outside"
        assert RANKS[target] < RANKS[own], f"{own} imports {target}, which is not below it"
        if own in STAGES:
            assert target in {"model", "text"}, f"the stage {own} imports the stage {target}; they meet in the pipeline"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(KG).parts[0] in PURE],
    ids=lambda path: path.relative_to(KG).as_posix(),
)
def test_pure_packages_touch_neither_network_nor_processes(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IMPURE_MODULES


def test_every_package_has_a_rank_and_every_rank_a_package() -> None:
    assert {path.relative_to(KG).parts[0] for path in MODULES} - OUTSIDE == set(RANKS)
