"""What a sequence tagger sees of each word: its form, its use elsewhere, its surroundings, known names around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.extraction.lexicon import Match
from kg.extraction.reading import Reading
from kg.extraction.tables import Known, WordUse

__all__ = ["bucket", "traits"]

_CUES = {
    "propose": "propos introduc present develop design releas describ creat construct build built offer formulat devis"
    " curat",
    "call": "call named term dub coin namely",
    "compare": "compar outperform surpass exceed than against versus baseline superior unlike over",
    "use": "using use used uses employ leverag adopt appl utiliz combin integrat incorporat extend via based with fine"
    " train through",
    "test": "evaluat test validat experiment dataset datasets benchmark benchmarks corpus on across",
    "attain": "achiev improv reduc increas attain yield terms measur score scores by",
    "task": "task tasks problem problems challeng address tackl for study studi investigat focus enabl solv",
    "is": "is are was were",
}  # fmt: skip
_EXACT = {word: cue for cue, words in _CUES.items() for word in words.split()}
_STEMS = tuple((word, cue) for word, cue in _EXACT.items() if len(word) >= 4)
_HEAD_WORDS = """
    dataset datasets benchmark benchmarks corpus data database model models method methods framework algorithm
    algorithms network networks approach system architecture score scores metric accuracy task tasks problem detection
    segmentation classification generation prediction estimation learning recognition optimization
"""
_HEADS = frozenset(_HEAD_WORDS.split())
_REACH = 10


def traits(
    reading: Reading, uses: Mapping[str, WordUse], names: Mapping[str, Known], matches: Iterable[Match]
) -> list[list[str]]:
    """The traits of each word of the reading, as strings."""
    words = reading.tokens
    folded = [word.casefold() for word in words]
    shapes = [_shape(word) for word in words]
    cues = [_cue(word) for word in folded]
    own = [_own(i, words, folded, shapes, uses) for i in range(len(words))]
    _add_places(reading, words, own)
    _add_known(own, names, matches)
    edge = "<>"
    before2, before, last_cue, since = edge, edge, "", _REACH
    result = []
    count = len(words)
    for i, word in enumerate(folded):
        after = folded[i + 1] if i + 1 < count else edge
        after2 = folded[i + 2] if i + 2 < count else edge
        row = own[i]
        row += [
            f"0={word}", f"-1={before}", f"+1={after}", f"-2={before2}", f"+2={after2}",
            f"-1|0={before}|{word}", f"0|+1={word}|{after}", f"-2|-1={before2}|{before}", f"+1|+2={after}|{after2}",
        ]  # fmt: skip
        row.append(f"shape-1={shapes[i - 1] if i else edge}|{shapes[i]}")
        row.append(f"shape+1={shapes[i]}|{shapes[i + 1] if i + 1 < count else edge}")
        if last_cue and since < _REACH:
            row.append(f"cue={last_cue}{'' if since < 3 else '+' if since < 6 else '++'}")
        row.extend(f"head={head}" for head in folded[i + 1 : i + 4] if head in _HEADS)
        for following in cues[i + 1 : i + 4]:
            if following:
                row.append(f"next={following}")
                break
        result.append(row)
        since += 1
        if word in {".", "!", "?", "\n", "。"}:
            last_cue = ""
        elif cues[i]:
            last_cue, since = cues[i], 0
        before2, before = before, word
    return result


def bucket(count: int) -> int:
    """The number of binary digits of a count, at most 9: 0, 1, 2 to 3, 4 to 7 …"""
    return min(count.bit_length(), 9)


def _own(i: int, words: Sequence[str], folded: list[str], shapes: list[str], uses: Mapping[str, WordUse]) -> list[str]:
    """What a word shows by itself."""
    word, fold = words[i], folded[i]
    row = ["1", f"shape={shapes[i]}"]
    if not word[0].isalnum():
        return row
    use = uses.get(fold)
    papers = use.papers if use else 0
    row.append(f"papers={bucket(papers)}")
    if word[0].isupper():
        lower = int(4 * use.lower) if use else 5
        row.append(f"lower={lower}|{bucket(papers) // 2}")
    row += [f"end={fold[-3:]}", f"end={fold[-4:]}", f"begin={fold[:4]}"]
    return row


@lru_cache(1 << 15)
def _shape(word: str) -> str:
    """The word with runs of capitals, small letters and digits as `X`, `x`, `d`, at most six signs."""
    if not word[0].isalnum() and word[0] != "_":
        return word
    shape = _RUN_LOWER.sub("x", word)
    shape = _RUN_DIGIT.sub("d", shape)
    shape = _LONG_UPPER.sub("XX", shape)
    return _UPPER.sub("X", shape)[:6]


_RUN_LOWER = re.compile(r"[a-zß-öø-ÿα-ω]+")
_RUN_DIGIT = re.compile(r"[0-9]+")
_LONG_UPPER = re.compile(r"[A-ZΑ-ΩÀ-Þ]{2,}")
_UPPER = re.compile(r"[A-ZΑ-ΩÀ-Þ]")


@lru_cache(1 << 15)
def _cue(word: str) -> str:
    if (exact := _EXACT.get(word)) is not None:
        return exact
    if len(word) < 5:
        return ""
    return next((cue for stem, cue in _STEMS if word.startswith(stem)), "")


def _add_places(reading: Reading, words: Sequence[str], own: list[list[str]]) -> None:
    """Where the word stands, how often, and whether an abbreviation is defined there."""
    counts = Counter(words)
    colon = reading.text.find(":", 0, reading.title_end)
    title_words = 0
    for i, (start, _) in enumerate(reading.words):
        if start < reading.title_end:
            title_words += 1
            own[i].append("title")
            if start < colon <= 45:
                own[i].append("before colon")
        if counts[words[i]] > 1 and words[i][0].isalnum():
            own[i].append(f"count={min(counts[words[i]], 4)}")
    head = set(words[:title_words])
    for i in range(title_words, len(words)):
        if words[i] in head and words[i][0].isalnum():
            own[i].append("in title")
    for first, _ in reading.sentences:
        if (place := reading.word_at(first)) is not None:
            own[place].append("first")
    for pair in reading.pairs:
        for kind, start, end in (
            ("short", pair.short_start, pair.short_end),
            ("long", pair.long_start, pair.long_end),
        ):
            if (span := reading.words_of(start, end)) is not None:
                for i in range(*span):
                    own[i].append(f"{kind}{'B' if i == span[0] else 'E' if i == span[1] - 1 else 'I'}")


def _add_known(own: list[list[str]], names: Mapping[str, Known], matches: Iterable[Match]) -> None:
    """Mark the words of known names, the longest name at a place only."""
    taken: set[int] = set()
    for first, last, name in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        known = names[name]
        if known.marked < 1 or not taken.isdisjoint(range(first, last)):
            continue
        taken.update(range(first, last))
        role = max(range(len(known.roles)), key=known.roles.__getitem__)
        share = int(4 * known.marked / max(known.papers, known.marked))
        for i in range(first, last):
            part = "B" if i == first else "I"
            own[i] += [
                f"known{part}{role}",
                f"known{part}{role}|{share}|{min(known.marked, 3)}",
                f"known{part}|{share}",
            ]
