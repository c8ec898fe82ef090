"""Options and arguments that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.model.tables import GraphReader
    from kg.stores.connect import Store

F = TypeVar("F", bound=Callable[..., Any])

_FOLDER = click.Path(file_okay=False, path_type=Path)


def bundle_argument(function: F) -> F:
    """The bundle as the first argument, `graph/` by default."""
    return click.argument("bundle", type=_FOLDER, default="graph", metavar="[GRAPH]")(function)


def graph_option(function: F) -> F:
    """The bundle as `--graph`, for commands whose first argument is something else."""
    return click.option(
        "--graph", "bundle", type=_FOLDER, envvar="KG_GRAPH", default="graph", show_default="KG_GRAPH, else graph",
        help="The bundle.",
    )(function)  # fmt: skip


def out_option(function: F) -> F:
    """The bundle as `--out`, for commands that make it."""
    return click.option(
        "--out", "bundle", type=_FOLDER, default="graph", show_default=True, help="The bundle to make or to add to."
    )(function)


def store_options(function: F) -> F:
    """Which store: `--uri` and `--database`; user and password come from KG_USER and KG_PASSWORD or a prompt."""
    function = click.option("--database", default=None, help="The database in the store, where it holds several.")(
        function
    )
    return click.option(
        "--uri", envvar="KG_URI", default=None, show_default="KG_URI, else the embedded store",
        help="Where the store is: bolt://…, neo4j://… or neo4j+s://… User and password: KG_USER, KG_PASSWORD.",
    )(function)  # fmt: skip


def source_options(function: F) -> F:
    """How sources are named and dated, and how they are worked through."""
    options: list[Callable[[Any], Any]] = [
        click.option("--strict", is_flag=True, help="Exit with 1 when any input block was rejected."),
        click.option("--processes", type=click.IntRange(1), default=None, help="Processes for extraction [all cores]."),
        click.option(
            "--max-team",
            type=click.IntRange(2),
            default=None,
            metavar="N",
            help="Papers with more than N authors add no co-author edge [25, else what the bundle was built with].",
        ),
        click.option("--reextract", is_flag=True, help="Read all texts again, with this version of the extractor."),
        click.option("--restore", is_flag=True, help="Take in again what `kg remove` took out."),
        click.option("--date", metavar="YYYY-MM-DD", default=None, help="The listing date of an undated digest."),
        click.option("--source", metavar="NAME", default=None, help="The source's name, instead of its folder's."),
    ]
    for option in options:
        function = option(function)
    return function


def json_option(function: F) -> F:
    """`--json`, where a program would read the result."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def list_option(function: F) -> F:
    """`--list`, which narrows to what one of the reader's lists is about."""
    return click.option("--list", "list_name", metavar="NAME", default=None, help="Only what this list is about.")(
        function
    )


def open_graph(folder: Path, list_name: str | None) -> GraphReader:
    """The bundle, narrowed to the list where one is named; says on stderr why there is nothing left."""
    from kg.graph.bundle import Bundle
    from kg.graph.narrow import narrowed_to_list

    bundle = Bundle.open(folder)
    if list_name is None:
        return bundle
    graph = narrowed_to_list(bundle, list_name)
    if not graph.node_counts().get("Paper"):
        click.echo(
            f"no paper of {folder} has to do with what the list {list_name} holds (kg list show {list_name})", err=True
        )
    return graph


def open_store(bundle: Path, uri: str | None, database: str | None) -> AbstractContextManager[Store]:
    """The store at this address, else the embedded one of the bundle; asks for the password on a terminal."""
    from kg.graph.manifest import read_manifest
    from kg.stores import connect

    if uri is None:
        read_manifest(bundle)  # there is no embedded store without a bundle, and none is made by a typing error
    user, password = login(uri)
    return connect.open_store(bundle, uri=uri, user=user, password=password, database=database)


def login(uri: str | None) -> tuple[str, str | None]:
    """User and password from KG_USER and KG_PASSWORD; for a server, on a terminal, the password is asked for."""
    user, password = os.environ.get("KG_USER", "neo4j"), os.environ.get("KG_PASSWORD")
    if uri and password is None and sys.stdin.isatty():
        password = click.prompt(f"Password of {user} at {uri}", hide_input=True, err=True)
    return user, password
