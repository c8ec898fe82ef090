"""Part files: Parquet written once, named by the hash of their bytes, never changed.

A part is written under a temporary name and renamed when it is whole, so a process that is killed leaves no half part
behind that a reader could take for one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.model.errors import BundleError
from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES, PropertyType

_ARROW: dict[PropertyType, pa.DataType] = {
    "string": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "strings": pa.list_(pa.string()),
}


def node_schema(label: str) -> pa.Schema:
    """The columns of `nodes/<label>/`: `id`, the label's properties, `_row`."""
    properties = NODE_TYPES[label].properties.items()
    return pa.schema([("id", pa.string()), *((name, _ARROW[kind]) for name, kind in properties), ("_row", pa.string())])


def edge_schema(type_: str) -> pa.Schema:
    """The columns of `edges/<type>/`: `source`, `target`, the type's properties, `_row`."""
    properties = EDGE_TYPES[type_].properties.items()
    ends = [("source", pa.string()), ("target", pa.string())]
    return pa.schema([*ends, *((name, _ARROW[kind]) for name, kind in properties), ("_row", pa.string())])


def write_part(bundle: Path, folder: str, rows: Sequence[Row], schema: pa.Schema) -> str:
    """The part's path within the bundle (`nodes/Paper/1f0c….parquet`) after the rows were written to it.

    Rows of the same content give the same name; a part that is there already is not written again.
    """
    table = pa.Table.from_pylist(list(rows), schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_index=False, store_schema=False)
    content = sink.getvalue()
    return write_bytes(bundle, folder, content, ".parquet")


def write_bytes(bundle: Path, folder: str, content: bytes | pa.Buffer, suffix: str) -> str:
    """The path within the bundle of an immutable file with this content."""
    name = f"{folder}/{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
    target = bundle / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, content)
    return name


def replace_file(target: Path, content: bytes | pa.Buffer) -> None:
    """Put the content at the path in one step: readers see the old file or the new one, also after a crash."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    temporary.replace(target)


def read_part(bundle: Path, name: str) -> Iterator[Row]:
    """The part's rows, nulls left out."""
    for batch in _open(bundle, name).iter_batches(batch_size=8192):
        for row in batch.to_pylist():
            yield {key: value for key, value in row.items() if value is not None}


def read_batches(bundle: Path, name: str) -> Iterator[pa.RecordBatch]:
    """The part's rows as Arrow has them, 65,536 at a time: for writers that need no row as a Python object."""
    yield from _open(bundle, name).iter_batches(batch_size=65_536)


def read_columns(bundle: Path, names: Iterable[str], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The given columns of several parts, row by row."""
    for name in names:
        table = _open(bundle, name).read(columns=list(columns))
        yield from zip(*(table.column(column).to_pylist() for column in columns), strict=True)


def _open(bundle: Path, name: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(bundle / name)
    except (OSError, pa.ArrowInvalid) as error:
        raise BundleError(
            f"{bundle / name}: the manifest names this part, but it could not be read ({error}). "
            "Restore it from a backup, or build the bundle again from its sources."
        ) from error
