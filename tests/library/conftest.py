"""An invented bundle on disk, opened as a graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.graph.bundle import Bundle
from kg.library.entrance import Graph
from kg.model.tables import GraphTables
from tests.views.invented import invented_graph


def write_bundle(folder: Path, tables: GraphTables) -> Path:
    """The folder, after a bundle that holds these tables was written to it."""
    made = Bundle.open_or_new(folder)
    with made.locked():
        made.write_tables(tables)
        made.commit()
    return folder


@pytest.fixture(scope="package")
def g(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Twelve invented papers, opened for reading."""
    with kg.open(write_bundle(tmp_path_factory.mktemp("library") / "graph", invented_graph(12))) as opened:
        yield opened
