"""What a text is about, as a direction: texts that share no word may still point the same way.

The words' vectors are shipped (made by `kg/training/topics.py`) and whole numbers throughout, so that two likenesses
compare alike on every machine.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.text.words import DOCUMENTS, document_frequency

__all__ = ["NOWHERE", "Direction", "direction", "likeness"]

LENGTH = 1000
Direction = NDArray[np.int16]
"""Shape (dimensions,), of LENGTH but for rounding; NOWHERE for a text without a known word."""


@dataclass(frozen=True, slots=True)
class _Table:
    place: dict[str, int]
    vectors: NDArray[np.int64]
    """Shape (words, dimensions), each row times the word's rarity."""


@cache
def _table() -> _Table:
    packed = (files("kg.resolution") / "data" / "topics.npz").read_bytes()
    with np.load(io.BytesIO(packed)) as found:
        words = found["words"].tobytes().decode("utf-8").split("\n")
        vectors = found["vectors"].astype(np.int64)
    rarity = [round(16 * math.log(DOCUMENTS / (document_frequency(word) + 1))) for word in words]
    return _Table({word: number for number, word in enumerate(words)}, vectors * np.array(rarity)[:, None])


NOWHERE: Direction = np.zeros(64, np.int16)


def direction(words: Iterable[str]) -> Direction:
    """Where these words point together; a repeated one counts more, but not as often as it stands there."""
    table = _table()
    counts = Counter(number for word in words if (number := table.place.get(word)) is not None)
    if not counts:
        return NOWHERE
    times = np.array([round(4 * (1 + math.log(count))) for count in counts.values()], np.int64)
    total = times @ table.vectors[list(counts)]
    length = math.sqrt(int(total @ total))
    return np.round(total * (LENGTH / max(length, 1.0))).astype(np.int16)


def likeness(one: NDArray[np.int64], square: int, other: Direction) -> float:
    """The cosine between a sum of directions (with its square) and a direction; 0 where either points nowhere."""
    return int(one @ other) / (math.sqrt(square) * LENGTH) if square else 0.0
