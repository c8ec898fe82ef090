"""`kg load --bulk`: through CSV files and `neo4j-admin database import`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.stores.receipt import Receipt

F = TypeVar("F", bound=Callable[..., Any])

FILES = Path("neo4j-import")
"""Where the files go that a user imports himself."""


def bulk_options(function: F) -> F:
    """`--bulk`, and how the files are written and imported."""
    options: list[Callable[[Any], Any]] = [
        click.option(
            "--files", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="FOLDER",
            help="With --bulk: where the CSV files go and stay.",
            show_default=f"{FILES}; with --admin a folder that goes afterwards",
        ),
        click.option(
            "--admin", envvar="KG_NEO4J_ADMIN", default=None, metavar="COMMAND",
            help="With --bulk: the neo4j-admin to run; without it the command is printed.",
        ),
        click.option("--bulk", is_flag=True, help="Load by `neo4j-admin database import`, with the server down."),
    ]  # fmt: skip
    for option in options:
        function = option(function)
    return function


def load_in_bulk(
    bundle: Bundle, *, files: Path | None, admin: str | None, database: str | None, replace: bool, as_json: bool
) -> None:
    """Write the files and import them, or print the command that does."""
    if admin is None:
        _print_command(bundle, files or FILES, database, replace=replace)
        return
    from kg.stores.bulk import bulk_load

    with ExitStack() as stack:
        folder = files or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-import-")))
        receipt = bulk_load(bundle, folder, admin, database=database, replace=replace)
    log_load(bundle, receipt)
    if as_json:
        click.echo(json.dumps(receipt.to_json(), ensure_ascii=False))
        return
    click.echo(
        f"{receipt.store}: {receipt.created:,} created in {receipt.seconds:.1f} s, "
        f"{receipt.rows_per_second:,.0f} rows a second"
    )
    click.echo(f"start the server, then make constraints and indexes with: kg load {bundle.folder} --uri …", err=True)


def _print_command(bundle: Bundle, folder: Path, database: str | None, *, replace: bool) -> None:
    from kg.stores.bulk import import_arguments, import_command
    from kg.stores.import_files import write_import_files

    written = write_import_files(bundle, folder)
    click.echo(import_command("neo4j-admin", folder.resolve(), import_arguments(written, database, replace=replace)))
    click.echo(
        f"{len(written)} files in {folder}. Stop the server, run the command, start the server, "
        f"then make constraints and indexes with: kg load {bundle.folder} --uri …",
        err=True,
    )


def log_load(bundle: Bundle, receipt: Receipt) -> None:
    """Note the load in `runs.jsonl`; a bundle that may only be read is loaded all the same."""
    from kg.pipeline.report import now

    how = {"trusted": receipt.trusted, "verified": receipt.verified}
    try:
        bundle.runs.add({"command": "load", "at": now(), **how, **receipt.to_record()})
    except PermissionError as error:
        click.echo(f"warning: {error.filename}: {error.strerror}; this load is not noted there", err=True)
