"""What `kg explain` says, as a value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is what it is in the graph: `data` as plain JSON, `lines` for a reader."""

    data: dict[str, Any]
    lines: tuple[str, ...]


def override_lines(table: str, **values: str) -> list[str]:
    """An entry of `overrides.toml`, to be pasted; its reason is left to the reader, who must write one.

    >>> override_lines("same", a="arxiv:2512.20916#3", b="arxiv:2601.00117#1")
    ['[[same]]', 'a = "arxiv:2512.20916#3"', 'b = "arxiv:2601.00117#1"', 'reason = "?"']
    """
    entries = (values | {"reason": "?"}).items()
    return [f"[[{table}]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries)]
