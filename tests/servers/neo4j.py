"""A real Neo4j Community server on loopback, started and ended by the tests."""

from __future__ import annotations

import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

from neo4j import GraphDatabase

START_SECONDS = 180.0

QUICK_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Java's options for a server that is to start soon, not to run long."""

_OPENS = [
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
]


class Neo4jServer:
    """One server with its own folder; `start` after `kill` finds what it had.

    `uri`, `user`, `password` are for Bolt; `browser` is the address of Neo4j Browser. `tuning` are options of Java,
    `settings` lines of neo4j.conf beside those that it needs.
    """

    user = "neo4j"

    def __init__(
        self,
        jars: Path,
        java: Path,
        home: Path,
        *,
        heap: str = "512m",
        tuning: Sequence[str] = QUICK_START,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.jars = jars
        self.java = java
        self.home = home
        self.heap = heap
        self.tuning = tuple(tuning)
        self.settings = dict(settings or {})
        self.password = "a-password-for-tests"
        self.bolt, self.http = _free_port(), _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def browser(self) -> str:
        return f"http://127.0.0.1:{self.http}/browser/"

    def start(self) -> None:
        """Start and wait until Bolt answers; fails with the end of the server's own words."""
        is_new = not (self.home / "data" / "databases" / "system").is_dir()
        if is_new:
            self.configure()
        with (self.home / "console.log").open("wb") as log:
            command = [str(self.java), *self._options(), self._main(), *self._folders(), "--console-mode"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self._wait()
        if is_new:
            self._set_password()

    def stop(self) -> None:
        """End it cleanly."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would: kill -9."""
        self._end(signal.SIGKILL)

    def admin_script(self) -> Path:
        """A `neo4j-admin` for this server, as an installation has one; it runs while the server is down."""
        memory = [f"-Xmx{self.heap}", *self.tuning]
        java = [str(self.java), *memory, "-cp", f"{self.jars}/*", f"-Dbasedir={self.home}", *self._opens()]
        command = shlex.join([*java, "org.neo4j.server.startup.Neo4jAdminCommand"])
        path = self.home / "neo4j-admin"
        where = f"NEO4J_HOME={shlex.quote(str(self.home))} NEO4J_CONF={shlex.quote(str(self.home / 'conf'))}"
        path.write_text(f'#!/bin/sh\n{where} exec {command} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
        return path

    def configure(self) -> None:
        """Make the folders and the settings; `start` does so for a new server."""
        folders = ("data", "logs", "run", "plugins", "import")
        for name in (*folders, "conf"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.bolt}",
            "server.http.listen_address": f"127.0.0.1:{self.http}",
            "server.http.advertised_address": f"127.0.0.1:{self.http}",
            "server.https.enabled": "false",
            "dbms.usage_report.enabled": "false",
            "server.memory.heap.initial_size": self.heap,
            "server.memory.heap.max_size": self.heap,
            "server.memory.pagecache.size": "128m",
            "db.tx_log.rotation.retention_policy": "keep_none",
            **{f"server.directories.{name}": str(self.home / name) for name in folders},
            **self.settings,
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        lines += "".join(f"server.jvm.additional={option}\n" for option in self._opens())  # neo4j-admin reads them
        (self.home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")

    def _set_password(self) -> None:
        """Over Bolt: `neo4j-admin` would cost the start of another JVM."""
        with GraphDatabase.driver(self.uri, auth=(self.user, "neo4j")) as driver:
            text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
            driver.execute_query(text, password=self.password, database_="system")

    def _options(self) -> list[str]:
        classes = f"{self.home}/plugins/*:{self.home}/conf:{self.jars}/*"
        memory = [f"-Xms{self.heap}", f"-Xmx{self.heap}", *self.tuning]
        return ["-cp", classes, *memory, "-Dlog4j2.disable.jmx=true", "-Djava.awt.headless=true", *self._opens()]

    def _opens(self) -> list[str]:
        release = (self.java.parents[1] / "release").read_text(encoding="utf-8")
        newer = ["--sun-misc-unsafe-memory-access=allow"] if 'JAVA_VERSION="25' in release else []
        return [*_OPENS, *newer]

    def _main(self) -> str:
        """The server's main class, which 2026 renamed."""
        (jar,) = self.jars.glob("neo4j-[0-9]*.jar")
        with ZipFile(jar) as archive:
            newer = "org/neo4j/server/Neo4jCommunity.class" in archive.namelist()
        return f"org.neo4j.server.{'Neo4jCommunity' if newer else 'CommunityEntryPoint'}"

    def _folders(self) -> list[str]:
        return [f"--home-dir={self.home}", f"--config-dir={self.home}/conf"]

    def _wait(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        log = self.home / "console.log"
        while "Started." not in log.read_text(encoding="utf-8", errors="replace"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Neo4j did not start: {log.read_text(encoding='utf-8', errors='replace')[-800:]}")
            time.sleep(0.1)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process = None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
