"""One HTTP request whose whole duration is bounded, and which another thread can break off."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

__all__ = ["Reply", "WireError", "Wires"]

_LARGEST = 4 << 20
"""Bytes of the largest answer that is read."""

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class WireError(Exception):
    """No answer: `refused` where there is no server at all, `late` where the time ran out."""

    def __init__(self, message: str, *, refused: bool = False, late: bool = False) -> None:
        super().__init__(message)
        self.refused = refused
        self.late = late


@dataclass
class Wires:
    """Open connections. After `cut` every request under way ends with WireError, and so does every later one."""

    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _cut: bool = False

    def cut(self) -> None:
        """Break off what is under way."""
        with self._lock:
            self._cut = True
            for wire in self._open:
                _shut(wire)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Reply:
        """The server's answer to this body, after at most about so many seconds, however slowly it drips.

        Raises WireError.
        """
        parts = urlsplit(url)
        connection = _connected(parts, min(seconds, _CONNECT_SECONDS))
        wire = connection.sock
        wire.settimeout(seconds)
        late = threading.Event()

        def end() -> None:
            late.set()
            _shut(wire)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        try:
            self._add(wire)
            timer.start()
            return _exchange(connection, parts, body, headers)
        except (OSError, HTTPException, ValueError) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise WireError(f"no whole answer within {seconds:g} s", late=True) from error
            raise WireError(f"the connection broke off ({type(error).__name__}: {error})") from error
        finally:
            timer.cancel()
            with self._lock:
                self._open.discard(wire)
            connection.close()

    def _add(self, wire: socket.socket) -> None:
        with self._lock:
            if self._cut:
                raise WireError("the run was stopped")
            self._open.add(wire)


def _connected(parts: SplitResult, seconds: float) -> HTTPConnection:
    """An open connection to the server, through the proxy that the environment names for https."""
    host = parts.hostname or ""
    proxy = urlsplit(getproxies().get("https", "")) if parts.scheme == "https" else urlsplit("")
    connection: HTTPConnection
    if parts.scheme != "https":
        connection = HTTPConnection(host, parts.port, timeout=seconds)
    elif proxy.hostname is None or proxy_bypass(host):
        connection = HTTPSConnection(host, parts.port, timeout=seconds)
    else:
        connection = HTTPSConnection(proxy.hostname, proxy.port, timeout=seconds)
        connection.set_tunnel(host, parts.port)
    try:
        connection.connect()
    except TimeoutError as error:
        raise WireError(f"no connection within {seconds:g} s", refused=True) from error
    except ssl.SSLCertVerificationError as error:
        raise WireError(f"its certificate does not hold: {error.verify_message}", refused=True) from error
    except (OSError, HTTPException, ValueError) as error:
        raise WireError(str(getattr(error, "strerror", None) or error), refused=True) from error
    return connection


def _exchange(connection: HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Reply:
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
    response = connection.getresponse()
    content = response.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise HTTPException(f"an answer of more than {_LARGEST >> 20} MiB")
    expected = response.headers.get("Content-Length")
    if expected is not None and expected.isdigit() and len(content) < int(expected):
        raise HTTPException(f"{len(content)} of {expected} bytes came")
    return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, content)


def _shut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
