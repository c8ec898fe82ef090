"""Known names in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.reading import Reading
from kg.extraction.tables import Known

__all__ = ["Match", "Spellings", "spelling"]

Match = tuple[int, int, str]
"""A half-open range of words and the spelling that they are known by."""

LONGEST = 6
"""Words of the longest known name, hyphens not counted."""


def spelling(words: Sequence[str]) -> str:
    """The words in lower case, hyphens left out, the last one without its plural s."""
    folded = [word.casefold() for word in words if word not in _HYPHENS]
    if not folded:
        return ""
    last = folded[-1]
    plural = len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    if plural or (len(last) > 2 and words[-1].endswith("s") and words[-1][:-1].isupper()):
        folded[-1] = last[:-1]
    return " ".join(folded)


_HYPHENS = frozenset("-–‐‑")


@dataclass(frozen=True)
class Spellings:
    """A set of names to look for, by their spelling."""

    names: Mapping[str, Known]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, names: Mapping[str, Known]) -> Spellings:
        """The same names, made ready to be looked for."""
        longest: dict[str, int] = defaultdict(int)
        for name in names:
            first, _, rest = name.partition(" ")
            longest[first] = max(longest[first], 1 + (rest.count(" ") + 1 if rest else 0))
        return cls(names, dict(longest))

    def matches(self, reading: Reading) -> Iterator[Match]:
        """All places of known names, also inside one another, by first word."""
        words = reading.tokens
        folded = [word.casefold() for word in words]
        for first, word in enumerate(folded):
            limit = self.longest.get(word) or self.longest.get(spelling([words[first]]), 0)
            if limit:
                yield from self._from(words, first, limit)

    def _from(self, words: Sequence[str], first: int, limit: int) -> Iterator[Match]:
        last = first
        count = 0
        while last < len(words) and count < limit:
            word = words[last]
            last += 1
            if word in _HYPHENS:
                continue
            if not (word[0].isalnum() or word in "+#*"):
                return
            count += 1
            name = spelling(words[first:last])
            known = self.names.get(name)
            if known is not None and (not known.cased or any(map(str.isupper, "".join(words[first:last])))):
                yield first, last, name
