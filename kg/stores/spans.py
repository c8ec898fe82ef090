"""Reading all rows of a Neo4j database by spans of ids, some thousand rows an answer.

A record costs the driver more than the row in it, so the server gathers rows: of one span of its index of ids after the
other, which takes no more memory than a span. The bounds are a sample of the ids that it holds. A node whose id is no
text lies in no span, nor does an edge whose source bears none of the schema's labels; so the rows are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from neo4j import Session
from neo4j.exceptions import TransientError

from kg.model.schema import EDGE_TYPES
from kg.stores import statements

SPAN_ROWS = 1_000
"""What a span holds on average."""

_FIRST, _LAST = "", "\U0010ffff"


class SpansFailedError(Exception):
    """The spans do not give each row once, or one of them is too much for the server's memory."""


def node_rows(session: Session, kg: str, label: str, *, whole: bool, each: int = SPAN_ROWS) -> Iterator[list[Any]]:
    """The rows of `statements.read_nodes`; the label's constraint must be there.

    Raises
        SpansFailedError: after the last row, or where memory ran out.
    """
    texts = [(statements.sample_nodes(label), statements.node_spans(label, whole=whole))]
    return _rows(session, kg, statements.count_nodes(label), texts, each)


def edge_rows(session: Session, kg: str, type_: str, *, whole: bool, each: int = SPAN_ROWS) -> Iterator[list[Any]]:
    """The rows of `statements.read_edges`; the constraints of the sources' labels must be there.

    Raises
        SpansFailedError: after the last row, or where memory ran out.
    """
    texts = [
        (statements.sample_edges(type_, label), statements.edge_spans(type_, label, whole=whole))
        for label in dict.fromkeys(source for source, _ in EDGE_TYPES[type_].ends)
    ]
    return _rows(session, kg, statements.count_edges(type_), texts, each)


def _rows(session: Session, kg: str, count: str, texts: list[tuple[str, str]], each: int) -> Iterator[list[Any]]:
    given = 0
    try:
        for sample, spans in texts:
            ids = [id_ for (id_,) in session.run(sample, kg=kg, share=1 / each) if isinstance(id_, str)]
            bounds = [list(pair) for pair in pairwise([_FIRST, *ids, _LAST])]
            for (rows,) in session.run(spans, kg=kg, spans=bounds):
                given += len(rows)
                yield from rows
    except TransientError as error:
        if "OutOfMemory" not in (error.code or ""):
            raise
        raise SpansFailedError from error
    if given != session.run(count, kg=kg).single(strict=True)["count"]:
        raise SpansFailedError
