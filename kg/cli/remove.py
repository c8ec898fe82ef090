"""`kg remove`: a source or a paper out of the bundle again."""

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
    """Take sources or single papers out of the bundle. `--restore` brings them back.

    What other sources said of a source's papers stays.

    \b
    Example:  kg remove digest:digests:2026-03-04
              kg remove arxiv:2603.01234
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
