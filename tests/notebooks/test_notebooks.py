"""The notebooks run from the first cell to the last, and their files show what they showed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.execute import FOLDER, executed, notebooks, temporary_folder

NAMES = ("1-build-and-look", "2-co-authors", "3-topics-and-methods")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One temporary folder for all of them, so that the sample is built once."""
    with temporary_folder(tmp_path_factory.mktemp("notebooks")):
        yield


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", ()) if output.output_type == kind]


def pictures(notebook: nbformat.NotebookNode) -> int:
    return sum("image/png" in output.data for output in outputs(notebook, "display_data"))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", [pytest.param(NAMES[0], marks=pytest.mark.embedded), *NAMES[1:]])
def test_a_notebook_runs_and_shows_what_its_file_shows(name: str) -> None:
    path = FOLDER / f"{name}.ipynb"
    notebook, committed = executed(path), nbformat.read(path, as_version=4)
    assert outputs(notebook, "error") == []
    assert [out for out in outputs(notebook, "stream") if out.name == "stderr"] == []
    assert pictures(notebook) == pictures(committed) >= 1
    results = outputs(notebook, "execute_result")
    assert len(results) == len(outputs(committed, "execute_result"))
    assert all(output.data["text/plain"].strip() for output in results)


def test_these_are_all() -> None:
    assert tuple(path.stem for path in notebooks()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_was_run_in_order_is_small_and_names_no_folder_of_a_machine(name: str) -> None:
    path = FOLDER / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert outputs(notebook, "error") == []
    assert path.stat().st_size < 400_000
    text = path.read_text(encoding="utf-8")
    assert "<iframe" not in text
    assert str(Path.home()) not in text
    assert "site-packages" not in text
