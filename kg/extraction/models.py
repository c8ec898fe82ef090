"""Everything learnt that the components use, together: one value for the shipped set, others in training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.extraction.encoder import Encode, shipped_encoder
from kg.extraction.lexicon import Spellings
from kg.extraction.tables import WordUse, known_names, word_uses

__all__ = ["Models", "shipped_models"]


@dataclass(frozen=True)
class Models:
    """Word uses, known names, and the encoder that tags words."""

    uses: Mapping[str, WordUse]
    names: Spellings
    encode: Encode


@cache
def shipped_models() -> Models:
    """What the package ships, read once a process."""
    return Models(word_uses(), Spellings.of(known_names()), shipped_encoder())
