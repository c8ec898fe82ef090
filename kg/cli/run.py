"""`kg run`: everything, every morning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.analyze import analyze_bundle
from kg.cli.build import build_bundle, exit_code
from kg.cli.extractor import extractor_options
from kg.cli.load import load_bundle
from kg.cli.options import out_option, source_options, store_options
from kg.cli.view import write_view

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@out_option
@source_options
@extractor_options
@store_options
@click.option("--no-load", is_flag=True, help="Leave the store out.")
def command(
    sources: tuple[str, ...],
    bundle: Path,
    *,
    strict: bool,
    uri: str | None,
    database: str | None,
    no_load: bool,
    **options: Any,
) -> int:
    """Build, analyze, load and view in one go. It can stand in a crontab: a second run changes nothing.

    \b
    Example:  kg run digests/
              KG_PASSWORD=… kg run digests/ --uri bolt://127.0.0.1:7687
    """
    from kg.graph.bundle import Bundle

    opened = Bundle.open_or_new(bundle)
    with opened.runs.one_line("run"):
        report = build_bundle(opened, sources, options)
        if opened.manifest.sources:
            analyze_bundle(opened)
            _load(opened, uri, database, no_load=no_load)
            click.echo(write_view(opened))
    return exit_code(report, strict=strict)


def _load(bundle: Bundle, uri: str | None, database: str | None, *, no_load: bool) -> None:
    from kg.stores.embedded import embedded_available

    if no_load:
        return
    if uri is None and not embedded_available():
        click.echo(
            "store: left out, since no embedded database is installed (pip install 'arxiv-kg[embedded]') "
            "and no --uri was given",
            err=True,
        )
        return
    load_bundle(bundle, uri, database, verify=False, as_json=False)
