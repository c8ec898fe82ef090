"""What asking will cost, told before it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.llm.prompt import SYSTEM
from kg.extraction.llm.settings import LlmSettings
from kg.model.mentions import TextUnit

__all__ = ["Estimate", "estimate"]

_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
_ANSWER_TOKENS = 250
"""About seven entities with their names."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Texts to ask about, texts whose answers are kept from before, tokens, and their price where it is known."""

    server: str
    model: str
    texts: int
    kept: int
    tokens_read: int
    tokens_written: int
    price: float | None


def estimate(units: Sequence[TextUnit], kept: int, settings: LlmSettings) -> Estimate:
    """The estimate for these texts: a token is four characters, or one Chinese, Japanese or Korean character."""
    read = sum(_tokens(SYSTEM) + _tokens(unit.title) + _tokens(unit.text) for unit in units)
    written = _ANSWER_TOKENS * len(units)
    price = None
    if settings.price is not None:
        price = (read * settings.price[0] + written * settings.price[1]) / 1e6
    return Estimate(settings.server, settings.model, len(units), kept, read, written, price)


def _tokens(text: str) -> int:
    asian = len(_ASIAN.findall(text))
    return asian + (len(text) - asian) // 4
