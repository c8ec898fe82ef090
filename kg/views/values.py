"""A value of an answer as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def shown(value: Any) -> str:
    """A value of an answer for a person: a node by its name, a relationship by its type, a path as a chain.

    >>> shown([{"labels": ["Author"], "properties": {"name": "Wei Wang"}}, {"type": "AUTHORED", "source": "a"}, 0.25])
    'Wei Wang -AUTHORED- 0.25'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping) and "labels" in value:
        properties = value["properties"]
        return str(next((properties[key] for key in ("name", "title", "label", "id") if properties.get(key)), "()"))
    if isinstance(value, Mapping) and "type" in value and "source" in value:
        return f"-{value['type']}-"
    if isinstance(value, list):
        return (" " if any(isinstance(item, Mapping) for item in value) else ", ").join(map(shown, value))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"{value:.4g}" if isinstance(value, float) else str(value)
