"""`kg diff`: what is different."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, open_store, store_options
from kg.cli.tables import print_table

if TYPE_CHECKING:
    from kg.graph.diff import Difference
    from kg.stores.connect import Store


@click.command()
@click.argument("other", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[OTHER]")
@graph_option
@store_options
@json_option
def command(other: Path | None, bundle: Path, uri: str | None, database: str | None, as_json: bool) -> int:
    """Compare the bundle with OTHER, a second bundle, else with what the store holds. Exit 0 also when they differ.

    \b
    Example:  kg diff yesterday/ --graph graph/
              kg diff --uri bolt://127.0.0.1:7687
    """
    from kg.graph.bundle import Bundle
    from kg.graph.diff import compare

    ours = Bundle.open(bundle)
    if other is not None:
        differences, name = compare(Bundle.open(other), ours), str(other)
    else:
        from kg.stores.stored import stored_rows

        with open_store(bundle, uri, database) as store:
            _say_what_it_holds(store, ours.id)
            differences, name = compare(stored_rows(store, ours.id), ours), store.name
    if as_json:
        click.echo(json.dumps([difference.to_json() for difference in differences]))
        return 0
    if not differences:
        click.echo(f"{name} and {bundle} hold the same graph; fingerprint {ours.fingerprint[:12]}")
        return 0
    click.echo(f"from {name} to {bundle}:")
    columns = ("what", "created", "changed", "deleted", "unchanged")
    print_table(columns, [(d.what, d.created, d.changed, d.deleted, d.unchanged) for d in differences if d.differs])
    for line in _examples(differences):
        click.echo(line)
    return 0


def _say_what_it_holds(store: Store, kg: str) -> None:
    """Say on stderr that a load has not ended, or that the store holds another bundle."""
    from kg.stores.manifest import read_holdings

    with store.session() as session:
        holdings = read_holdings(session)
    if holdings.loading:
        click.echo(f"warning: {store.name}: a load is under way or was broken off; end it with: kg load", err=True)
    if others := holdings.others(kg):
        click.echo(
            f"warning: {store.name} holds another bundle ({', '.join(others)}); of it nothing is shown", err=True
        )


def _examples(differences: Sequence[Difference]) -> list[str]:
    lines = []
    for item in differences:
        lines += [f"  {sign} {item.what} {key}" for sign, key in item.examples]
    return lines
