"""A chat-completions server that plays the model a test hands it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.cli.conftest import built, bundle, kg, two_days  # noqa: F401 - fixtures of the tests of the command line
from tests.extraction.llm.server import ChatServer, Model

Serve = Callable[[Model], ChatServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server that answers as the model does; it ends with the test."""
    with ExitStack() as stack:
        yield lambda model: stack.enter_context(ChatServer(model).running())
