"""The candidates of a text: what the spaCy pipeline finds, as described groups."""

from __future__ import annotations

import spacy
from spacy.language import Language

from kg.extraction import components
from kg.extraction.features import Described, describe
from kg.extraction.group import Group, groups
from kg.extraction.models import Models
from kg.extraction.reading import Reading

__all__ = ["candidates", "pipeline"]


def pipeline() -> Language:
    """A blank English pipeline with our tokenizer and components."""
    nlp = spacy.blank("en")
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # none of them is used, and they cost more than the rest of a document
    nlp.tokenizer = components.WordTokenizer(nlp.vocab)
    for name in components.NAMES:
        nlp.add_pipe(name)
    return nlp


def candidates(nlp: Language, reading: Reading, models: Models) -> list[tuple[Group, Described]]:
    """The groups that the components find in a reading, each with its description."""
    with nlp.memory_zone():
        doc = nlp(components.document(nlp.vocab, reading, models))
        found = [(span.start_char, span.end_char, span.label_) for span in doc.spans[components.SPANS]]
        shares = components.state_of(doc).shares
    grouped = groups(reading, found)
    return list(zip(grouped, describe(reading, grouped, shares, models), strict=True))
