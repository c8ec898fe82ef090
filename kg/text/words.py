"""Words of a text, and in how many papers of a fixed sample each of them stands.

The counts are shipped with the package and made by `kg/training/word_frequencies.py`, so that a weight that is taken
from them stays the same whatever papers a graph holds.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log

__all__ = ["DOCUMENTS", "LEAST_COUNT", "document_frequencies", "document_frequency", "rarity", "tokens"]

DOCUMENTS = 40_058
"""Papers of the sample: what a document frequency is a share of."""

LEAST_COUNT = 5
"""Words that stand in fewer papers of the sample are not in the table."""

_COMMON_SHARE = 0.1
"""Words of more than this share of the sample's papers say nothing about what a paper is about."""

_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"(?:[^\W\d_]|\d(?=\d*[^\W\d_]))[^\W_]+")


def tokens(text: str) -> list[str]:
    """The words in order, repeated as they stand: two letters or more, case folded, cut at hyphens.

    Numbers, single letters, web addresses and LaTeX commands are none; `3d` and `gpt4` are.

    >>> tokens("A 3D $\\\\alpha$-net for GPT-4: 17 Long-Tailed tasks")
    ['3d', 'net', 'for', 'gpt', 'long', 'tailed', 'tasks']
    """
    plain = _COMMAND.sub(" ", _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)))
    return _WORD.findall(plain.casefold())


def document_frequency(word: str) -> int:
    """How many of the DOCUMENTS hold the word (as `tokens` gives it); 0 where it is fewer than LEAST_COUNT."""
    return document_frequencies().get(word, 0)


def rarity(word: str) -> float:
    """Natural log of the sample's papers over those with the word: 0 for a common word, high for an unknown one.

    >>> [round(rarity(word), 1) for word in ("the", "graph", "zzyzx")]
    [0.0, 2.9, 9.2]
    """
    count = max(document_frequency(word), LEAST_COUNT - 1)
    return log(DOCUMENTS / count) if count <= _COMMON_SHARE * DOCUMENTS else 0.0


@cache
def document_frequencies() -> Mapping[str, int]:
    """The whole table: word → papers of the sample that hold it, words in alphabetic order. Read once."""
    packed = (files("kg.text") / "data" / "word_frequencies.txt.gz").read_bytes()
    lines = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {word: int(count) for word, count in lines}
