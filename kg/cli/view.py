"""`kg view`: the bundle as one interactive HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bundle_argument, list_option, open_graph

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.model.tables import GraphReader


@click.command()
@bundle_argument
@click.option("--focus", metavar="NAME", default=None, help="An author, paper, method or community, by id or name.")
@list_option
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=None, show_default="GRAPH/view.html",
    help="The page to write.",
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

    path = write_view(Bundle.open(bundle), focus, output, open_graph(bundle, list_name))
    click.echo(path)
    if open_it:
        click.launch(path.resolve().as_uri())


def write_view(
    bundle: Bundle, focus: str | None = None, output: Path | None = None, graph: GraphReader | None = None
) -> Path:
    """The path of the page, after it was written; `focus` is an id or a name, `graph` a part of the bundle to show."""
    from kg.graph.parts import replace_file
    from kg.views.page import page_data, render_page

    path = output or bundle.folder / "view.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = render_page(page_data(graph or bundle, _resolved(bundle, focus) if focus else None))
    replace_file(path, page.encode())
    return path


def _resolved(bundle: Bundle, focus: str) -> str:
    from kg.graph.find import resolve_name

    return resolve_name(bundle, focus)
