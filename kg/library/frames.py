"""Rows of the graph as DataFrames, with every column that the schema knows, whether or not a row fills it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from kg.model.errors import UsageError
from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphReader

_FOUND = ("label", "id", "name", "papers", "first_listed", "last_listed", "match")


def node_frame(graph: GraphReader, label: str) -> pd.DataFrame:
    """The nodes of a label.

    Raises UsageError where the schema has no such label.
    """
    if label not in NODE_TYPES:
        raise UsageError(f"{label!r}: expected a label, one of {', '.join(NODE_TYPES)}")
    return _frame(graph.nodes(label), ("id", *NODE_TYPES[label].properties))


def edge_frame(graph: GraphReader, type_: str) -> pd.DataFrame:
    """The edges of a type.

    Raises UsageError where the schema has no such type.
    """
    if type_ not in EDGE_TYPES:
        raise UsageError(f"{type_!r}: expected a type of edge, one of {', '.join(EDGE_TYPES)}")
    return _frame(graph.edges(type_), ("source", "target", *EDGE_TYPES[type_].properties))


def found_frame(found: Sequence[Row]) -> pd.DataFrame:
    """What `find` found."""
    return _frame(found, _FOUND)


def _frame(rows: Iterable[Row], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame([[row.get(column) for column in columns] for row in rows], columns=list(columns))
