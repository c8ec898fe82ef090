"""`kg export`: the graph for other programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli.options import bundle_argument, list_option, open_graph

LEAST_IN_TABLE = 0.5
"""Links below it are left out of the table, which is for people, unless --min-confidence says otherwise."""

_WHAT = ("links", "papers", "authorships", "table", "nodes", "edges", "graph", "csv")
_FORMATS = ("jsonl", "bibtex", "ris", "csl-json", "md", "csv", "latex", "graphml", "gexf", "json-ld")


@click.command()
@bundle_argument
@click.option("--what", type=click.Choice(_WHAT), required=True, help="Which part; csv: all of it for neo4j-admin.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default=None,
    help="papers: jsonl, bibtex, ris, csl-json, md; table: csv, md, latex; graph: graphml, gexf, json-ld.",
    show_default="jsonl; csv for the table, graphml for the graph",
)
@click.option("--output", type=click.Path(path_type=Path), default=None, help="A file [stdout]; for csv a folder.")
@click.option("--language", default="English", show_default=True, help="The language of a paper's `tldr`.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=None,
    show_default=f"0; {LEAST_IN_TABLE} for the table",
    help="For links.",
)
@list_option
@click.option("--unsupported", is_flag=True, help="Also links that only a digest's summary supports.")
def command(
    bundle: Path, what: str, format_: str | None, output: Path | None, min_confidence: float | None, **options: Any
) -> None:
    """Write a part of the graph: JSON lines for programs, a bibliography or a table for people.

    The table has a row for each paper: what it proposes, uses and compares with, datasets, tasks, metrics, code.
    Each file holds the fingerprint of the graph; beside jsonl and csv, which have no place for it, --output writes
    FILE.meta.json.

    \b
    Example:  kg export graph/ --what links > links.jsonl
              kg export graph/ --what papers --format bibtex --output papers.bib
              kg export graph/ --what table --format latex --output survey.tex

    `csv` is the whole graph as files for `neo4j-admin database import`, as `kg load --bulk` writes them.
    """
    from kg.model.errors import UsageError
    from kg.views.exports import ExportOptions
    from kg.views.formats import BARE, FORMATS, origin_json

    if what == "csv":
        _put_import_files(bundle, output, options["list_name"])
        return
    if output is not None and output.is_dir():
        raise UsageError(f"--output {output}: expected a file, found a folder.")
    formats = FORMATS[what]
    if format_ is not None and format_ not in formats:
        raise UsageError(f"--format {format_}: expected one of {', '.join(formats)} for --what {what}.")
    least = (LEAST_IN_TABLE if what == "table" else 0.0) if min_confidence is None else min_confidence
    form = format_ or next(iter(formats))
    graph = open_graph(bundle, options.pop("list_name"))
    _put(formats[form](graph, ExportOptions(min_confidence=least, **options)), output)
    if output is not None and form in BARE:
        output.with_name(f"{output.name}.meta.json").write_text(origin_json(graph, what, form), encoding="utf-8")


def _put_import_files(bundle: Path, folder: Path | None, list_name: str | None) -> None:
    """Write the files for neo4j-admin, whose paths are printed."""
    from kg.graph.bundle import Bundle
    from kg.model.errors import UsageError
    from kg.stores.import_files import write_import_files

    if folder is None or list_name is not None or folder.is_file():
        raise UsageError("--what csv: expected --output with a folder, and no --list; it is the whole graph.")
    for file in write_import_files(Bundle.open(bundle), folder):
        click.echo(file.path)


def _put(pieces: Iterator[str], output: Path | None) -> None:
    """Write the pieces to the file, whose path is printed, or to stdout."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("w", encoding="utf-8", newline="") as sink:
        sink.writelines(pieces)
    click.echo(output)
