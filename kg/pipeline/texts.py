"""The mentions in all texts of a bundle: kept ones, and those of new texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.graph.bundle import Bundle
from kg.model.mentions import Mention, TextUnit
from kg.pipeline.extraction import Extraction
from kg.pipeline.report import BuildReport, Progress

_BATCH = 2_000
"""Texts whose mentions go into one part: what a killed run loses at most."""


def read_texts(
    bundle: Bundle, units: Iterable[TextUnit], report: BuildReport, extraction: Extraction, progress: Progress
) -> dict[str, tuple[Mention, ...]]:
    """Text key → mentions of all these texts; only those that no part holds are extracted, and kept batch by batch.

    A text whose mentions could not be had has none this time, and is tried again when the graph is derived anew.
    """
    wanted = {unit.key: unit for unit in units}
    have = bundle.mention_keys(extraction.version)
    missing = [unit for key, unit in wanted.items() if key not in have]
    parts = set(have.values())
    unread: dict[str, tuple[Mention, ...]] = {}
    batch: list[tuple[str, str, Sequence[Mention]]] = []
    for number, (unit, mentions) in enumerate(extraction.read(missing), 1):
        if mentions is None:
            unread[unit.key] = ()
        else:
            batch.append((unit.key, unit.kind, mentions))
        if len(batch) == _BATCH or (batch and number == len(missing)):
            parts.add(bundle.write_mentions(extraction.version, batch))
            batch = []
        progress("extracting", number, len(missing))
    report.texts_extracted = len(missing) - len(unread)
    report.language_model = dict(extraction.counts)
    bundle.manifest.mentions = sorted(parts)
    found = bundle.mentions(bundle.manifest.mentions, extraction.version) | unread
    return {key: found[key] for key in wanted}
