"""`kg doctor`: what is well and what is not, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import bundle_argument, json_option, login, store_options

_MARKS = {"ok": "ok     ", "warning": "warning", "wrong": "WRONG  "}


@click.command()
@bundle_argument
@store_options
@json_option
def command(bundle: Path, uri: str | None, database: str | None, as_json: bool) -> int:
    """Look at the bundle, the store and what lies between them, and say what to do where something is wrong.

    It looks at the driver, the bundle and its disk, then at the store: whether it is reached, its version, edition and
    plug-ins, the database, constraints and indexes, the clock, whose graph it holds, its disk. Nothing is written.
    Exits with 1 when something is wrong.

    \b
    Example:  kg doctor graph/
              KG_PASSWORD=… kg doctor graph/ --uri neo4j+s://graph.example.org --database papers
    """
    from kg.stores.doctor import examine

    user, password = login(uri)
    is_wrong = False
    for finding in examine(bundle, uri=uri, user=user, password=password, database=database):
        is_wrong = is_wrong or finding.level == "wrong"
        if as_json:
            click.echo(json.dumps(finding.to_json(), ensure_ascii=False))
            continue
        click.echo(f"{_MARKS[finding.level]}  {finding.what:<19} {finding.found}")
        if finding.mend:
            click.echo(f"{'':<9}{'what to do:':<20}{finding.mend}")
    return 1 if is_wrong else 0
