"""The HTTP side of `kg serve`: the page, the report and a query box, for the person who started it and nobody else.

Three fences: the socket listens on loopback; a request whose Host is not our address is refused, so that no name of
another site can be made to point here; and every address begins with a random word that only the terminal has shown,
so that neither another site nor another user of the machine can ask.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from neo4j.exceptions import DriverError, Neo4jError

from kg.graph.bundle import Bundle
from kg.library.parameters import read_value, resolved
from kg.model.errors import KgError, UsageError
from kg.stores.connect import Store
from kg.stores.library import Query, list_queries, parse_query, read_query
from kg.stores.query import run_query
from kg.views.desk import Desk, Entry, desk_policy, render_desk

HOST = "127.0.0.1"
MOST_BYTES = 100_000
"""Of a question; a longer one is refused unread."""
QUERY_SECONDS = 60.0
_FILES = {"view": "view.html", "report": "report.html"}


class DeskServer(ThreadingHTTPServer):
    """A server on loopback for one bundle and one store; `url` is where its desk stands."""

    daemon_threads = True

    def __init__(self, folder: Path, store: Store, port: int = 0) -> None:
        self.folder = folder
        self.store = store
        self.word = secrets.token_urlsafe(16)
        super().__init__((HOST, port), _Handler)

    @property
    def host(self) -> str:
        return f"{HOST}:{self.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/{self.word}/"

    def desk(self) -> Desk:
        """The desk before a question: what the bundle holds now, the pages that there are, the library."""
        bundle = Bundle.open(self.folder)
        counts = ", ".join(f"{number:,} {label}" for label, number in bundle.node_counts().items())
        pages = [(name, name) for name, file in _FILES.items() if (self.folder / file).is_file()]
        library = [Entry(name, read_query(name).title) for name in list_queries()]
        return Desk(f"{self.folder}: {counts}; fingerprint {bundle.fingerprint[:12]}", pages, library)

    def ask(self, query: str, params: str) -> tuple[HTTPStatus, Desk]:
        """The desk with the answer, or with what was wrong."""
        desk = replace(self.desk(), query=query, params=params)
        try:
            found = _read(query)
            given = found.params | resolved(Bundle.open(self.folder), _read_params(params))
            result = run_query(self.store, found.statement, given, timeout=QUERY_SECONDS)
        except KgError as error:
            return HTTPStatus.BAD_REQUEST, replace(desk, error=str(error))
        except (DriverError, Neo4jError) as error:
            return HTTPStatus.BAD_GATEWAY, replace(desk, error=f"the store broke off: {error}")
        return HTTPStatus.OK, replace(desk, columns=result.columns, answer=result.rows)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a browser went away; else what went wrong, on stderr."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _read(query: str) -> Query:
    """A query of the library by its name, else a statement."""
    name = query.strip()
    return read_query(name) if name in list_queries() else parse_query(query, name="text", where="the query")


def _read_params(lines: str) -> dict[str, object]:
    given: dict[str, object] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not name.isidentifier():
            raise UsageError(f"{line!r}: expected a parameter as name = value.")
        given[name] = read_value(name, value)
    return given


class _Handler(BaseHTTPRequestHandler):
    """One request; `server` is the DeskServer."""

    server: DeskServer
    server_version = "kg"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        self._guarded(self._get)

    def do_POST(self) -> None:
        self._guarded(self._post)

    def _guarded(self, answer: Callable[[str], None]) -> None:
        """Answer the request if it may ask; a bundle that has gone is said, not thrown."""
        if (place := self._place()) is not None:
            try:
                answer(place)
            except KgError as error:
                self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    def _get(self, place: str) -> None:
        if place in _FILES:
            self._send_file(self.server.folder / _FILES[place])
        elif place == "":
            asked = parse_qs(urlsplit(self.path).query).get("query", [""])[0]
            self._send_desk(HTTPStatus.OK, _filled_in(self.server.desk(), asked))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")

    def _post(self, place: str) -> None:
        if place != "query":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")
        elif (form := self._form()) is not None:
            self._send_desk(*self.server.ask(form.get("query", ""), form.get("params", "")))

    def _place(self) -> str | None:
        """What is asked for, behind our word; None, and an answer was sent, where the request may not ask."""
        if self.headers.get_all("Host") != [self.server.host]:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, f"expected the Host {self.server.host}")
            return None
        word, slash, place = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not slash or not secrets.compare_digest(word.encode(), self.server.word.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "use the address that kg serve printed")
            return None
        return place

    def _form(self) -> Mapping[str, str] | None:
        """The fields that were sent; None, and an answer was sent, where they are too long or none."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected a form of at most {MOST_BYTES:,} bytes")
            return None
        fields = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}

    def _send_desk(self, status: HTTPStatus, desk: Desk) -> None:
        self._send(status, render_desk(desk).encode("utf-8", "replace"), policy=desk_policy())

    def _send_file(self, path: Path) -> None:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            self._refuse(HTTPStatus.NOT_FOUND, f"{path.name} has not been written yet")
            return
        self._send(HTTPStatus.OK, content, policy="frame-ancestors 'none'")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(status, f"kg: {why}\n".encode(), policy="default-src 'none'", kind="text/plain")

    def _send(self, status: HTTPStatus, content: bytes, *, policy: str, kind: str = "text/html") -> None:
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(content)),
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: an address holds the word."""


def _filled_in(desk: Desk, name: str) -> Desk:
    """The desk with a query of the library in its box, ready to be asked."""
    if name not in list_queries():
        return desk
    query = read_query(name)
    values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in query.params.items()}
    params = "\n".join(f"{key} = {value}" for key, value in values.items())
    return replace(desk, query=query.statement, params=params)
