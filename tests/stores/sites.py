"""Servers that the crash tests kill and start again, each with a store that the tests look at it through."""

from __future__ import annotations

import json
import os
import signal
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from kg.stores.connect import Store, open_store
from tests.servers.neo4j import Neo4jServer


class EmbeddedSite:
    """The embedded database of one bundle, held up by the test."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()
        self.start()

    @property
    def login(self) -> tuple[str, str, str | None]:
        store = self.folder / ".store"
        return "root", (store / "password").read_text(), json.loads((store / "server.json").read_text())["database"]

    @property
    def port(self) -> int:
        return urlsplit(self.store.address).port or 0

    def start(self) -> None:
        """Open the store, which starts the database."""
        self.store: Store = self._stack.enter_context(open_store(self.folder, uri=None, user=None, password=None))

    def kill(self) -> None:
        """Kill -9 the database's process, and give up the connection to it."""
        os.kill(json.loads((self.folder / ".store" / "server.json").read_text())["pid"], signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Give the database up; it ends with its last user."""
        self._stack.close()


class Neo4jSite:
    """A Neo4j server."""

    def __init__(self, server: Neo4jServer, name: str = "neo4j") -> None:
        self.server = server
        self.name = name
        self.folder = server.home
        self._stack = ExitStack()
        self._open()

    @property
    def login(self) -> tuple[str, str, str | None]:
        return self.server.user, self.server.password, None

    @property
    def port(self) -> int:
        return self.server.bolt

    def start(self) -> None:
        """Start the server, which recovers from its log."""
        self.server.start()
        self._open()

    def kill(self) -> None:
        """Kill -9 the server, and give up the connection to it."""
        self.server.kill()
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._stack.close()

    def _open(self) -> None:
        login = {"user": self.server.user, "password": self.server.password}
        self.store: Store = self._stack.enter_context(open_store(self.folder, uri=self.server.uri, **login))
