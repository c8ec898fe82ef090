"""The store behind a graph in Python: opened by the first query, loaded where it lacks the bundle, closed at last."""

from __future__ import annotations

import getpass
import os
import sys
import weakref
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.bundle import Bundle

if TYPE_CHECKING:
    from kg.stores.connect import Store


class LazyStore:
    """The store at `uri` (else KG_URI, else the embedded one of the bundle), open from the first `current` on."""

    def __init__(self, folder: Path, uri: str | None, database: str | None) -> None:
        self._folder = folder
        self._uri = uri or os.environ.get("KG_URI")
        self._database = database
        self._stack = ExitStack()
        self._store: Store | None = None
        weakref.finalize(self, self._stack.close)

    def current(self) -> Store:
        """The store, holding the bundle as it stands now.

        Raises
            StoreError: it is out of reach, or the embedded database is not installed.
            UsageError: it holds another bundle.
        """
        from kg.stores.load import load

        if self._store is None:
            self._store = self._open()
        load(self._store, Bundle.open(self._folder))
        return self._store

    def _open(self) -> Store:
        from kg.stores.connect import open_store

        user, password = os.environ.get("KG_USER", "neo4j"), os.environ.get("KG_PASSWORD")
        if self._uri and password is None and (sys.stdin.isatty() or "ipykernel" in sys.modules):
            password = getpass.getpass(f"Password of {user} at {self._uri}: ")
        opened = open_store(self._folder, uri=self._uri, user=user, password=password, database=self._database)
        return self._stack.enter_context(opened)

    def close(self) -> None:
        """Close the connection; the embedded database ends with its last user."""
        self._store = None
        self._stack.close()
