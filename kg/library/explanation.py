"""What `kg explain` says, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is what it is in the graph: `data` as plain JSON, `lines` for a reader."""

    data: dict[str, Any]
    lines: tuple[str, ...]
