"""The embedded database of a bundle: one child process that all commands on the bundle share.

Files under `<bundle>/.store`: `users` (a shared lock for each process that uses the database), `starting` (one process
starts the child, the others wait), `server.lock` (held by the child while it lives), `server.json` (its address),
`password` (mode 0600), `schema.sha256` (of the schema that the database has), `log/child.log`, and the database itself.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import logging
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from kg.model.errors import StoreError
from kg.stores.library import cypher_folder

START_SECONDS = 60.0
STOP_SECONDS = 3.0

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a database answers and how to log in; the password is not shown."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None


def embedded_available() -> bool:
    """Whether the embedded database is installed (the extra `arxiv-kg[embedded]`)."""
    return importlib.util.find_spec("arcadedb_embedded") is not None


@contextmanager
def embedded_endpoint(bundle_folder: Path) -> Iterator[Endpoint]:
    """The bundle's own database, started where it does not run; it ends with its last user.

    Raises
        StoreError: the package is missing, or the database did not start.
    """
    if not embedded_available():
        raise StoreError(
            "the embedded database is not installed: pip install 'arxiv-kg[embedded]', or, where there is no wheel "
            f"for this platform ({platform.system()} {platform.machine()}), name a Neo4j server with --uri (or KG_URI)"
        )
    folder = (bundle_folder / ".store").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        child = _start_if_absent(folder)
        try:
            yield _read_endpoint(folder)
        finally:
            _leave(folder, users, child)


def _start_if_absent(folder: Path) -> subprocess.Popen[bytes] | None:
    """The child that this process started, None where one runs already.

    One that holds its lock but does not answer is on its way out, killed perhaps: its end is waited for.
    """
    deadline = time.monotonic() + START_SECONDS
    with (folder / "starting").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        while _is_running(folder):
            if _answers(folder):
                return None
            if time.monotonic() > deadline:
                raise StoreError(f"the embedded database of {folder.parent} runs but does not answer")
            time.sleep(0.05)
        return _start(folder)


def _answers(folder: Path) -> bool:
    """Whether somebody listens where `server.json` says."""
    try:
        address = urlsplit(_read_endpoint(folder).uri)
        socket.create_connection((address.hostname or "", address.port or 0), timeout=1).close()
    except OSError:
        return False
    return True


def _is_running(folder: Path) -> bool:
    """Whether a child holds its lock; a file that names an address proves nothing after a crash."""
    with (folder / "server.lock").open("a") as lock:
        return not _try_lock(lock, fcntl.LOCK_SH)


def _try_lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(folder: Path) -> subprocess.Popen[bytes]:
    (folder / "server.json").unlink(missing_ok=True)
    (folder / "log").mkdir(exist_ok=True)
    script = Path(__file__).with_name("embedded_child.py")
    log_path = folder / "log" / "child.log"
    with log_path.open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-P", str(script), str(folder), str(cypher_folder() / "schema.sql")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={name: value for name, value in os.environ.items() if name != "KG_PASSWORD"},
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not (folder / "server.json").exists():
        if child.poll() is not None or time.monotonic() > deadline:
            child.kill()
            child.wait()
            raise StoreError(f"the embedded database did not start: {_last_line(log_path)} (see {log_path})")
        time.sleep(0.02)
    if note := json.loads((folder / "server.json").read_text(encoding="utf-8"))["note"]:
        _LOG.warning("the embedded database of %s %s; kg load fills it", folder.parent, note)
    return child


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it ended without a word"


def _read_endpoint(folder: Path) -> Endpoint:
    server = json.loads((folder / "server.json").read_text(encoding="utf-8"))
    return Endpoint(server["uri"], "root", (folder / "password").read_text(), server["database"])


def _leave(folder: Path, users: IO[str], child: subprocess.Popen[bytes] | None) -> None:
    """Give up the shared lock; the last user waits until the child has gone, so that the folder may be moved."""
    is_last = _try_lock(users, fcntl.LOCK_EX)
    fcntl.flock(users, fcntl.LOCK_UN)
    deadline = time.monotonic() + STOP_SECONDS
    while is_last and time.monotonic() < deadline and _is_running(folder):
        time.sleep(0.02)
    if child is not None and is_last:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=STOP_SECONDS)
