"""`kg explain`: why an author or an entity is one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import graph_option, json_option


@click.command()
@click.argument("name")
@graph_option
@json_option
def command(name: str, bundle: Path, as_json: bool) -> None:
    """Say why NAME (a name, an id, or a slot such as arxiv:2512.20916#3) is one author or entity.

    Which papers it has and what brought each of them there, what it nearly was one with, and the lines that say
    otherwise when they are pasted into overrides.toml. All of it is computed anew, as the build does.

    \b
    Example:  kg explain "Odalys Vrenningbak"
              kg explain author:wei-wang~k7q2m
    """
    from kg.graph.bundle import Bundle
    from kg.library.explain import explain

    found = explain(Bundle.open(bundle), name)
    click.echo(json.dumps(found.data, ensure_ascii=False) if as_json else "\n".join(found.lines))
