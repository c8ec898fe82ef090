"""`kg remove`: a source out of the bundle again."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.build import tell_build
from kg.cli.options import graph_option
from kg.cli.progress import progress_bar


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@graph_option
def command(ids: tuple[str, ...], bundle: Path) -> None:
    """Take sources out of the bundle; what others said of the same papers stays. `--restore` brings them back.

    \b
    Example:  kg remove digest:digests:2026-03-04
              kg build digests/ --restore
    """
    from kg.graph.bundle import Bundle
    from kg.pipeline.build import remove

    opened = Bundle.open(bundle)
    with progress_bar() as progress:
        report = remove(opened, ids, progress=progress)
    for source in report.removed:
        click.echo(f"removed: {source}")
    tell_build(opened, report)
