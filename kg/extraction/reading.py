"""A text as the extractor reads it: plain, cut into words and sentences, with the way back to the stored text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.text.abbreviations import Abbreviation, abbreviations
from kg.text.latex import PlainText, plain
from kg.text.sentences import sentence_spans

__all__ = ["Reading", "read"]

_WORD = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\W\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\w\s]|\n"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Title and text, joined by a line feed; all offsets count characters of `text`.

    `title_end` is where the title ends (0 where there is none: then `text` begins with the line feed). `words` are the
    places of runs of letters and digits, Chinese and Korean runs apart from Latin ones, each other character by itself;
    `tokens` is what stands there.
    """

    text: str
    title: PlainText
    body: PlainText
    title_end: int
    words: tuple[tuple[int, int], ...]
    tokens: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    pairs: tuple[Abbreviation, ...]

    def word_at(self, start: int) -> int | None:
        """The place of the word that begins at this character, None where none does."""
        at = bisect_right(self.words, (start, -1))
        return at if at < len(self.words) and self.words[at][0] == start else None

    def sentence_of(self, start: int) -> tuple[int, int]:
        """The sentence that holds the character at `start`."""
        at = bisect_right(self.sentences, (start, len(self.text) + 1)) - 1
        return self.sentences[max(at, 0)]

    def words_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The half-open range of the words that begin and end exactly at these characters, None where none do."""
        first = bisect_right(self.words, (start, -1))
        last = bisect_right(self.words, (end, -1))
        if first >= last or self.words[first][0] != start or self.words[last - 1][1] != end:
            return None
        return first, last

    def source(self, start: int, end: int) -> tuple[bool, int, int]:
        """Whether the characters stand in the title, and their span in the stored title or text."""
        if end <= self.title_end:
            return True, *self.title.source(start, end)
        shift = self.title_end + 1
        return False, *self.body.source(start - shift, end - shift)


def read(title: str, body: str) -> Reading:
    """The reading of a title and a text (an abstract, or a summary with an empty title)."""
    head, rest = plain(title), plain(body)
    text = f"{head.text}\n{rest.text}"
    words = tuple(match.span() for match in _WORD.finditer(text))
    return Reading(
        text,
        head,
        rest,
        len(head.text),
        words,
        tuple(text[start:end] for start, end in words),
        tuple(sentence_spans(text)),
        abbreviations(text),
    )
