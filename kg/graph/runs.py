"""The log of a bundle: `runs.jsonl`, one line for each command that changed, loaded or reported it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

RUNS = "runs.jsonl"


class RunLog:
    """The lines of `runs.jsonl` in a bundle's folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / RUNS
        self._steps: list[dict[str, Any]] | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The lines, oldest first; what a run that was killed left half written is left out."""
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            with suppress(ValueError):
                yield json.loads(line)

    def add(self, entry: dict[str, Any]) -> None:
        """Append a line for what a command did; within `one_line` it is a step of that line instead."""
        if self._steps is not None:
            self._steps.append(entry)
            return
        with self.path.open("a", encoding="utf-8") as sink:
            sink.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")

    @contextmanager
    def one_line(self, command: str) -> Iterator[None]:
        """Gather what is added meanwhile under this command, and write it when it ends, also where it fails.

        Where nothing was added, nothing is written.
        """
        steps: list[dict[str, Any]] = []
        self._steps = steps
        try:
            yield
        finally:
            self._steps = None
            if steps:
                self.add({"command": command, "at": steps[0]["at"], "steps": steps})
