"""`kg list`: a reader's own lists."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option
from kg.cli.tables import print_table
from kg.cli.words import counted
from kg.views.values import shown_title

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.graph.lists import ListItem, Placed

_AS = {"paper": "papers", "author": "authors", "method": "methods", "category": "categories"}
_NAMED = 5
"""How many of the items that wait are named when they are added."""


@click.group(invoke_without_command=True)
@graph_option
@json_option
@click.pass_context
def command(ctx: click.Context, bundle: Path, as_json: bool) -> None:
    """Show your lists: papers, authors, methods and categories that you follow, in lists/NAME.toml.

    `kg report` begins with what a morning brings for them; `--list NAME` narrows view, export and query to one.

    \b
    Example:  kg list
              kg list add thesis refs.bib 2603.90001 "Jing Wu"
              kg list show thesis
    """
    ctx.obj = bundle
    if ctx.invoked_subcommand is None:
        _show_lists(bundle, as_json=as_json)


def _show_lists(folder: Path, *, as_json: bool) -> None:
    from kg.graph.bundle import Bundle
    from kg.graph.lists import KINDS, place_items, read_lists
    from kg.graph.narrow import known_ids

    bundle = Bundle.open(folder)
    lists = read_lists(folder)
    placed = place_items(lists, bundle, known_ids(bundle))
    rows: list[dict[str, object]] = []
    for found in lists:
        kinds = Counter(item.kind for item in found.items)
        waiting = sum(item.node is None for item in placed[found.id])
        rows.append({"list": found.id.removeprefix("list:"), **{kind: kinds[kind] for kind in KINDS}})
        rows[-1] |= {"waiting": waiting, "note": found.note or ""}
    _print_rows(rows, as_json=as_json, why_empty="no lists yet. Begin one with: kg list add NAME ITEM")


def _print_rows(rows: list[dict[str, object]], *, as_json: bool, why_empty: str) -> None:
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        click.echo(why_empty, err=True)


@command.command()
@click.argument("name")
@click.argument("items", nargs=-1, required=True, metavar="ITEM…")
@click.option("--as", "kind", type=click.Choice(list(_AS)), help="What ITEM is; kept by name until the graph has it.")
@click.option("--status", default=None, help="For example: to read, read.")
@click.option("--tag", "tags", multiple=True, help="May be given again.")
@click.option("--note", default=None, help="What to remember.")
@click.option("--graph", "graph", type=click.Path(file_okay=False, path_type=Path), default=None, help="The bundle.")
@click.pass_obj
def add(
    bundle: Path, /, name: str, items: tuple[str, ...], kind: str | None, graph: Path | None, **about: object
) -> None:
    """Add each ITEM to the list NAME: an arXiv id, a DOI, an authorship, an id or name, or a .bib or .ris file.

    What a file cites and the graph lacks is kept, and found when it arrives. What is in the list already is left
    as it is.

    \b
    Example:  kg list add thesis refs.bib
              kg list add thesis "arxiv:2603.90001#3 Jing Wu" --note "my examiner"
    """
    from kg.graph.bundle import Bundle
    from kg.graph.list_items import add_items
    from kg.graph.lists import list_path

    opened = Bundle.open(graph or bundle)
    path = list_path(opened.folder, name)
    found = [item for text in items for item in _items(opened, text, _AS[kind] if kind else None)]
    said = {key: list(value) if isinstance(value, tuple) else value for key, value in about.items() if value}
    added, again = add_items(opened, path, found, {"added": date.today().isoformat(), **said})
    _tell(added, again, path)


def _items(bundle: Bundle, text: str, kind: str | None) -> list[ListItem]:
    from kg.graph.list_items import bib_items, typed_item
    from kg.model.errors import UsageError

    if not text.casefold().endswith((".bib", ".ris")):
        return [typed_item(bundle, text, kind)]
    try:
        content = Path(text).read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise UsageError(f"{text}: expected a BibTeX or RIS file, but {error.strerror}.") from error
    items, problems = bib_items(content, ris=text.casefold().endswith(".ris"))
    for problem in problems:
        click.echo(f"warning: {text}: {problem}", err=True)
    return items


def _tell(added: list[Placed], again: list[Placed], path: Path) -> None:
    kinds = Counter(item.item.kind for item in added)
    words = [counted(kinds[kind], noun) for noun, kind in _AS.items() if kinds[kind]]
    click.echo(f"{path}: added {', '.join(words) or 'nothing'}" + (f"; {len(again)} already there" if again else ""))
    waiting = [item for item in added if item.node is None]
    for item in waiting[:_NAMED]:
        click.echo(f"  waits: {item.item.shown} ({item.why.removesuffix('.')})")
    if len(waiting) > _NAMED:
        click.echo(f"  and {len(waiting) - _NAMED} more that wait; kg list show {path.stem} names them")


@command.command()
@click.argument("name")
@click.option("--graph", "graph", type=click.Path(file_okay=False, path_type=Path), default=None, help="The bundle.")
@json_option
@click.pass_obj
def show(bundle: Path, /, name: str, graph: Path | None, as_json: bool) -> None:
    """Show what the list NAME holds, and what of it the graph does not have yet.

    \b
    Example:  kg list show thesis
    """
    from kg.graph.bundle import Bundle
    from kg.graph.narrow import placed_list

    opened = Bundle.open(graph or bundle)
    found, placed = placed_list(opened, name)
    names = _names(opened, {item.node for item in placed if item.node})
    noun_of = {kind: noun for noun, kind in _AS.items()}
    rows = [
        {"kind": noun_of[item.item.kind], **_naming(item, names)}
        | {key: item.item.about.get(key, "") for key in ("added", "status", "tags", "note")}
        | {"waits": item.why}
        for item in placed
    ]
    why_empty = f"{found.name}: the list holds nothing yet. Add with: kg list add {name} ITEM"
    _print_rows(rows, as_json=as_json, why_empty=why_empty)


def _naming(placed: Placed, names: Mapping[str, str]) -> dict[str, str]:
    """Id and name of the node; of what waits those that the list's file gives, '' for what it does not."""
    given = placed.item.naming
    if placed.node is not None:
        return {"id": placed.node, "name": names[placed.node]}
    id_, _, written = given.get("id", "").partition(" ") if placed.item.kind == "authors" else (given.get("id"), "", "")
    return {"id": id_ or given.get("doi", ""), "name": given.get("title") or given.get("name") or written}


def _names(bundle: Bundle, ids: set[str]) -> dict[str, str]:
    from kg.graph.lists import KINDS

    return {
        row["id"]: shown_title(row["title"]) if label == "Paper" else row["name"]
        for label in KINDS.values()
        for row in bundle.nodes(label)
        if row["id"] in ids
    }
