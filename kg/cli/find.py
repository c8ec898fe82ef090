"""`kg find`: names to ids."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import graph_option, json_option
from kg.cli.tables import print_table
from kg.views.values import shown_title


@click.command()
@click.argument("name")
@graph_option
@click.option("--label", "labels", multiple=True, help="Only this label (Author, Method, …); may be given again.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@json_option
def command(name: str, bundle: Path, labels: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find what NAME names: papers, authors, methods, datasets, tasks, categories, communities.

    \b
    Example:  kg find "contrastive learning"
              kg find 2512.20916
    """
    from kg.graph.bundle import Bundle
    from kg.graph.find import FINDABLE, find
    from kg.model.errors import UsageError

    if unknown := [label for label in labels if label not in FINDABLE]:
        raise UsageError(f"--label {unknown[0]}: expected one of {', '.join(FINDABLE)}.")
    found = find(Bundle.open(bundle), name, labels or FINDABLE, limit=limit)
    if as_json:
        for row in found:
            click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
    elif found:
        print_table(("label", "id", "name", "papers", "listed"), [_line(row) for row in found])
    if not found:
        click.echo(f"{name!r}: nothing in {bundle} has a name with these words.", err=True)


def _line(row: dict[str, object]) -> tuple[object, ...]:
    listed = " … ".join(str(row[key]) for key in ("first_listed", "last_listed") if row.get(key))
    name = shown_title(str(row["name"])) if row["label"] == "Paper" else row["name"]
    return row["label"], row["id"], name, row.get("papers") or row.get("size") or "", listed
