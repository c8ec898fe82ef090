"""A store: anything that speaks Bolt and Cypher, reached through the official driver; one code path for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity, Session
from neo4j.api import BookmarkManager
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from kg.model.errors import StoreError, UsageError
from kg.stores.embedded import Endpoint, embedded_endpoint
from kg.stores.reach import first_line, why_refused

CONNECT_SECONDS = 10.0

Kind = Literal["neo4j", "arcadedb"]


@dataclass(frozen=True, slots=True)
class Store:
    """An open connection. `name` is what the server calls itself (`neo4j 5.26.31`); `database` None is its default.

    `embedded` stores had their schema made by their own process. In a cluster a session sees what earlier ones wrote,
    whichever server it is sent to, by the `bookmarks` that they left.
    """

    name: str
    kind: Kind
    driver: Driver
    database: str | None
    address: str
    embedded: bool = False
    bookmarks: BookmarkManager | None = None

    def session(self, **options: Any) -> Session:
        """A session on the store's database."""
        return self.driver.session(database=self.database, bookmark_manager=self.bookmarks, **options)


@contextmanager
def open_store(
    bundle_folder: Path, *, uri: str | None, user: str | None, password: str | None, database: str | None = None
) -> Iterator[Store]:
    """The store at `uri`, or the bundle's embedded one where it is None; closed at the end.

    An error of the driver inside the block comes out as a StoreError with one line.

    Raises
        StoreError: out of reach, wrong password, no such database; the embedded one is missing or did not start.
        UsageError: the address is none.
    """
    with ExitStack() as stack:
        if uri is None:
            endpoint = stack.enter_context(embedded_endpoint(bundle_folder))
            place = f"the embedded database of {bundle_folder}"
        else:
            endpoint = Endpoint(uri, user or "", password or "", database)
            place = without_login(uri)
        stack.enter_context(_clear_errors(place, endpoint))
        driver = stack.enter_context(_driver(endpoint))
        yield _greet(driver, endpoint, embedded=uri is None)


SCHEMES = tuple(f"{scheme}{security}://" for scheme in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))


def without_login(uri: str) -> str:
    """The address as a message may show it: no user, no password, no query.

    >>> without_login("bolt://neo4j:secret@localhost:7687?password=secret")
    'bolt://localhost:7687'
    """
    scheme, mark, rest = uri.partition("://")
    return f"{scheme}{mark}{re.split('[?#]', rest)[0].rpartition('@')[2]}"


def _driver(endpoint: Endpoint) -> Driver:
    shown_uri = without_login(endpoint.uri)
    if not endpoint.uri.startswith(SCHEMES):
        raise UsageError(f"{shown_uri!r}: expected an address such as bolt://localhost:7687 or neo4j+s://…")
    if shown_uri != endpoint.uri:
        raise UsageError(f"{shown_uri!r}: expected an address alone; user and password come from KG_USER, KG_PASSWORD")
    try:
        return GraphDatabase.driver(
            endpoint.uri,
            auth=(endpoint.user, endpoint.password) if endpoint.user else None,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=4 * CONNECT_SECONDS,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="kg",
        )
    except (ConfigurationError, ValueError) as error:
        raise UsageError(f"{shown_uri!r}: is no address of a store: {error}") from None


def _greet(driver: Driver, endpoint: Endpoint, *, embedded: bool) -> Store:
    with driver.session(database=endpoint.database) as session:
        agent = session.run("RETURN 1").consume().server.agent
    found = re.search(r"ArcadeDB ([\w.-]+)", agent)
    kind: Kind = "arcadedb" if found else "neo4j"
    version = found[1] if found else agent.partition("/")[2]
    bookmarks = GraphDatabase.bookmark_manager() if endpoint.uri.startswith("neo4j") else None
    return Store(f"{kind} {version}", kind, driver, endpoint.database, endpoint.uri, embedded, bookmarks)


@contextmanager
def _clear_errors(place: str, endpoint: Endpoint) -> Iterator[None]:
    """Turn the driver's errors into one line each that says what to do."""
    try:
        yield
    except (AuthError, ServiceUnavailable, ClientError) as error:
        reason = why_refused(error, user=endpoint.user, database=endpoint.database)
        raise StoreError(f"{place}: {'; '.join(filter(None, reason))}") from None
    except (Neo4jError, DriverError) as error:
        raise StoreError(f"{place}: broke off: {first_line(error)}") from error
