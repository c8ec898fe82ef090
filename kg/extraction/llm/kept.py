"""Answers on disk, so that no text is asked about twice: one line each, written as it comes."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from pathlib import Path

from kg.extraction.llm.answer import UnusableError, parse
from kg.extraction.llm.client import Answer

__all__ = ["KeptAnswers"]


class KeptAnswers:
    """The raw answers of one model to one prompt, by the key of the text; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._answers: dict[str, str] = {}
        content = path.read_bytes() if path.exists() else b""
        self._torn = bool(content) and not content.endswith(b"\n")
        for line in content.splitlines():
            with suppress(ValueError, KeyError, TypeError, UnusableError):  # a line that a killed run left half written
                row = json.loads(line)
                parse(row["answer"])
                self._answers[row["key"]] = row["answer"]

    def __contains__(self, key: str) -> bool:
        return key in self._answers

    def __getitem__(self, key: str) -> str:
        return self._answers[key]

    def keep(self, key: str, answer: Answer) -> None:
        """Write the answer down at once."""
        row = {"key": key, "answer": answer.text, "read": answer.tokens_read, "written": answer.tokens_written}
        line = json.dumps(row) + "\n"
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as sink:
                sink.write(b"\n" * self._torn + line.encode())
            self._torn = False
            self._answers[key] = answer.text
