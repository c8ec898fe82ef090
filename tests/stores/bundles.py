"""Small graphs written to disk as bundles."""

from __future__ import annotations

from pathlib import Path

from kg.graph.bundle import Bundle
from kg.model.tables import GraphTables


def bundle_of(tables: GraphTables, folder: Path) -> Bundle:
    """A new bundle in the folder that holds these tables; its id is theirs."""
    made = Bundle.open_or_new(folder)
    with made.locked():
        made.manifest.id = tables.id
        made.write_tables(tables)
        made.commit()
    return Bundle.open(folder)
