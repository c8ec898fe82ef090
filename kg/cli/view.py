"""`kg view`: the bundle as one interactive HTML page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bundle_argument, list_option, open_graph

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle


@click.command()
@bundle_argument
@click.option("--focus", metavar="NAME", default=None, help="An author, paper, method or community, by id or name.")
@list_option
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="The page to write.",
    show_default="GRAPH/view.html, view-focus-ID.html or view-list-NAME.html",
)  # fmt: skip
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser.")
def command(bundle: Path, focus: str | None, list_name: str | None, output: Path | None, open_it: bool) -> None:
    """Write the bundle as one interactive HTML page, and print the page's path.

    The page needs no network and no server: open it, send it, keep it.

    \b
    Example:  kg view graph/
              kg view graph/ --focus "Wei Wang" --output wei-wang.html
    """
    from kg.graph.bundle import Bundle

    path = write_view(Bundle.open(bundle), focus, output, list_name)
    click.echo(path)
    if open_it:
        click.launch(path.resolve().as_uri())


def write_view(
    bundle: Bundle, focus: str | None = None, output: Path | None = None, list_name: str | None = None
) -> Path:
    """The path of the page, after it was written; `focus` is an id or a name.

    Without `output` it lies in the bundle: the whole graph as view.html, a part of it under a name of its own.
    """
    from kg.graph.parts import replace_file
    from kg.views.page import page_data, render_page

    node = _resolved(bundle, focus) if focus else None
    graph = open_graph(bundle.folder, list_name) if list_name else bundle
    path = output or bundle.folder / _file_name(node, list_name)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = page_data(graph, node, list_name=list_name or "", whole=bundle)
    replace_file(path, render_page(data).encode())
    return path


def _file_name(focus: str | None, list_name: str | None) -> str:
    """`view.html`, or a name that tells the part: an id as far as a file may bear it, and the list."""
    parts = ["focus", re.sub(r"[^\w.]+", "-", focus)[:60]] if focus else []
    return "-".join(["view", *(["list", list_name] if list_name else []), *parts]) + ".html"


def _resolved(bundle: Bundle, focus: str) -> str:
    from kg.graph.find import resolve_name

    return resolve_name(bundle, focus)
