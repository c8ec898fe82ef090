"""Entities and their relation to a paper, from its title and abstract, or from a digest's summary of it."""

from __future__ import annotations

from kg.extraction.candidates import candidates, pipeline
from kg.extraction.classifier import shipped_classifier
from kg.extraction.judge import judge
from kg.extraction.models import shipped_models
from kg.extraction.reading import Reading, read
from kg.extraction.reconcile import reconcile
from kg.model.mentions import Mention, TextUnit

__all__ = ["EXTRACTOR_VERSION", "Extractor"]

EXTRACTOR_VERSION = "encoder-3"
"""Changes whenever the same text may give other mentions."""


class Extractor:
    """Reads one text at a time; the result depends on that text alone.

    The tables are read once a process. It pickles as a call of its class, so that each process reads its own.
    """

    def __init__(self) -> None:
        self._nlp = pipeline()
        self._models = shipped_models()
        self._classifier = shipped_classifier()

    def __reduce__(self) -> tuple[type[Extractor], tuple[()]]:
        return Extractor, ()

    def paper(self, title: str, abstract: str) -> tuple[Mention, ...]:
        """The candidates in title and abstract, in order of place, down to `thresholds.FLOOR`."""
        return self._mentions(read(title, abstract), "title", "abstract")

    def summary(self, field: str, text: str) -> tuple[Mention, ...]:
        """The candidates in one field of a summary; their section is `summary:<field>`, whatever the language."""
        section = f"summary:{field}"
        return self._mentions(read("", text), section, section)

    def unit(self, unit: TextUnit) -> tuple[Mention, ...]:
        """The candidates of a text unit, a paper's or a summary field's, by its kind."""
        if unit.kind == "paper":
            return self.paper(unit.title, unit.text)
        _, field, _ = unit.kind.split(":", 2)
        return self.summary(field, unit.text)

    def _mentions(self, reading: Reading, title: str, body: str) -> tuple[Mention, ...]:
        found = candidates(self._nlp, reading, self._models)
        judged = judge(reading, found, self._models, self._classifier)
        return reconcile(reading, judged, (title, body))
