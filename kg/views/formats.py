"""Every export by what it gives and in which format: the pieces of text that make up the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

import kg
from kg.model.rows import Row
from kg.model.tables import GraphReader
from kg.views import bibliography, graph_files, tables
from kg.views.exports import EXPORTS, ExportOptions

Writer = Callable[[GraphReader, ExportOptions], Iterator[str]]


def json_lines(
    rows: Callable[[GraphReader, ExportOptions], Iterator[Row]], graph: GraphReader, options: ExportOptions
) -> Iterator[str]:
    """The rows, one JSON object a line."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(graph, options))


FORMATS: Mapping[str, Mapping[str, Writer]] = {
    **{what: {"jsonl": partial(json_lines, rows)} for what, rows in EXPORTS.items()},
    "papers": {
        "jsonl": partial(json_lines, EXPORTS["papers"]),
        "bibtex": bibliography.bibtex,
        "ris": bibliography.ris,
        "csl-json": bibliography.csl_json,
        "md": bibliography.markdown,
    },
    "table": {"csv": tables.csv_table, "md": tables.markdown_table, "latex": tables.latex_table},
    "graph": {"graphml": graph_files.graphml, "gexf": graph_files.gexf, "json-ld": graph_files.json_ld},
}
"""What `kg export --what` may name → the formats it comes in, the usual one first."""

BARE = frozenset(("jsonl", "csv"))
"""The formats without a place for the fingerprint: every line is a row."""


def origin_json(graph: GraphReader, what: str, form: str) -> str:
    """What stands beside an export of a bare format: the graph that it is of, and the day of the export."""
    origin = {
        "fingerprint": graph.fingerprint,
        "analysis_fingerprint": graph.analysis_fingerprint,
        "kg": kg.__version__,
        "what": what,
        "format": form,
        "exported": date.today().isoformat(),
    }
    return json.dumps(origin, indent=2) + "\n"
