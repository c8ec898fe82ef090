"""The confidence below which a link is not shown, for each relation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["DEFAULT_THRESHOLDS", "FLOOR"]

FLOOR = 0.1
"""Candidates below this confidence are not kept as mentions at all."""

DEFAULT_THRESHOLDS: Mapping[str, float] = MappingProxyType(
    {
        "PROPOSES": 0.55,
        "USES": 0.35,
        "COMPARES_WITH": 0.25,
        "EVALUATES_ON": 0.25,
        "ADDRESSES": 0.3,
        "MEASURES": 0.35,
    }
)
"""Near the best F1 of each relation on held-out folds of the training papers, PROPOSES for a precision of 0.9 there."""
