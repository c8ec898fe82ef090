"""`kg load`: the store agrees with the bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.bulk_load import bulk_options, load_in_bulk, log_load
from kg.cli.options import bundle_argument, json_option, open_store, store_options
from kg.cli.progress import progress_bar
from kg.cli.words import counted

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.stores.receipt import Moved


@click.command()
@bundle_argument
@store_options
@click.option("--verify", is_flag=True, help="Read everything that the store holds, and mend what differs.")
@click.option("--replace", is_flag=True, help="Take the store over from another bundle: what that one wrote goes.")
@bulk_options
@json_option
def command(
    bundle: Path, uri: str | None, database: str | None, *, verify: bool, replace: bool, as_json: bool, **bulk: Any
) -> None:
    """Write to the store what it lacks of the bundle, and delete what the bundle no longer holds.

    Only what this bundle wrote is ever changed or deleted. Up to 50,000 rows are written in one transaction; a larger
    load that is broken off is ended by the next one. Two loads at once take turns.

    --bulk is for the first load of a large bundle into Neo4j, several times as fast: it writes CSV files and runs
    `neo4j-admin database import` on them (or prints the command), with the server down. The next `kg load` makes the
    constraints and finds nothing else to do.

    \b
    Example:  kg load graph/                                  (the embedded store)
              KG_PASSWORD=… kg load graph/ --uri bolt://127.0.0.1:7687 --verify
              kg load graph/ --bulk --admin /opt/neo4j/bin/neo4j-admin
    """
    from kg.graph.bundle import Bundle

    if bulk.pop("bulk"):
        load_in_bulk(Bundle.open(bundle), database=database, replace=replace, as_json=as_json, **bulk)
        return
    load_bundle(Bundle.open(bundle), uri, database, verify=verify, replace=replace, as_json=as_json)


def load_bundle(
    bundle: Bundle, uri: str | None, database: str | None, *, verify: bool, as_json: bool, replace: bool = False
) -> None:
    """Load the bundle and print the receipt."""
    from kg.stores.load import load

    def say(line: str) -> None:
        click.echo(line, err=True)

    with open_store(bundle.folder, uri, database) as store, progress_bar() as progress:
        receipt = load(
            store,
            bundle,
            verify=verify,
            replace=replace,
            progress=lambda done, total: progress("loading", done, total),
            say=say,
        )
    log_load(bundle, receipt)
    if as_json:
        click.echo(json.dumps(receipt.to_json(), ensure_ascii=False))
        return
    how = " (trusted: the store says that it holds this graph)" if receipt.trusted else ""
    click.echo(
        f"{receipt.store}: {receipt.created:,} created, {receipt.changed:,} changed, {receipt.deleted:,} deleted, "
        f"{counted(receipt.unchanged, 'row')} unchanged in {receipt.seconds:.1f} s"
        f"{how or f', {receipt.rows_per_second:,.0f} rows a second'}"
    )
    for move in receipt.moved:
        click.echo(_moved(move))


def _moved(move: Moved) -> str:
    """What became of a user's edges and properties on a node that went, in one line."""
    what = [f"{counted(move.edges, 'edge')} of yours"] if move.edges else []
    what += [f"your {name}" for name in move.properties]
    where = f"a (:{move.target[0]}) stub that keeps the id" if move.is_stub else move.target[1]
    line = f"  {move.source[1]}: {', '.join(what) or 'nothing'} moved to {where}"
    for clash in move.clashes:
        line += f"; {clash.name} stays {clash.kept!r} there, {clash.dropped!r} was dropped"
    return line
