"""Which extractor reads the texts of a bundle: the shipped one, or a language model's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extraction.extract import EXTRACTOR_VERSION
from kg.extraction.parallel import extract_units
from kg.extraction.thresholds import DEFAULT_THRESHOLDS, FLOOR
from kg.graph.bundle import ANSWERS, Bundle
from kg.model.errors import UsageError
from kg.model.mentions import Mention, TextUnit

if TYPE_CHECKING:
    from kg.extraction.llm.estimate import Estimate
    from kg.extraction.llm.settings import LlmSettings

__all__ = ["Extraction", "check_version", "extraction_for", "language_model", "shipped"]

_LANGUAGE_MODEL = "llm-"
Read = Iterator[tuple[TextUnit, tuple[Mention, ...] | None]]


@dataclass(frozen=True)
class Extraction:
    """An extractor: the version that its mentions are kept under, and what it reads in a sequence of texts.

    `read` gives each text with its mentions in the order given, None where they could not be had this time.
    `thresholds` are the confidences from which a link is shown; `counts` tells what a language model was asked.
    """

    version: str
    read: Callable[[Sequence[TextUnit]], Read]
    thresholds: Mapping[str, float]
    counts: Counter[str] = field(default_factory=Counter)


def shipped(processes: int | None = None) -> Extraction:
    """The extractor that the package ships, spread over so many processes (default: all cores)."""
    return Extraction(EXTRACTOR_VERSION, lambda units: extract_units(units, processes), DEFAULT_THRESHOLDS)


def language_model(bundle: Path, settings: LlmSettings, confirm: Callable[[Estimate], None]) -> Extraction:
    """Extraction by a language model, whose answers are kept in the bundle's folder.

    `confirm` is told the estimate before the first request, and may raise. Everything that the model names in a text
    is shown, whatever its confidence.
    """
    from kg.extraction.llm.reader import LlmReader

    reader = LlmReader(settings, bundle / ANSWERS, confirm)
    return Extraction(reader.version, reader.read, dict.fromkeys(DEFAULT_THRESHOLDS, FLOOR), reader.counts)


def extraction_for(bundle: Bundle, processes: int | None = None) -> Extraction:
    """The extractor of a bundle where the caller names none: the shipped one, or the language model that has read it.

    A language model that nobody named cannot be asked; what it has read stays of use, for a change of lists or
    overrides, or when a source is taken out.
    """
    used = bundle.manifest.versions.get("extractor", "")
    if not used.startswith(_LANGUAGE_MODEL):
        return shipped(processes)

    def refuse(units: Sequence[TextUnit]) -> Read:
        if units:
            raise UsageError(
                f"{bundle.folder}: its texts were read by a language model ({used}), and {len(units)} new ones would "
                "have to be. Give --extractor llm with --llm-url and --llm-model, or read all texts again with the "
                "shipped extractor: --extractor model --reextract"
            )
        return iter(())

    return Extraction(used, refuse, dict.fromkeys(DEFAULT_THRESHOLDS, FLOOR))


def check_version(bundle: Bundle, extraction: Extraction, *, reextract: bool) -> None:
    """UsageError where another extractor has read the bundle's texts and `reextract` is not set."""
    used = bundle.manifest.versions.get("extractor")
    if used and used != extraction.version and not reextract:
        raise UsageError(
            f"{bundle.folder}: its texts were read by extractor {used}, this run has {extraction.version}, and "
            "versions are never mixed. Read all texts again (ids, lists and overrides stay): kg build --reextract"
        )
