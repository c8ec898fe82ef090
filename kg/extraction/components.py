"""The spaCy components: each adds what it finds to the span group `candidates`, a span's label naming the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.extraction import cues
from kg.extraction.cues import Found
from kg.extraction.reading import Reading, read

__all__ = ["NAMES", "SPANS", "WordTokenizer", "document"]

SPANS = "candidates"
"""The key of the span group that the components fill."""

_READING = "kg_reading"


class WordTokenizer:
    """Cuts a text as `reading.read` does."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return document(self.vocab, read("", text))


def document(vocab: Vocab, reading: Reading) -> Doc:
    """The reading as a spaCy document whose text and words are the reading's, with an empty group of candidates."""
    words = [reading.word(i) for i in range(len(reading.words))]
    ends = [end for _, end in reading.words]
    starts = [start for start, _ in reading.words[1:]] + [len(reading.text)]
    doc = Doc(vocab, words=words, spaces=[end < start for end, start in zip(ends, starts, strict=True)])
    doc.user_data[_READING] = reading
    doc.spans[SPANS] = []
    return doc


def _component(name: str, find: Callable[[Reading], Iterable[Found]]) -> str:
    """Register a component that adds what `find` gives; its name."""

    def add(doc: Doc) -> Doc:
        reading: Reading = doc.user_data[_READING]
        spans = doc.spans[SPANS]
        for start, end, rule in find(reading):
            if (place := reading.words_of(start, end)) is not None:
                spans.append(Span(doc, *place, label=rule))
        return doc

    Language.component(name, func=add)
    return name


NAMES = (
    _component("kg_abbreviations", cues.by_abbreviation),
    _component("kg_title_prefix", cues.by_title_prefix),
    _component("kg_phrases", cues.by_phrase),
    _component("kg_shapes", cues.by_shape),
)
"""The components in the order of the pipeline."""
