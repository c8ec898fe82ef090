"""Values of a query's answer as plain JSON: nodes, relationships and paths in the form that `kg query --json` prints.

A node is `{"labels", "properties"}`, a relationship `{"type", "source", "target", "properties"}` with the ids of its
ends, a path a list of these in turn. No store ids, no `_kg` or `_row`; floats to six digits; dates as ISO strings.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from kg.model.rows import INTERNAL

NodeIds = Mapping[str, Any]
"""Element id → the node's `id`, for the ends of relationships that came without their nodes."""


def unnamed_ends(value: Any) -> Iterator[str]:
    """The element ids of relationship ends in a value; a relationship by itself comes without their properties."""
    if isinstance(value, Path):
        return
    if isinstance(value, Relationship):
        yield from (node.element_id for node in value.nodes if node is not None and "id" not in node)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from unnamed_ends(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from unnamed_ends(item)


def plain(value: Any, ids: NodeIds) -> Any:
    """The value as JSON can say it; what JSON has no form for becomes a string."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value, ids)}
    if isinstance(value, Relationship):
        return _relationship(value, ids)
    if isinstance(value, Path):
        return _path(value, ids)
    if isinstance(value, Mapping):
        return _properties(value, ids)
    if isinstance(value, list | tuple) and not isinstance(value, Point):
        return [plain(item, ids) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else str(value)
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": [round(number, 6) for number in value]}
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(properties: Mapping[str, Any], ids: NodeIds) -> dict[str, Any]:
    return {name: plain(properties[name], ids) for name in sorted(properties.keys()) if name not in INTERNAL}


def _relationship(edge: Relationship, ids: NodeIds) -> dict[str, Any]:
    source, target = (_end(node, ids) for node in edge.nodes)
    return {"type": edge.type, "source": source, "target": target, "properties": _properties(edge, ids)}


def _end(node: Node | None, ids: NodeIds) -> Any:
    return None if node is None else node.get("id", ids.get(node.element_id))


def _path(path: Path, ids: NodeIds) -> list[Any]:
    steps: list[Any] = [plain(path.start_node, ids)]
    for edge, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [_relationship(edge, ids), plain(node, ids)]
    return steps
