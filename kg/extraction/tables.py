"""The shipped tables: how often and in which case words stand in a fixed sample of papers, and known names."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["ROLES", "Known", "WordUse", "known_names", "word_uses"]

ROLES = ("PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES")
"""The order of the columns that count relations."""


@dataclass(frozen=True, slots=True)
class WordUse:
    """`papers` of the sample hold the word (casefolded); `lower` is the share of its places in lower case."""

    papers: int
    lower: float


@dataclass(frozen=True, slots=True)
class Known:
    """A name: how many papers of the marked sample hold it, and how many are marked with it in each of ROLES."""

    papers: int
    roles: tuple[int, ...]
    cased: bool

    @property
    def marked(self) -> int:
        """The papers that are marked with it, in any role."""
        return sum(self.roles)


@cache
def word_uses() -> Mapping[str, WordUse]:
    """Word → its use. Words of fewer than four papers are left out."""
    rows = (line.split("\t") for line in _lines("word_uses.tsv.gz"))
    return {word: WordUse(int(papers), int(lower) / 100) for word, papers, lower in rows}


@cache
def known_names() -> Mapping[str, Known]:
    """Names as `lexicon.spelling` gives them → what is known of them."""
    table = {}
    for line in _lines("names.tsv.gz"):
        name, papers, cased, *roles = line.split("\t")
        table[name] = Known(int(papers), tuple(map(int, roles)), cased == "1")
    return table


def _lines(name: str) -> list[str]:
    packed = (files("kg.extraction") / "data" / name).read_bytes()
    return gzip.decompress(packed).decode("utf-8").splitlines()
