"""`kg serve`: store, page and query box until it is stopped, for nobody but the person who started it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.embedded


@dataclass(frozen=True)
class Served:
    """A running `kg serve`: its process, its bundle, what it printed before the address, and the address."""

    process: subprocess.Popen[str]
    bundle: Path
    said: str
    url: str

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        """(status, body, headers) of a GET below the address, or of a POST where there is a form."""
        parts = urlsplit(self.url)
        connection = HTTPConnection(parts.netloc, timeout=30)
        body = urlencode(form) if form is not None else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        where = path if path.startswith("/") else parts.path + path
        connection.request("GET" if form is None else "POST", where, body, kind | headers)
        answer = connection.getresponse()
        found = answer.status, answer.read().decode(), dict(answer.getheaders())
        connection.close()
        return found

    def stop(self, number: int) -> tuple[int, str]:
        """(exit status, the rest of stdout) after this signal."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=30)
        return self.process.returncode, rest


def serve(bundle: Path) -> Served:
    """`kg serve` of this bundle, after it has said where it is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(bundle)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout
    lines = []
    while (line := process.stdout.readline()) and not line.startswith("browser:"):
        lines.append(line)
    if not line:
        pytest.fail(f"kg serve ended: {process.communicate()}")
    return Served(process, bundle, "".join(lines), line.split()[1])


@pytest.fixture(scope="module")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for the tests that leave it up."""
    running = serve(Path(shutil.copytree(built, tmp_path_factory.mktemp("served") / "graph")))
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)


def test_it_says_where_the_store_is_and_where_the_password_lies(served: Served) -> None:
    from kg.stores.connect import open_store

    uri = re.search(r"bolt://127\.0\.0\.1:\d+", served.said)
    user = re.search(r"user (\w+), password in (\S+)\n", served.said)
    database = re.search(r"database (\w+)", served.said)
    assert uri
    assert user
    assert database
    password = Path(user[2])
    assert password.stat().st_mode & 0o077 == 0
    with open_store(served.bundle, uri=uri[0], user=user[1], password=password.read_text(), database=database[1]) as s:
        assert s.session().run("MATCH (p:Paper) RETURN count(p)").single(strict=True)[0] > 20
    assert password.read_text() not in served.said


def test_the_desk_the_page_and_no_report(served: Served) -> None:
    status, body, headers = served.ask("")
    assert status == 200
    assert "co-authors" in body
    assert 'href="view"' in body
    assert 'href="report"' not in body
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    status, page, _ = served.ask("view")
    assert (status, page) == (200, (served.bundle / "view.html").read_text(encoding="utf-8"))
    assert served.ask("report")[0] == served.ask("manifest.json")[0] == 404
    (served.bundle / "report.html").write_text("<p>a report")
    assert served.ask("report")[:2] == (200, "<p>a report")
    assert 'href="report"' in served.ask("")[1]


def test_a_query_by_text_with_a_name_for_an_id_and_by_its_name(served: Served) -> None:
    form = {
        "query": "MATCH (a:Author {id: $author})-[:AUTHORED]->(p)\r\nRETURN a, p.title AS title",
        "params": "author = Qiaoyun Lin",
    }
    status, body, _ = served.ask("query", form)
    assert status == 200
    assert "<td>Qiaoyun Lin</td>" in body
    assert "Lichen: Slow-Growing" in body
    status, body, _ = served.ask("query", {"query": "papers-per-day"})
    assert (status, "2026-03-03" in body) == (200, True)
    assert "MATCH" in served.ask("?query=papers-per-day")[1]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("CREATE (n:Mine) RETURN n", "CREATE"),
        ("no-such-query", "may not begin with no"),
        ("MATCH (n RETURN n", "the store does not take"),
        ("", "expected a statement"),
    ],
)
def test_what_would_write_or_does_not_parse_is_refused_in_words(served: Served, query: str, why: str) -> None:
    status, body, _ = served.ask("query", {"query": query})
    assert status == 400
    assert why in body
    assert served.ask("query", {"query": "MATCH (n:Mine) RETURN count(n) AS mine"})[1].count("<td class=number>0<") == 1


def test_another_host_another_word_and_a_flood_are_refused(served: Served) -> None:
    port = urlsplit(served.url).port
    for host in ("evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1", ""):
        status, body, _ = served.ask("", Host=host)
        assert (status, "co-authors" in body) == (421, False)
        assert served.ask("query", {"query": "RETURN 1 AS one"}, Host=host)[0] == 421
    for path in ("/", "/view", "/query", "/wrong/view", urlsplit(served.url).path.rstrip("/")):
        assert served.ask(path)[0] == 403
    assert served.ask("/wrong/query", {"query": "RETURN 1 AS one"})[0] == 403
    assert served.ask("query", {"query": "x" * 200_000})[0] == 413


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_the_store_with_it(served: Served, number: int) -> None:
    running = served if number == signal.SIGINT else serve(served.bundle)
    assert running.stop(number) == (0, "")
    lock = running.bundle / ".store" / "server.lock"
    free = subprocess.run(["flock", "--shared", "--wait", "5", str(lock), "true"], check=False)
    assert free.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        running.ask("")


def test_a_folder_without_a_bundle_is_a_usage_error(kg: Run, tmp_path: Path) -> None:
    assert kg("serve", tmp_path / "none").code == 2
