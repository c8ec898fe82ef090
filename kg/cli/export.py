"""`kg export`: the graph for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kg.cli.options import bundle_argument


@click.command()
@bundle_argument
@click.option("--what", type=click.Choice(["links", "papers", "authorships", "nodes", "edges"]), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="A file [stdout].")
@click.option("--language", default="English", show_default=True, help="The language of a paper's `tldr`.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="For links.")
@click.option("--unsupported", is_flag=True, help="Also links that only a digest's summary supports.")
def command(bundle: Path, what: str, output: Path | None, **options: Any) -> None:
    """Write a part of the graph as JSON lines.

    \b
    Example:  kg export graph/ --what links > links.jsonl
              kg export graph/ --what papers --language Chinese --output papers.jsonl
    """
    from kg.graph.bundle import Bundle
    from kg.views.exports import EXPORTS, ExportOptions

    lines = (
        json.dumps(row, ensure_ascii=False) + "\n"
        for row in EXPORTS[what](Bundle.open(bundle), ExportOptions(**options))
    )
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
    else:
        with output.open("w", encoding="utf-8") as sink:
            sink.writelines(lines)
        click.echo(output)
