"""Values as a person reads them: a title without its LaTeX, a value of an answer on one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.text.latex import plain


def shown_title(title: str) -> str:
    r"""The title of a paper without LaTeX; as it is where nothing else would be left.

    >>> shown_title(r"$k$-NN Is \textbf{Enough}"), shown_title("$$")
    ('k-NN Is Enough', '$$')
    """
    return plain(title).text or title


def shown(value: Any) -> str:
    """A value of an answer for a person: a node by its name, a relationship by its type, a path as a chain.

    >>> shown([{"labels": ["Author"], "properties": {"name": "Wei Wang"}}, {"type": "AUTHORED", "source": "a"}, 0.25])
    'Wei Wang -AUTHORED- 0.25'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping) and "labels" in value:
        return _node_name(value["properties"])
    if isinstance(value, Mapping) and "type" in value and "source" in value:
        return f"-{value['type']}-"
    if isinstance(value, list):
        return (" " if any(isinstance(item, Mapping) for item in value) else ", ").join(map(shown, value))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _node_name(properties: Mapping[str, Any]) -> str:
    if not properties.get("name") and properties.get("title"):
        return shown_title(str(properties["title"]))
    return str(next((properties[key] for key in ("name", "label", "id") if properties.get(key)), "()"))
