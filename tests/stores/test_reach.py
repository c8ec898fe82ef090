"""What is said of a store that cannot be reached: each case is a real listener, or none, on loopback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kg.model.errors import StoreError
from kg.stores.connect import open_store
from tests.servers.certificates import self_signed


def refusal(uri: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(Path("unused"), uri=uri, user="neo4j", password="a-secret").__enter__()
    text = str(caught.value)
    assert text.startswith(f"{uri}: ")
    assert "\n" not in text
    assert "a-secret" not in text
    return text


@contextmanager
def listener(context: ssl.SSLContext | None = None, answer: bytes = b"") -> Iterator[int]:
    """A port on loopback whose server takes every connection (by TLS where a context is given), answers, hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection = server.accept()[0]
                    with suppress(OSError), connection:
                        if context is not None:
                            context.wrap_socket(connection, server_side=True)
                        connection.recv(100)
                        connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that nobody but itself signed."""
    self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "chain.pem", tmp_path / "key.pem")
    return context


def test_a_port_where_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert "nothing listens at this port; start the server" in refusal(f"bolt://127.0.0.1:{port}")


def test_a_port_that_speaks_http() -> None:
    with listener(answer=b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") as port:
        text = refusal(f"bolt://127.0.0.1:{port}")
    assert "speaks HTTP, not Bolt; give the Bolt port: 7687" in text


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_vouches_for_is_refused(scheme: str, certificate: ssl.SSLContext) -> None:
    with listener(certificate) as port:
        text = refusal(f"{scheme}://127.0.0.1:{port}")
    assert "the certificate is not to be trusted: self" in text
    assert "+ssc" in text


def test_a_server_without_tls_is_refused_where_tls_is_asked_for() -> None:
    with listener() as port:
        text = refusal(f"bolt+s://127.0.0.1:{port}")
    assert "speaks no TLS; take +s out of the address" in text


def test_a_server_that_asks_for_tls(certificate: ssl.SSLContext) -> None:
    with listener(certificate) as port:
        text = refusal(f"bolt://127.0.0.1:{port}")
    assert "hangs up on Bolt; give the Bolt port; write bolt+s://" in text


def test_a_host_that_nobody_knows() -> None:
    text = refusal("bolt://no-such-host.invalid:7687")
    assert "nobody knows the host" in text
    assert "mend the host's name in --uri" in text
