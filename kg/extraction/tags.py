"""The tags that the encoder gives to words, and the names that they spell.

Reference
    Ramshaw & Marcus 1995, Text chunking using transformation-based learning, https://aclanthology.org/W95-0107/
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.extraction.tables import ROLES

__all__ = ["TAGS", "Floats", "decode"]

Floats = npt.NDArray[np.float32]

TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
"""O, then for each role the tags of a name's first word and of its other words."""


def decode(scores: Floats, eagerness: Sequence[float]) -> list[list[tuple[int, int]]]:
    """The names on the best path through the log probabilities (words, tags), as ranges of words.

    One list for each eagerness: by so many nats is every O less likely. No name goes on that has not begun.
    """
    levels = np.arange(len(eagerness))
    discount = np.asarray(eagerness, dtype=np.float32)
    value = np.tile(scores[0] + _NO_START, (len(levels), 1))
    value[:, 0] -= discount
    back = np.empty((len(scores), *value.shape), dtype=np.int64)
    for i in range(1, len(scores)):
        table = value[:, :, None] + _FORBIDDEN
        back[i] = table.argmax(axis=1)
        value = table.max(axis=1) + scores[i]
        value[:, 0] -= discount
    tags = value.argmax(axis=1)
    path = [tags]
    for i in range(len(scores) - 1, 0, -1):
        tags = back[i][levels, tags]
        path.append(tags)
    return [_ranges([int(tags[level]) for tags in reversed(path)]) for level in levels]


def _ranges(path: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    first = None
    for i, tag in enumerate(path):
        begins = tag % 2 == 1
        if first is not None and (begins or tag == 0):
            ranges.append((first, i))
            first = None
        if begins:
            first = i
    return ranges if first is None else [*ranges, (first, len(path))]


def _forbidden() -> Floats:
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for tag in range(2, len(TAGS), 2):
        table[:, tag] = -1e4
        table[tag - 1, tag] = table[tag, tag] = 0
    return table


_FORBIDDEN = _forbidden()
_NO_START = np.asarray([-1e4 if tag and tag % 2 == 0 else 0 for tag in range(len(TAGS))], dtype=np.float32)
