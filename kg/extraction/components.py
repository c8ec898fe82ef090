"""The spaCy components: each adds what it finds to the span group `candidates`, a span's label naming the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.extraction import cues
from kg.extraction.asian import by_asian_phrase, is_asian
from kg.extraction.cues import Found
from kg.extraction.models import Models, shipped_models
from kg.extraction.parts import by_part
from kg.extraction.reading import Reading, read
from kg.extraction.tags import TAGS, Floats, decode

__all__ = ["NAMES", "SPANS", "State", "WordTokenizer", "document", "state_of"]

SPANS = "candidates"
"""The key of the span group that the components fill."""

_STATE = "kg"
_EAGERNESS = {"encoder": 0.0, "encoder_1": 1.5, "encoder_2": 3.0}
"""Rule → how many nats `not a name` is made less likely."""


@dataclass(slots=True)
class State:
    """What travels with a document beside its spans: the reading, the models, and the words' tag probabilities."""

    reading: Reading
    models: Models
    shares: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


class WordTokenizer:
    """Cuts a text as `reading.read` does."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return document(self.vocab, read("", text), shipped_models())


def document(vocab: Vocab, reading: Reading, models: Models) -> Doc:
    """The reading as a spaCy document whose text and words are the reading's, with an empty group of candidates."""
    words = list(reading.tokens)
    ends = [end for _, end in reading.words]
    starts = [start for start, _ in reading.words[1:]] + [len(reading.text)]
    doc = Doc(vocab, words=words, spaces=[end < start for end, start in zip(ends, starts, strict=True)])
    doc.user_data[_STATE] = State(reading, models)
    doc.spans[SPANS] = []
    return doc


def state_of(doc: Doc) -> State:
    """The state of a document that `document` made."""
    state: State = doc.user_data[_STATE]
    return state


@Language.component("kg_known_names")
def known_names(doc: Doc) -> Doc:
    """Add the names that the lexicon knows to be marked at least once in eight papers."""
    state = state_of(doc)
    for first, last, name in state.models.names.matches(state.reading):
        known = state.models.names.names[name]
        if known.marked * 8 >= known.papers and known.marked:
            doc.spans[SPANS].append(Span(doc, first, last, label="known"))
    return doc


@Language.component("kg_encoder")
def encoder(doc: Doc) -> Doc:
    """Add the names that the encoder marks, at three levels of eagerness; Chinese and Korean are spared it."""
    state = state_of(doc)
    if is_asian(state.reading.text):
        state.shares = np.zeros((len(doc), len(TAGS)), dtype=np.float32)
        return doc
    scores = state.models.encode(state.reading)
    state.shares = np.exp(scores)
    for rule, names in zip(_EAGERNESS, decode(scores, tuple(_EAGERNESS.values())), strict=True):
        for first, last in names:
            doc.spans[SPANS].append(Span(doc, first, last, label=rule))
    return doc


def _component(name: str, find: Callable[[Reading], Iterable[Found]]) -> str:
    """Register a component that adds what `find` gives; its name."""

    def add(doc: Doc) -> Doc:
        reading = state_of(doc).reading
        spans = doc.spans[SPANS]
        for start, end, rule in find(reading):
            if (place := reading.words_of(start, end)) is not None:
                spans.append(Span(doc, *place, label=rule))
        return doc

    Language.component(name, func=add)
    return name


NAMES = (
    "kg_known_names",
    "kg_encoder",
    _component("kg_abbreviations", cues.by_abbreviation),
    _component("kg_title_prefix", cues.by_title_prefix),
    _component("kg_phrases", cues.by_phrase),
    _component("kg_shapes", cues.by_shape),
    _component("kg_parts", by_part),
    _component("kg_asian_phrases", by_asian_phrase),
)
"""The components in the order of the pipeline."""
