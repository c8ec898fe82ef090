"""The embedded database's own process: ArcadeDB with Bolt on loopback, alive as long as anybody uses it.

Started by `kg.stores.embedded` with a script's path and no import of `kg`, so that nothing but the database is loaded:

    python -P embedded_child.py STORE_FOLDER SCHEMA_SQL

It writes `server.json` (address and version) when it answers, then waits for the exclusive lock on `users`. Whoever
uses the database holds a shared lock there, which the kernel drops at his end, whatever that end is; so the lock is
granted when nobody is left, also after a `kill -9`, and this process goes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

DATABASE = "kg"
CLOSED = {
    "serverMetrics": False,
    "polyglotEngineEnabled": False,  # no scripts inside queries
    "opencypher_loadCsv_allowFileUrls": False,
    "opencypher_loadCsv_allowRemoteUrls": False,
}
"""What nobody here needs: off, for safety, and for a quicker start. (Mode `production` would hide what errors say.)"""


def read_or_make_password(folder: Path) -> str:
    """The database's password, random, from a file that only its owner may read."""
    path = folder / "password"
    if not path.exists() or not (folder / "config" / "server-users.jsonl").exists():
        (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text()


def free_ports(count: int) -> list[int]:
    """Ports of the loopback interface that nobody listens on at this moment, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in sockets]
    for server in sockets:
        server.close()
    return ports


def heap_megabytes() -> int:
    """A quarter of the machine's memory, between 512 and 4096."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(512, min(4096, total // 4))


def start_server(folder: Path, password: str) -> tuple[Any, str]:
    """The started server and its Bolt address; every file it makes lies under `folder`."""
    from arcadedb_embedded.server import ArcadeDBServer

    bolt, http = free_ports(2)
    settings = {
        "host": "127.0.0.1",
        "http_port": http,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": bolt,
        "bolt_defaultDatabase": DATABASE,
        **CLOSED,
    }
    options = [
        "-XX:-UsePerfData",
        "-XX:+UseSerialGC",
        f"-Djava.io.tmpdir={folder / 'tmp'}",
        f"-XX:ErrorFile={folder / 'log' / 'hs_err_pid%p.log'}",
    ]
    machine = {"heap_size": f"{heap_megabytes()}m", "jvm_args": options}
    server = ArcadeDBServer(str(folder), password, settings, machine)
    server.start()
    return server, f"bolt://127.0.0.1:{bolt}"


def open_database(folder: Path, script: str) -> tuple[Any, str, str]:
    """The server, its Bolt address, and what its user must be told; the database has the schema of this SQL.

    A database that was made under another schema keeps its rows and gets the indexes of this one. Where that fails it
    is set aside and not deleted: the bundle can be loaded again, what its user added to the store cannot.
    """
    from arcadedb_embedded.exceptions import ArcadeDBError

    password = read_or_make_password(folder)
    stamp, wanted = folder / "schema.sha256", hashlib.sha256(script.encode()).hexdigest()
    is_new = not (folder / "databases" / DATABASE).exists()
    server, uri = start_server(folder, password)
    note = ""
    if is_new or not stamp.exists() or stamp.read_text() != wanted:
        try:
            apply_schema(server.create_database(DATABASE), script)
        except ArcadeDBError:
            if is_new:
                raise
            traceback.print_exc()
            server.stop()
            note = f"was made under another schema: it was moved to {set_aside(folder)}, and an empty one stands here"
            server, uri = start_server(folder, password)
            apply_schema(server.create_database(DATABASE), script)
        stamp.write_text(wanted)
    return server, uri, note


def apply_schema(database: Any, script: str) -> None:
    """Run the SQL statements, each of which says IF NOT EXISTS, in one go; lines of comment begin with `--`.

    The indexes of before are dropped first: a set of properties has one index, which under its old name would stand
    in the way and with its old kind would stay.
    """
    indexes = [row for row in database.query("sql", "SELECT FROM schema:indexes") if row.get("fileId") is None]
    drops = [f"DROP INDEX `{row.get('name')}` IF EXISTS;" for row in indexes]
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    database.command("sqlscript", "\n".join((*drops, *lines)))


def set_aside(folder: Path) -> Path:
    """Where the database lies now, out of the server's way."""
    number = next(number for number in range(1, 10_000) if not (folder / "before" / str(number)).exists())
    place = folder / "before" / str(number)
    place.parent.mkdir(exist_ok=True)
    return (folder / "databases" / DATABASE).rename(place)


def announce(folder: Path, uri: str, note: str) -> None:
    """Write `server.json` in one step: whoever waits for it reads it whole."""
    draft = folder / "server.json.new"
    draft.write_text(json.dumps({"uri": uri, "database": DATABASE, "pid": os.getpid(), "note": note}))
    draft.replace(folder / "server.json")


def serve(folder: Path, schema: Path) -> None:
    """Serve until nobody holds the lock on `users`."""
    os.chdir(folder)
    for name in ("tmp", "log"):
        (folder / name).mkdir(exist_ok=True)
    alive = (folder / "server.lock").open("a")
    fcntl.flock(alive, fcntl.LOCK_EX)
    users = (folder / "users").open("a")
    server, uri, note = open_database(folder, schema.read_text(encoding="utf-8"))
    announce(folder, uri, note)
    fcntl.flock(users, fcntl.LOCK_EX)
    (folder / "server.json").unlink(missing_ok=True)
    server.stop()


def main(folder: Path, schema: Path) -> None:
    """Serve, then end at once: Java's threads would hold the process, the locks with it, also after an error."""
    code = 1
    try:
        serve(folder, schema)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
