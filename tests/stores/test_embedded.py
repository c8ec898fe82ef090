"""The embedded database: one child for all, nothing left behind, no file outside the bundle."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model.errors import StoreError
from kg.stores import embedded
from kg.stores.connect import open_store
from kg.stores.library import cypher_folder
from tests.conftest import ROOT

pytestmark = pytest.mark.embedded

USER = """
import sys, pathlib
from kg.stores.connect import open_store
with open_store(pathlib.Path(sys.argv[1]), uri=None, user=None, password=None) as store:
    with store.session() as session:
        session.run("CREATE (:Visit)").consume()
    print("open", store.address, flush=True)
    sys.stdin.read()
"""


class User:
    """Another process that uses the bundle's store until it is told to end."""

    def __init__(self, bundle: Path) -> None:
        command = [sys.executable, "-c", USER, str(bundle)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[1]

    def finish(self) -> tuple[str, str]:
        return self.process.communicate("", timeout=30)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=30)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    pytest.importorskip("arcadedb_embedded", reason="embedded: arcadedb-embedded is not installed")
    return tmp_path / "graph"


def child_pid(bundle: Path) -> int:
    return int(json.loads((bundle / ".store" / "server.json").read_text())["pid"])


def is_running(pid: int) -> bool:
    """Whether the process runs; one that has ended and only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def count_visits(bundle: Path) -> int:
    with open_store(bundle, uri=None, user=None, password=None) as store, store.session() as session:
        return int(session.run("MATCH (v:Visit) RETURN count(v) AS n").single(strict=True)["n"])


def listening_addresses(pid: int) -> set[str]:
    """The addresses, in the kernel's hexadecimal, on which the process listens for TCP."""
    tables = (Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6"))
    rows = [line.split() for table in tables for line in table]
    sockets = {path.readlink().name for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()}
    return {row[1].rpartition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def test_one_child_for_two_processes_closed_to_others_and_gone_with_the_last(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PASSWORD", "that-of-another-server")
    first = User(bundle)
    pid = child_pid(bundle)
    second = User(bundle)
    assert first.address == second.address
    assert child_pid(bundle) == pid
    check_that_the_password_is_kept(bundle, pid)
    loopback = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    assert listening_addresses(pid)
    assert listening_addresses(pid) <= loopback
    opened = {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()}
    ours = (str(bundle), sys.prefix, str(ROOT))  # a checkout may itself lie under /tmp
    assert [path for path in opened if path.startswith("/tmp/") and not path.startswith(ours)] == []
    assert "/hsperfdata" not in Path(f"/proc/{pid}/maps").read_text()
    assert first.finish() == ("", "")
    assert is_running(pid)
    assert count_visits(bundle) == 2
    assert is_running(pid)
    second.finish()
    assert not is_running(pid), "the last user waits for the child's end"
    with (bundle / ".store" / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)


def check_that_the_password_is_kept(bundle: Path, pid: int) -> None:
    """It stands in one file that only the owner reads, and in no process list."""
    store = bundle / ".store"
    password = (store / "password").read_text()
    assert len(password) >= 32
    assert stat.S_IMODE((store / "password").stat().st_mode) == 0o600
    assert password.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    assert password.encode() not in environment
    assert b"that-of-another-server" not in environment
    others = [path for path in store.rglob("*") if path.is_file() and path.name != "password"]
    assert [path for path in others if password.encode() in path.read_bytes()] == []


def test_a_killed_child_is_replaced_and_a_killed_parent_leaves_none(bundle: Path) -> None:
    bereft = User(bundle)
    killed = child_pid(bundle)
    os.kill(killed, signal.SIGKILL)
    user = User(bundle)
    pid = child_pid(bundle)
    assert pid != killed
    bereft.kill()
    assert is_running(pid)
    assert count_visits(bundle) == 2, "what was written before the kill is there"
    user.kill()
    assert soon(lambda: not is_running(pid))


def test_a_child_that_cannot_start_is_one_line(bundle: Path) -> None:
    store = bundle / ".store"
    store.mkdir(parents=True)
    (store / "databases").write_text("a file where a folder belongs")
    with pytest.raises(StoreError, match=r"did not start: .*child\.log") as caught:
        open_store(bundle, uri=None, user=None, password=None).__enter__()
    assert "\n" not in str(caught.value)


def under_schema(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Have the next child made under this SQL."""
    folder.mkdir()
    (folder / "schema.sql").write_text(script, encoding="utf-8")
    monkeypatch.setattr(embedded, "cypher_folder", lambda: folder)


def use(bundle: Path, *texts: str) -> list[list[dict[str, Any]]]:
    """The rows of each statement."""
    with open_store(bundle, uri=None, user=None, password=None) as store, store.session() as session:
        return [session.run(text).data() for text in texts]


def test_a_store_of_an_older_schema_keeps_its_rows_and_gets_the_new_indexes(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = (cypher_folder() / "schema.sql").read_text(encoding="utf-8")
    older = script.replace("kg_paper_", "old_paper_").replace("`Paper` (`title`, ", "`Paper` (")
    with monkeypatch.context() as patch:
        under_schema(patch, tmp_path / "older", older)
        use(bundle, "CREATE (:Paper {id: 'arxiv:2603.90001'})")
    papers, indexes = use(bundle, "MATCH (p:Paper) RETURN count(p) AS n", "SHOW INDEXES")
    assert papers == [{"n": 1}]
    on_papers = {row["name"]: row["properties"] for row in indexes if row["labelsOrTypes"] == ["Paper"]}
    assert on_papers == {
        "kg_paper_id": ["id"],
        "kg_paper_first_listed": ["first_listed"],
        "kg_paper_text": ["title", "abstract"],
    }
    assert not (bundle / ".store" / "before").exists()
    assert caplog.messages == []


@pytest.mark.slow
def test_a_store_that_does_not_fit_the_schema_is_set_aside_and_said_so(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = (cypher_folder() / "schema.sql").read_text(encoding="utf-8")
    with monkeypatch.context() as patch:
        under_schema(patch, tmp_path / "older", script.replace("(`id`) UNIQUE", "(`id`) NOTUNIQUE"))
        use(bundle, "UNWIND [1, 2] AS twice CREATE (:Paper {id: 'arxiv:2603.90001'})")
    assert use(bundle, "MATCH (p:Paper) RETURN count(p) AS n") == [[{"n": 0}]]
    aside = bundle / ".store" / "before" / "1"
    assert (aside / "schema.json").is_file()
    told = [
        f"the embedded database of {bundle} was made under another schema: it was moved to {aside}, "
        "and an empty one stands here; kg load fills it"
    ]
    assert caplog.messages == told
    use(bundle, "RETURN 1")
    assert caplog.messages == told
