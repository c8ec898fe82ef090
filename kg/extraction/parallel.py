"""Extraction of many texts, spread over processes; one text a call, so the result does not depend on the spread."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from kg.extraction.extract import Extractor
from kg.model.mentions import Mention, TextUnit

_WORTH_A_PROCESS = 100
"""Texts below which starting processes costs more than it saves."""

_CHUNK = 50
_extractor: Extractor | None = None


def extract_units(
    units: Sequence[TextUnit], processes: int | None = None
) -> Iterator[tuple[TextUnit, tuple[Mention, ...]]]:
    """Each text with its mentions, in the order given; `processes` is all cores by default."""
    workers = min(processes or os.cpu_count() or 1, 1 + len(units) // _WORTH_A_PROCESS)
    if workers == 1:
        for unit in units:
            yield unit, _here().unit(unit)
        return
    chunks = [units[start : start + _CHUNK] for start in range(0, len(units), _CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        ahead = iter(chunks)
        running = [(chunk, pool.submit(_extract, chunk)) for chunk in islice(ahead, 3 * workers)]
        while running:
            chunk, future = running.pop(0)
            yield from zip(chunk, future.result(), strict=True)
            running += [(chunk, pool.submit(_extract, chunk)) for chunk in islice(ahead, 1)]


def _here() -> Extractor:
    """The extractor of this process, made at its first use."""
    global _extractor  # noqa: PLW0603
    if _extractor is None:
        _extractor = Extractor()
    return _extractor


def _extract(units: Sequence[TextUnit]) -> list[tuple[Mention, ...]]:
    return [_here().unit(unit) for unit in units]
