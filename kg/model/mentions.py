"""What extraction found in one text: candidates with their places, before any decision that needs other papers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One candidate in one text.

    `start` and `end` count code points in the section's text as stored, so that `text[start:end] == surface` whatever
    was done to LaTeX; `name` is the surface read as plain text. `relation` is the paper's relation to it, `label` the
    kind of thing; `confidence` is in [0, 1], rounded to two digits. `long_form` is what this paper defines the name to
    stand for (`Low-Rank Adaptation` for `LoRA`), itself a mention of its own with `short_form` set. `evidence_start`
    and `evidence_end` bound the sentence in the same section.
    """

    section: str
    start: int
    end: int
    surface: str
    name: str
    label: str
    relation: str
    confidence: float
    rule: str
    evidence_start: int
    evidence_end: int
    long_form: str | None = None
    short_form: str | None = None


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A text that is extracted once: title and abstract together, or one field of a summary in one language."""

    kind: str
    """`paper`, or `summary:<field>:<language>`."""
    title: str
    text: str

    @property
    def key(self) -> str:
        """The sha256 (hex) that the mentions of this text are stored under."""
        return hashlib.sha256("\x1f".join((self.kind, self.title, self.text)).encode()).hexdigest()
