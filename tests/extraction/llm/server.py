"""A real HTTP server on loopback that speaks the chat-completions protocol, well or badly as a test wishes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kg.extraction.llm.settings import LlmSettings


@dataclass(frozen=True)
class Asked:
    """A request as it came; `number` counts from 0, `at` is on the monotonic clock."""

    number: int
    headers: Mapping[str, str]
    body: Any
    at: float

    @property
    def paper(self) -> dict[str, str]:
        """The title and abstract that the model is asked about."""
        paper: dict[str, str] = json.loads(self.body["messages"][-1]["content"])
        return paper


@dataclass(frozen=True)
class Told:
    """An answer: parts of the body are sent `pause` seconds apart, then the connection ends; it may end too early."""

    parts: tuple[bytes, ...]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    promised: int | None = None
    """The Content-Length that the header names, by default the true one."""


Model = Callable[[Asked], Told]


def says(content: object, *, finish: str = "stop") -> Told:
    """A completion with this content, put into JSON where it is no text."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return Told((json.dumps({"id": "c", "choices": [choice], "usage": usage}).encode(),))


def entities(*items: tuple[str, str], kind: str = "Method") -> dict[str, Any]:
    """An answer that names these (name, relation)."""
    return {"entities": [{"names": [name], "relation": relation, "kind": kind} for name, relation in items]}


def fails(status: int, message: str, headers: Mapping[str, str] | None = None) -> Told:
    """An error as the protocol words it."""
    return Told((json.dumps({"error": {"message": message}}).encode(),), status, headers or {})


class ChatServer:
    """The server; `asked` are the requests so far."""

    def __init__(self, model: Model) -> None:
        self.asked: list[Asked] = []
        self.model = model
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def settings(self, **more: Any) -> LlmSettings:
        """Settings that ask this server without long pauses."""
        return LlmSettings(self.url, "test-model", **({"backoff_seconds": 0.01, "wait_seconds": 5.0} | more))

    @contextmanager
    def running(self) -> Iterator[ChatServer]:
        thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                with server._lock:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    asked = Asked(len(server.asked), headers, json.loads(content), time.monotonic())
                    server.asked.append(asked)
                    server._at_once += 1
                    server.most_at_once = max(server.most_at_once, server._at_once)
                told = server.model(asked) if self.path == "/v1/chat/completions" else fails(404, "no such path")
                with server._lock:
                    server._at_once -= 1
                try:
                    self._tell(told)
                except OSError:
                    self.close_connection = True

            def _tell(self, told: Told) -> None:
                self.send_response(told.status)
                length = sum(map(len, told.parts)) if told.promised is None else told.promised
                for name, value in {"Content-Length": str(length), **told.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for part in told.parts:
                    self.wfile.write(part)
                    if told.pause and server.stopped.wait(told.pause):
                        return

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on stderr."""

        return Handler
