"""`kg serve`: store, page, report and a query box, up until Ctrl-C."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kg.cli.options import bundle_argument, open_store, store_options
from kg.cli.view import write_view

if TYPE_CHECKING:
    from kg.cli.desk import DeskServer
    from kg.graph.bundle import Bundle
    from kg.stores.connect import Store


@click.command()
@bundle_argument
@store_options
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default="a free one", help="Of the query box.")
@click.option("--open", "open_it", is_flag=True, help="Open the query box in the browser.")
def command(bundle: Path, uri: str | None, database: str | None, port: int, open_it: bool) -> None:
    """Keep the store up, with the page, the report and a query box in the browser, until Ctrl-C.

    All of it listens on 127.0.0.1 alone. Neo4j Browser, notebooks and other kg commands can use the store meanwhile;
    what `kg run` adds is there at once.

    \b
    Example:  kg serve graph/
              kg serve graph/ --port 8411 --open
    """
    from kg.graph.bundle import Bundle
    from kg.stores.load import load

    opened = Bundle.open(bundle)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets its background jobs ignore Ctrl-C
        signal.signal(number, _stop)
    try:
        with open_store(bundle, uri, database) as store:
            load(store, opened)
            _write_old_view(opened)
            with _listening(bundle, store, port) as server:
                _tell(store, bundle, server.url)
                if open_it:
                    click.launch(server.url)
                server.serve_forever()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def _listening(bundle: Path, store: Store, port: int) -> DeskServer:
    from kg.cli.desk import DeskServer
    from kg.model.errors import UsageError

    try:
        return DeskServer(bundle, store, port)
    except OSError as error:
        raise UsageError(f"--port {port}: {error.strerror}. Name another one, or none for a free one.") from error


def _write_old_view(bundle: Bundle) -> None:
    """Write the page where it is missing or older than the bundle."""
    page = bundle.folder / "view.html"
    if not page.exists() or page.stat().st_mtime < (bundle.folder / "manifest.json").stat().st_mtime:
        write_view(bundle)


def _tell(store: Store, bundle: Path, url: str) -> None:
    password = f"in {bundle / '.store' / 'password'}" if store.embedded else "as you gave it (KG_PASSWORD)"
    user = "root" if store.embedded else os.environ.get("KG_USER", "neo4j")
    database = f", database {store.database}" if store.database else ""
    click.echo(f"store:    {store.name} at {store.address}{database}")
    click.echo(f"          user {user}, password {password}")
    click.echo(f"browser:  {url}")
    click.echo("Ctrl-C stops it.", err=True)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
