"""A model's answer as named things; whatever is not of the expected form is left out or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.extraction.llm.prompt import KINDS
from kg.extraction.tables import ROLES

__all__ = ["Named", "UnusableError", "parse"]

_MOST = 100
"""Entities of one text that are looked at."""

_MOST_NAMES = 12
_LONGEST = 200
"""Characters of the longest name that is looked at."""

_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


class UnusableError(Exception):
    """An answer that says nothing: no JSON, or JSON of another form; the message says what came instead."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that the model names, with its relation (one of ROLES) and kind (one of KINDS)."""

    names: tuple[str, ...]
    relation: str
    kind: str


def parse(text: str) -> tuple[Named, ...]:
    """The things that the answer names, in its order; items without a name, or of an unknown relation, are left out.

    Raises UnusableError.

    >>> parse('{"entities": [{"names": ["LoRA"], "relation": "USES", "kind": "Method"}]}')
    (Named(names=('LoRA',), relation='USES', kind='Method'),)
    """
    content = _json(_THOUGHT.sub("", text))
    items = content.get("entities") if isinstance(content, dict) else None
    if not isinstance(items, list):
        raise UnusableError(f"expected an object with the list `entities`, found {_start(text)}")
    return tuple(named for item in items[:_MOST] for named in _named(item))


def _json(text: str) -> Any:
    """The JSON value of the text, or of what stands between its first and last brace."""
    first, last = text.find("{"), text.rfind("}")
    for part in (text, text[first : last + 1]):
        try:
            return json.loads(part)
        except (ValueError, RecursionError):
            continue
    raise UnusableError(f"expected JSON, found {_start(text)}")


def _named(item: Any) -> Iterator[Named]:
    if not isinstance(item, dict) or not isinstance(item.get("names"), list):
        return
    names = [name for name in item["names"][:_MOST_NAMES] if isinstance(name, str)]
    kept = tuple(dict.fromkeys(name.strip() for name in names if name.strip() and len(name) <= _LONGEST))
    relation, kind = item.get("relation"), item.get("kind")
    if kept and relation in ROLES:
        yield Named(kept, relation, kind if kind in KINDS else "Method")


def _start(text: str) -> str:
    return repr(text[:80]) + (" …" if len(text) > 80 else "")
