"""Run the notebooks on a fresh bundle of the sample, all in one folder: `python -m tests.notebooks.execute` keeps what
they show in their files.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[2] / "notebooks"
CELL_SECONDS = 120


def notebooks() -> list[Path]:
    """The notebooks in their order."""
    return sorted(FOLDER.glob("*.ipynb"))


@contextmanager
def temporary_folder(folder: Path) -> Iterator[None]:
    """Let the notebooks, which run in processes of their own, put their bundle here."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before


def executed(path: Path) -> NotebookNode:
    """The notebook with new outputs; nbclient's CellExecutionError where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    return notebook


def kept(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it is committed: no times, no ids of this run, and no page of a megabyte, which Jupyter would not
    show before the notebook is trusted; its words stay.
    """
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = re.sub(r"<iframe\b.*?</iframe>", "", data["text/html"], flags=re.DOTALL)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def main() -> None:
    """Run them all and write what they show, as if the temporary folder had been /tmp."""
    with tempfile.TemporaryDirectory() as folder, temporary_folder(Path(folder)):
        for path in notebooks():
            text = nbformat.writes(kept(executed(path))).replace(folder, "/tmp")
            path.write_text(f"{text}\n", encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
