"""The form of a request: which of the protocol's optional fields a server takes is found by asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.extraction.llm.prompt import SCHEMA

__all__ = ["RESPONSE_FORMATS", "Form"]

RESPONSE_FORMATS: tuple[Mapping[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "entities", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""From the strictest on: the schema, any JSON object, whatever comes."""

_WORDS_OF_FORMAT = ("response_format", "json_schema", "json_object", "schema", "grammar", "structured")
_TOKENS = 2_048
"""Tokens that the first answer may have; each further one that many more."""


@dataclass(frozen=True, slots=True)
class Form:
    """What goes into a request beside model and messages."""

    strictness: int = 0
    """The place in RESPONSE_FORMATS."""
    temperature: bool = True
    limit: str = "max_tokens"

    def body(self, model: str, system: str, question: str, reading: int) -> dict[str, Any]:
        """The request; a later reading of one text is warmer and longer, so that it may come out otherwise."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
        body: dict[str, Any] = {"model": model, "messages": messages, self.limit: _TOKENS * (reading + 1)}
        if self.temperature:
            body["temperature"] = round(0.3 * reading, 1)
        if (form := RESPONSE_FORMATS[self.strictness]) is not None:
            body["response_format"] = form
        return body

    def lowered(self, message: str, *, has_worked: bool) -> Form | None:
        """The form to try after a server refused this one with the message, None where the form is not to blame.

        A message that names no field blames the response format, unless a request in this form has worked before.
        """
        said = message.casefold()
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        to_blame = not has_worked or any(word in said for word in _WORDS_OF_FORMAT)
        if to_blame and self.strictness + 1 < len(RESPONSE_FORMATS):
            return replace(self, strictness=self.strictness + 1)
        return None
