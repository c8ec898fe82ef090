"""What stands in a server's reply: the completion, the tokens it cost, an error's message, how long to wait."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

from kg.extraction.llm.answer import UnusableError

__all__ = ["completion", "error_message", "retry_after", "tokens"]


def completion(body: bytes) -> str:
    """The text of the first choice.

    Raises UnusableError where there is none, where the model refused, and where it was cut off at the token limit.
    """
    content = _object(body)
    choices = content.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    text = message.get("content") if isinstance(message, dict) else None
    if isinstance(text, list):
        text = "".join(str(part.get("text") or "") for part in text if isinstance(part, dict))
    if isinstance(choice, dict) and choice.get("finish_reason") == "length":
        raise UnusableError("the answer was cut off at the token limit")
    if not isinstance(text, str) or not text.strip():
        raise UnusableError(f"expected a completion with content, found {_short(body)}")
    return text


def tokens(body: bytes) -> tuple[int, int]:
    """The tokens that the server counted, read and written; zero where it does not say.

    >>> tokens(b'{"usage": {"prompt_tokens": 900, "completion_tokens": 80}}')
    (900, 80)
    """
    usage = _object(body).get("usage")
    counts = [usage.get(name) if isinstance(usage, dict) else 0 for name in ("prompt_tokens", "completion_tokens")]
    read, written = (count if isinstance(count, int) and count > 0 else 0 for count in counts)
    return read, written


def error_message(body: bytes) -> str:
    """What the server says went wrong, in at most 200 characters and on one line."""
    error = _object(body).get("error", body)
    message = error.get("message") if isinstance(error, dict) else error
    return _short(message if isinstance(message, str | bytes) else body)


def retry_after(value: str | None) -> float:
    """Seconds that a Retry-After header asks for, zero where there is none that can be read.

    >>> retry_after("2.5"), retry_after("soon"), retry_after(None)
    (2.5, 0.0, 0.0)
    """
    if value is None:
        return 0.0
    try:
        return max(float(value), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except ValueError:
        return 0.0


def _object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _short(text: str | bytes) -> str:
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    line = " ".join(text.split())
    printable = "".join(char if char.isprintable() else "?" for char in line)
    return printable[:200] + (" …" if len(printable) > 200 else "") or "an empty answer"
