"""Entities and their relation to a paper, from its title and abstract, or from a digest's summary of it."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

from kg.extraction import components
from kg.extraction.group import groups
from kg.extraction.judge import judge
from kg.extraction.reading import Reading, read
from kg.extraction.reconcile import reconcile
from kg.model.mentions import Mention, TextUnit

__all__ = ["EXTRACTOR_VERSION", "Extractor"]

EXTRACTOR_VERSION = "rules-1"
"""Changes whenever the same text may give other mentions."""


class Extractor:
    """Reads one text at a time; the result depends on that text alone. Loads its tables once, pickles as itself."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("en")
        self._nlp.tokenizer = components.WordTokenizer(self._nlp.vocab)
        for name in components.NAMES:
            self._nlp.add_pipe(name)

    def __reduce__(self) -> tuple[type[Extractor], tuple[()]]:
        return Extractor, ()

    def paper(self, title: str, abstract: str) -> tuple[Mention, ...]:
        """The candidates in title and abstract, in order of place, down to `thresholds.FLOOR`."""
        return self._mentions(read(title, abstract), "title", "abstract")

    def summary(self, field: str, language: str, text: str) -> tuple[Mention, ...]:
        """The candidates in one field of a summary; their section is `summary:<field>`."""
        section = f"summary:{field}"
        return self._mentions(read("", text), section, section)

    def unit(self, unit: TextUnit) -> tuple[Mention, ...]:
        """The candidates of a text unit, a paper's or a summary field's, by its kind."""
        if unit.kind == "paper":
            return self.paper(unit.title, unit.text)
        _, field, language = unit.kind.split(":", 2)
        return self.summary(field, language, unit.text)

    def _mentions(self, reading: Reading, title: str, body: str) -> tuple[Mention, ...]:
        doc = self._nlp(components.document(self._nlp.vocab, reading))
        found = [_found(doc, span) for span in doc.spans[components.SPANS]]
        judged = [(group, judge(group)) for group in groups(reading, found)]
        return reconcile(reading, judged, (title, body))


def _found(doc: Doc, span: Span) -> tuple[int, int, str]:
    return span.start_char, span.end_char, span.label_
