"""`kg load`: the store agrees with the bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bundle_argument, json_option, open_store, store_options
from kg.cli.progress import progress_bar
from kg.cli.words import counted

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.stores.receipt import Receipt


@click.command()
@bundle_argument
@store_options
@click.option("--verify", is_flag=True, help="Read everything that the store holds, and mend what differs.")
@json_option
def command(bundle: Path, uri: str | None, database: str | None, verify: bool, as_json: bool) -> None:
    """Write to the store what it lacks of the bundle, and delete what the bundle no longer holds.

    Only what this bundle wrote is ever changed or deleted.

    \b
    Example:  kg load graph/                                  (the embedded store)
              KG_PASSWORD=… kg load graph/ --uri bolt://127.0.0.1:7687 --verify
    """
    from kg.graph.bundle import Bundle

    load_bundle(Bundle.open(bundle), uri, database, verify=verify, as_json=as_json)


def _log(bundle: Bundle, receipt: Receipt) -> None:
    """Note the load in `runs.jsonl`; a bundle that may only be read is loaded all the same."""
    from kg.pipeline.report import now

    how = {"trusted": receipt.trusted, "verified": receipt.verified}
    try:
        bundle.log_run({"command": "load", "at": now(), **how, **receipt.to_json()})
    except PermissionError as error:
        click.echo(f"warning: {error.filename}: {error.strerror}; this load is not noted there", err=True)


def load_bundle(bundle: Bundle, uri: str | None, database: str | None, *, verify: bool, as_json: bool) -> None:
    """Load the bundle and print the receipt."""
    from kg.stores.load import load

    with open_store(bundle.folder, uri, database) as store, progress_bar() as progress:
        receipt = load(store, bundle, verify=verify, progress=lambda done, total: progress("loading", done, total))
    _log(bundle, receipt)
    if as_json:
        click.echo(json.dumps(receipt.to_json()))
        return
    how = " (trusted: the store says that it holds this graph)" if receipt.trusted else ""
    click.echo(
        f"{receipt.store}: {receipt.created:,} created, {receipt.changed:,} changed, {receipt.deleted:,} deleted, "
        f"{counted(receipt.unchanged, 'row')} unchanged in {receipt.seconds:.1f} s{how}"
    )
