"""Sentences of a plain text, English and Chinese."""

from __future__ import annotations

import re

__all__ = ["sentence_spans"]

_END = re.compile(
    r"[.!?]+[\"')\]”’]*(?=\s+[\"'(\[“‘]?[A-Z0-9\u00c0-\u024f\u0370-\u03ff\u4e00-\u9fff])|[。！？]+[”’」』]*|\n+"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|resp|al|Fig|Figs|Eq|Eqs|Sec|Ref|Refs|No|Vol|Dr|Mr|Ms|Prof|St|approx|Tab|Thm|ca)"
    r"|(?<![A-Za-z])[A-Z])\.$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order, without the white space between them; they cover all other text.

    >>> [("A b. C e.g. D!")[s:e] for s, e in sentence_spans("A b. C e.g. D!")]
    ['A b.', 'C e.g. D!']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start() + 1]):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
