"""The first load of a whole bundle at the speed of the disk: `neo4j-admin database import` into an empty database.

The server must be down meanwhile. Constraints and indexes are made by the next `kg load`, which finds nothing else to
do.
"""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from kg.graph.bundle import Bundle
from kg.model.errors import StoreError
from kg.stores.import_files import ImportFile, write_import_files
from kg.stores.receipt import Receipt

DATABASE = "neo4j"


def import_arguments(files: Sequence[ImportFile], database: str | None, *, replace: bool) -> list[str]:
    """What follows `neo4j-admin`, run in the folder of the files: by relative paths, so that none needs quoting."""
    return [
        "database",
        "import",
        "full",
        database or DATABASE,
        *(f"--{'nodes' if file.is_node else 'relationships'}={file.kind}=./{file.path.name}" for file in files),
        "--array-delimiter=U+001F",
        *(["--multiline-fields=true"] if any(file.multiline for file in files) else []),
        "--bad-tolerance=0",
        "--report-file=./import.report",
        *(["--overwrite-destination=true"] if replace else []),
    ]


def import_command(admin: str, folder: Path, arguments: Sequence[str]) -> str:
    """The line for a shell that imports the files."""
    return f"cd {shlex.quote(str(folder))} && {admin} {shlex.join(arguments)}"


def bulk_load(bundle: Bundle, folder: Path, admin: str, *, database: str | None, replace: bool) -> Receipt:
    """What was done after the files were written to the folder and imported; rows without the manifest node.

    `admin` is the command that runs neo4j-admin, as a shell would read it.

    Raises
        StoreError: it is not found or fails: the database holds data, or its server is up.
    """
    started = time.monotonic()
    files = write_import_files(bundle, folder)
    command = [*shlex.split(admin), *import_arguments(files, database, replace=replace)]
    try:
        done = subprocess.run(
            command, cwd=folder, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
    except OSError as error:
        raise StoreError(f"{command[0]}: could not be run ({error.strerror}); name neo4j-admin with --admin") from None
    if done.returncode != 0:
        raise StoreError(f"{admin} ended with {done.returncode}: {_reason(done.stdout + done.stderr)}")
    rows = sum(file.rows for file in files) - 1
    return Receipt(f"neo4j-admin import into {database or DATABASE}", rows, 0, 0, 0, time.monotonic() - started)


_MENDS = {
    "already exist": "it is there already; if it holds nothing that you need, add --replace, which empties it first",
    "in use": "the database is in use; stop its server, then run this again",
    "No such file": "it reads the files from its own machine; mount their folder there, or write them with --files",
}
"""What neo4j-admin says → what to do."""


def _reason(output: str) -> str:
    """What neo4j-admin said in the end, and what to do about it."""
    for words, mend in _MENDS.items():
        if words in output:
            return mend
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return " / ".join(lines[-6:])[:600] or "it said nothing"
