"""A bundle's graph as CSV files for `neo4j-admin database import`: one a label, one a relation, their header first.

The columns are written by Arrow, a record batch at a time, and no row becomes a Python object. Every value is quoted,
so that an empty string stays one; what has no value is empty and becomes no property. Nodes and edges carry `_kg` and
`_row` as `kg load` writes them, and the manifest node stands in a file of its own, so that a load after the import
finds nothing to do but the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kg.graph.bundle import Bundle
from kg.graph.parts import read_batches
from kg.model.errors import StoreError
from kg.model.schema import EDGE_TYPES, NODE_TYPES, PropertyType
from kg.stores.manifest import loaded_properties
from kg.stores.statements import MANIFEST_LABEL

ARRAY_DELIMITER = "\x1f"
"""Between the elements of a list: the unit separator, which no text holds."""

_WORDS: dict[PropertyType, str] = {
    "string": "string",
    "int": "long",
    "float": "double",
    "bool": "boolean",
    "strings": "string[]",
}
"""What `neo4j-admin` calls the types of the schema."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One CSV file: `kind` is its label or relation, `multiline` says that a value in it holds a line break."""

    path: Path
    kind: str
    is_node: bool
    rows: int
    multiline: bool


def write_import_files(bundle: Bundle, folder: Path) -> list[ImportFile]:
    """The files, written into the folder: nodes first, the manifest node last.

    Raises
        StoreError: a list holds the delimiter of lists, or one empty text alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    nodes = [(label, folder / f"nodes-{label}.csv", True) for label in NODE_TYPES if label in bundle.manifest.nodes]
    edges = [(type_, folder / f"edges-{type_}.csv", False) for type_ in EDGE_TYPES if type_ in bundle.manifest.edges]
    with ThreadPoolExecutor() as pool:
        written = list(pool.map(lambda job: _write(bundle, *job), [*nodes, *edges]))
    return [*written, _write_manifest(bundle, folder / "nodes-manifest.csv")]


def _write(bundle: Bundle, kind: str, path: Path, is_node: bool) -> ImportFile:
    names = (bundle.manifest.nodes if is_node else bundle.manifest.edges)[kind]
    properties = (NODE_TYPES[kind] if is_node else EDGE_TYPES[kind]).properties
    keys = {"id": "id:ID"} if is_node else {"source": ":START_ID", "target": ":END_ID"}
    header = {**keys, **{name: f"{name}:{_WORDS[word]}" for name, word in properties.items()}, "_row": "_row:string"}
    rows, multiline = 0, False
    with path.open("wb") as sink:
        sink.write((",".join([*header.values(), "_kg:string"]) + "\n").encode())
        for batch in _batches(bundle, names):
            columns = [_text(batch.column(name), f"{path.name}: {name}") for name in header]
            columns.append(pa.repeat(pa.scalar(bundle.id), len(batch)))
            _append(columns, sink)
            rows += len(batch)
            multiline = multiline or any(_has_line_break(column) for column in columns)
    return ImportFile(path, kind, is_node, rows, multiline)


def _batches(bundle: Bundle, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    return (batch for name in names for batch in read_batches(bundle.folder, name))


def _append(columns: Sequence[pa.Array], sink: object) -> None:
    table = pa.table(columns, names=[str(number) for number in range(len(columns))])
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False, quoting_style="all_valid"))


def _text(column: pa.Array, where: str) -> pa.Array:
    """The column as CSV can hold it: a list as one string, none where it is empty."""
    if not pa.types.is_list(column.type):
        return column
    joined = pc.binary_join(column, ARRAY_DELIMITER)
    length = pc.list_value_length(column)
    only_empty = pc.and_(pc.equal(length, 1), pc.equal(joined, ""))
    for wrong, what in (
        (pc.match_substring(column.flatten(), ARRAY_DELIMITER), "U+001F, which stands between its elements"),
        (only_empty, "an empty text and nothing else"),
    ):
        if pc.any(wrong).as_py():
            raise StoreError(f"{where}: a list holds {what}: neo4j-admin reads no such list. Load it without --bulk.")
    return pc.if_else(pc.equal(length, 0), pa.scalar(None, pa.string()), joined)


def _has_line_break(column: pa.Array) -> bool:
    if not pa.types.is_string(column.type):
        return False
    return any(pc.any(pc.match_substring(column, mark)).as_py() for mark in "\n\r")


def _write_manifest(bundle: Bundle, path: Path) -> ImportFile:
    """The node that says whose copy the store holds."""
    properties = loaded_properties(bundle)
    header = [f"{name}:{'string[]' if isinstance(value, list) else 'string'}" for name, value in properties.items()]
    texts = [ARRAY_DELIMITER.join(value) if isinstance(value, list) else value for value in properties.values()]
    with path.open("wb") as sink:
        sink.write((",".join([":ID", *header]) + "\n").encode())
        _append([pa.array([text]) for text in (MANIFEST_LABEL, *texts)], sink)
    return ImportFile(path, MANIFEST_LABEL, True, 1, multiline=False)
