"""Found names of one text as groups: one group is one thing, under all the names that this text gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extraction.cues import Found
from kg.extraction.cut import Range, cut
from kg.extraction.reading import Reading
from kg.extraction.short_forms import by_initials, defined, spelt_out
from kg.text.keys import name_key

__all__ = ["Group", "Range", "groups"]


@dataclass(slots=True)
class Group:
    """One thing in one text: where it stands (word ranges, sorted, each with the rules that found it there).

    `keys` are its name keys, `long_keys` those that the text defines as long forms of one of the others.
    """

    keys: frozenset[str]
    places: dict[Range, set[str]]
    pairs: list[tuple[Range, Range]] = field(default_factory=list)

    @property
    def rules(self) -> dict[str, int]:
        """How many places each rule found."""
        counts: dict[str, int] = defaultdict(int)
        for rules in self.places.values():
            for rule in rules:
                counts[rule] += 1
        return counts


def groups(reading: Reading, found: Iterable[Found]) -> list[Group]:
    """The groups of all found names, in order of their first place.

    Names of one key are one group, an abbreviation and its long form too, whether the text defines it or both merely
    stand in it; every other place where a found name stands is added with the rule `again`. A name is cut to what
    belongs to it (see `cut`). Names of one letter are left, and those that do not begin and end at words or cross the
    end of the title.
    """
    written = defined(reading)
    shorts = {short for short, _ in written}
    places: dict[Range, set[str]] = defaultdict(set)
    for start, end, rule in found:
        if end - start > 1 and (end <= reading.title_end or start > reading.title_end):
            span = reading.words_of(start, end)
            span = cut(reading, span, shorts) if span else None
            if span is not None and len("".join(reading.tokens[slice(*span)])) > 1:
                places[span].add(rule)
    _add_repeats(reading, places)
    key_of = {span: name_key(_characters(reading, span)) for span in places}
    parent = {key: key for key in key_of.values()}
    pairs = [pair for pair in written if pair[0] in key_of and pair[1] in key_of]
    pairs += spelt_out(reading, sorted(places), written)
    pairs += by_initials(reading, sorted(places), {key_of[span] for pair in pairs for span in pair}, key_of)
    for short, long in pairs:
        _join(parent, key_of[short], key_of[long])
    members: dict[str, dict[Range, set[str]]] = defaultdict(dict)
    for span in sorted(places):
        members[_root(parent, key_of[span])][span] = places[span]
    result = []
    for root, spans in members.items():
        keys = frozenset(key_of[span] for span in spans)
        result.append(Group(keys, spans, [pair for pair in pairs if _root(parent, key_of[pair[0]]) == root]))
    return result


def _characters(reading: Reading, span: Range) -> str:
    return reading.text[reading.words[span[0]][0] : reading.words[span[1] - 1][1]]


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key


def _join(parent: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _add_repeats(reading: Reading, places: dict[Range, set[str]]) -> None:
    """Add the other places of each found name: letter by letter, or without case from three words or ten letters on."""
    words = list(reading.tokens)
    folded = [word.casefold() for word in words]
    at: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(folded):
        at[word].append(i)
    seen: set[tuple[str, ...]] = set()
    for first, last in sorted(places):
        name = tuple(words[first:last])
        if name in seen:
            continue
        seen.add(name)
        length = last - first
        loose = length >= 3 or sum(map(len, name)) >= 10
        wanted, text = (folded[first:last], folded) if loose else (list(name), words)
        for i in at[folded[first]]:
            if (i, i + length) not in places and text[i : i + length] == wanted:
                places[i, i + length] = {"again"}
