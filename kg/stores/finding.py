"""One finding of `kg doctor`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was looked at, what was `found`, and, unless it is ok, the `mend`: what to do."""

    what: str
    level: Level
    found: str
    mend: str = ""

    def to_json(self) -> dict[str, str]:
        """The finding as `kg doctor --json` prints it."""
        return asdict(self)
