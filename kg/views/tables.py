"""The table for a survey: a row a paper, and what it proposes, uses, compares with, and is measured on."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphReader
from kg.text.latex import plain
from kg.views.bibliography import escape_latex, escape_markdown
from kg.views.exports import ExportOptions

_COLUMN = {
    "PROPOSES": "proposes",
    "USES": "uses",
    "COMPARES_WITH": "compares with",
    "EVALUATES_ON": "datasets",
    "ADDRESSES": "tasks",
    "MEASURES": "metrics",
}
COLUMNS = ("paper", "listed", "title", *_COLUMN.values(), "code")


def table_rows(graph: GraphReader, options: ExportOptions) -> Iterator[dict[str, list[str]]]:
    """One row a paper, sorted by id: column → its entries, entities by name, the surest first."""
    names = {row["id"]: row["name"] for label in ENTITY_LABELS for row in graph.nodes(label)}
    cells: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for type_ in LINK_TYPES:
        for edge in graph.edges(type_):
            if edge["confidence"] >= options.min_confidence and (edge["supported"] or options.unsupported):
                cells[edge["source"], _COLUMN[type_]].append((-edge["confidence"], names[edge["target"]]))
    for paper in graph.nodes("Paper"):
        links = {column: [name for _, name in sorted(cells[paper["id"], column])] for column in _COLUMN.values()}
        first = {
            "paper": [paper["id"]],
            "listed": [paper.get("first_listed") or ""],
            "title": [plain(paper["title"]).text],
        }
        yield first | links | {"code": list(paper.get("code_urls") or ())}


def csv_table(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """Comma-separated, entries joined by `; `.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which the spreadsheet does not show.

    Reference
        https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
    """
    yield _csv_line(COLUMNS)
    for row in table_rows(graph, options):
        yield _csv_line([_no_formula("; ".join(row[column])) for column in COLUMNS])


def _csv_line(cells: Sequence[str]) -> str:
    sink = io.StringIO()
    csv.writer(sink).writerow(cells)
    return sink.getvalue()


def _no_formula(text: str) -> str:
    return f"'{text}" if re.match(r"[=+@\t\r]|-(?!\d)", text) else text


def _one_line(entries: Iterable[str]) -> str:
    return " ".join("; ".join(entries).split())


def markdown_table(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """A Markdown table, with the fingerprint below."""
    yield f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n"
    for row in table_rows(graph, options):
        yield f"| {' | '.join(escape_markdown(_one_line(row[column])) for column in COLUMNS)} |\n"
    yield f"\nkg, fingerprint {graph.fingerprint}\n"


def latex_table(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    r"""A `longtable` with the rules of booktabs, to be put into a document with `\input`."""
    columns = COLUMNS[2:]
    width = f"p{{{0.88 / len(columns):.3f}\\linewidth}}"
    yield f"% kg, fingerprint {graph.fingerprint}\n% needs the packages longtable and booktabs\n"
    yield f"\\begin{{longtable}}{{{width * len(columns)}}}\n\\toprule\n"
    yield " & ".join(columns) + " \\\\\n\\midrule\n\\endhead\n"
    for row in table_rows(graph, options):
        yield " & ".join(escape_latex(_one_line(row[column])) for column in columns) + f" \\\\ % {row['paper'][0]}\n"
    yield "\\bottomrule\n\\end{longtable}\n"
