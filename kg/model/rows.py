"""Rows of the graph: their canonical form, their hash, and the fingerprint of many.

A row is a dict of property values without nulls. Two graphs are equal when their fingerprints are, wherever they are
stored, so a float counts to six digits and an absent property is the same as a null.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]

INTERNAL = ("_row", "_kg", "_adopted")
"""Properties that say whose a row is and never belong to its content."""


def canonical_value(value: Any) -> Any:
    """A property as it counts: floats rounded to six digits, and 1.0 kept apart from 1 by its type in the schema."""
    if isinstance(value, float):
        rounded = round(value, 6)
        return int(rounded) if rounded.is_integer() else rounded
    if isinstance(value, list | tuple):
        return [canonical_value(item) for item in value]
    return value


def canonical(row: Mapping[str, Any]) -> str:
    """The row as JSON with sorted keys, without nulls, empty lists and internal properties."""
    content = {
        key: canonical_value(value)
        for key, value in row.items()
        if value is not None and value != [] and key not in INTERNAL
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def row_hash(row: Mapping[str, Any]) -> str:
    """16 hex digits of the sha256 of the row's canonical form: the value of its `_row`."""
    return hashlib.sha256(canonical(row).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprint(hashes: Iterable[tuple[str, str]]) -> str:
    """The sha256 (hex) over (label or type, row hash) pairs in any order; duplicates count."""
    total = hashlib.sha256()
    for kind, digest in sorted(hashes):
        total.update(f"{kind}\t{digest}\n".encode())
    return total.hexdigest()
