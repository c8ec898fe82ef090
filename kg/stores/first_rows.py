"""The rows of a first load in batches, each with its statement.

Where the store tells the places of its nodes (Neo4j's `id(n)`), an edge is sent with those of its ends and finds them
without an index; it is made only where the nodes there still bear the right ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import LoadableGraph
from kg.stores import statements
from kg.stores.batches import BatchSize
from kg.stores.held import Ends
from kg.stores.steps import RowsMissingError
from kg.stores.survivors import SurvivorLookup

Places = dict[str, int]
"""A node's id → where the store keeps it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one statement; a row is a list.

    A node begins with its id, an edge with the ids of its ends; one that is `placed` with place and id of either.
    """

    kind: Literal["nodes", "edges", "placed"]
    text: str
    rows: list[list[Any]]

    def sent(self) -> list[list[Any]]:
        """The rows as the statement takes them: placed edges with the same source next to each other as one list."""
        if self.kind != "placed":
            return self.rows
        return [
            [*source, [row[2:] for row in group]]
            for source, group in groupby(self.rows, key=lambda row: tuple(row[:2]))
        ]

    def cut(self, size: int) -> Iterator[Batch]:
        """The same in batches of at most so many rows."""
        return (Batch(self.kind, self.text, self.rows[at : at + size]) for at in range(0, len(self.rows), size))


def node_batches(graph: LoadableGraph, size: BatchSize, *, placed: bool) -> Iterator[Batch]:
    """All nodes; where they are to be `placed` each statement returns their places, too."""
    for label, kind in NODE_TYPES.items():
        for rows in size.batches(graph.nodes(label)):
            columns = _columns(rows, kind.properties)
            text = statements.first_nodes(label, columns, placed=placed)
            yield Batch("nodes", text, _lists(rows, ("id", *columns)))


def edge_batches(graph: LoadableGraph, size: BatchSize, places: Places | None) -> Iterator[Batch]:
    """All edges; their ends are found by their ids where there are no `places`.

    Raises
        RowsMissingError: an end is no node of the graph.
    """
    lookup = SurvivorLookup(graph)
    for type_, kind in EDGE_TYPES.items():
        for rows in size.batches(graph.edges(type_)):
            columns = _columns(rows, kind.properties)
            for ends, fitting in _by_ends(rows, kind.ends, lookup).items():
                lists = _lists(fitting, ("source", "target", *columns))
                if places is None:
                    yield Batch("edges", statements.first_edges(type_, *ends, columns), lists)
                else:
                    yield Batch("placed", statements.first_placed_edges(type_, *ends, columns), _placed(lists, places))


def _placed(rows: Iterable[list[Any]], places: Mapping[str, int]) -> list[list[Any]]:
    try:
        return [[places[source], source, places[target], target, *values] for source, target, *values in rows]
    except KeyError as error:
        raise RowsMissingError from error


def _columns(rows: Sequence[Row], properties: Iterable[str]) -> list[str]:
    """The properties that some row has, in the order of the schema, and `_row`."""
    present = set().union(*rows)
    return [*(name for name in properties if name in present), "_row"]


def _lists(rows: Sequence[Row], names: Sequence[str]) -> list[list[Any]]:
    """The rows as lists; an empty list counts as none."""
    return [[None if (value := row.get(name)) == [] else value for name in names] for row in rows]


def _by_ends(rows: list[Row], pairs: Sequence[Ends], lookup: SurvivorLookup) -> dict[Ends, list[Row]]:
    """The rows by the labels of their ends, which their ids tell where the schema leaves a choice."""
    if len(pairs) == 1:
        return {pairs[0]: rows}
    found: dict[Ends, list[Row]] = {}
    for row in rows:
        found.setdefault((lookup.label(row["source"]), lookup.label(row["target"])), []).append(row)
    return found
