"""Names that their surroundings give away: the title's prefix, English phrases, and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.reading import Reading

__all__ = ["Found", "by_abbreviation", "by_phrase", "by_shape", "by_title_prefix"]

Found = tuple[int, int, str]
"""Start and end (characters of `Reading.text`) and the rule that found the name."""

_PART = r"(?:[A-ZΑ-Ω][\w+.@/-]*[\w+*]|[A-Z]|[a-z]+[A-Z0-9][\w+-]*|[α-ω]-?[A-Z][\w-]*)"
_NAME = rf"(?P<name>{_PART}(?:[ -]{_PART}){{0,5}})"
_DETERMINED = r"(?:(?:the|a|an|our|novel|new|simple|open|first)\s+)*"
_MAKES = (
    r"(?:propos|introduc|present|develop|design|releas|describ|creat|construct|build|built|contribut|formulat|offer"
    r"|establish|unveil|devis|curat)\w*"
)
_KIND = (
    r"(?:framework|model|method|algorithm|system|tool|benchmark|dataset|approach|library|toolkit|platform|pipeline"
    r"|architecture|corpus|agent|package|protocol|language|technique|scheme|mechanism|suite|network|estimator|solver)"
)
_DATA = (
    r"(?:data ?sets?|benchmarks?|corpus|corpora|data|databases?|surveys?|tasks?|catalogue?s?|test sets?|leaderboards?)"
)
_ADJUNCT = r"(?:[\w-]+ ){0,5}?"
_AGAINST = (
    r"(?:compared? (?:with|to|against)|outperform\w*|surpass\w*|superior to|better than|faster than|than|over|versus"
    r"|baselines?(?: such as|,? including)?|unlike|vs\.?)"
)
_WITH = (
    r"(?:using|use[sd]?|based on|built (?:up)?on|builds (?:up)?on|via|leverag\w+|employ\w*|adopt\w*|fine-tun\w+"
    r"|extend\w*|apply|applied|with|such as|like|including|e\.g\.,?)"
)
_DOES = (
    r"(?:achieves|outperforms|improves|reduces|introduces|leverages|uses|combines|consists|integrates|employs|enables"
    r"|learns|provides|surpasses|operates|incorporates)"
)
_CALLED = r"(?:called|named|termed|dubbed|coined|namely|referred to as|denoted as|known as)"
_WE = r"(?:[Ww]e|[Tt]his \w+|[Aa]uthors|[Pp]aper|[Ww]ork)"
_PHRASES = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("propose", rf"\b{_WE}(?: \w+){{0,3}}? {_MAKES}(?: and \w+)? {_DETERMINED}{_NAME}"),
        ("propose", rf"{_NAME} is (?:proposed|introduced|presented|developed)\b"),
        ("propose_kind", rf"\b[Ww]e {_MAKES} (?:the |an? |our )?{_ADJUNCT}{_KIND}[,:]? (?:called |named |- )?{_NAME}"),
        ("called", rf"\b{_CALLED}[,:]? (?:the )?[\"'“‘]?{_NAME}"),
        ("is_a", rf"{_NAME}(?: \([^()]{{2,60}}\))?(?:,| is| are| offers) (?:an?|the|our) {_ADJUNCT}{_KIND}\b"),
        ("ours", rf"\b[Oo]ur (?:[\w-]+ )?{_KIND},? {_NAME}"),
        ("does", rf"(?:^|(?<=[.!?\n] )){_NAME} (?:[a-z]+ly )?{_DOES}\b"),
        ("compare", rf"\b{_AGAINST} {_DETERMINED}(?:[a-z-]+ ){{0,3}}?{_NAME}"),
        ("data_head", rf"{_NAME} {_DATA}\b"),
        ("data", rf"\b{_DATA}(?:,? (?:such as|including|like|namely)| \(|[,:])? {_DETERMINED}{_NAME}"),
        ("on", rf"\b(?:on|from|evaluated on|tested on|across) {_DETERMINED}{_NAME}"),
        ("uses", rf"\b{_WITH} {_DETERMINED}{_NAME}"),
        ("metric", rf"{_NAME} (?:scores?|values?|metrics?|improvement|gains?|of \d)"),
        ("metric", rf"\b(?:in terms of|in|by|of) {_NAME}(?= (?:by|of|from|and|on)\b)"),
        ("kind_head", rf"{_NAME} {_KIND}s?\b"),
    )
)
_SHAPED = re.compile(r"[a-z][A-Z]|[A-Z][A-Za-z-]*\d|[A-Z]{2,}|[A-Z]-[A-Z]|\+\+|[A-Z]\*|[α-ω]-?[A-Z]")
_TOKEN = re.compile(r"[^\s()\[\]{},;:\"“”‘’\u2e80-\u9fff\uac00-\ud7af，。（）]+")
_CAPITALS = re.compile(r"(?<![.!?\n] )(?<!^)(?<!\n)\b[A-Z][a-z]+(?:[ -](?:of |and |for )?[A-Z][\w]*){1,6}")
_EPONYM = re.compile(
    r"\b(?:[A-Z][a-z]+|[A-Z]\w*)(?:[-–'’]s?[A-Z][a-z]+)*(?: [a-z-]+)? "
    r"(?:filter|process|model|test|sampling|transform|distance|divergence|net|network|method|algorithm|regression"
    r"|optimization|search|equation|estimator|kernel|tree|index|inference|simulation|score|coefficient|correlation"
    r"|learning|theory|criterion|game|chain|machine|logic)s?\b"
)


def by_title_prefix(reading: Reading) -> Iterator[Found]:
    """`NAME` of a title `NAME: …` (rule `prefix`); a prefix of up to four words that looks like a name."""
    match = re.match(r"([^:]{2,45})(?::| — | - )\s?\S", reading.text[: reading.title_end])
    if match is None or len(match[1].split()) > 4:
        return
    name = re.sub(r"^(?:The|Introducing|Towards?)\s+", "", match[1].strip())
    start = match.start(1) + match[1].rindex(name)
    words = name.split()
    rule = "prefix" if _SHAPED.search(name) or len(words) == 1 else "prefix_words"
    yield start, start + len(name), rule
    if words[0] != name and _SHAPED.search(words[0]):
        yield start, start + len(words[0]), "prefix_head"


def by_abbreviation(reading: Reading) -> Iterator[Found]:
    """Both forms of each abbreviation that the text defines (rules `short`, `long`)."""
    for pair in reading.pairs:
        yield pair.short_start, pair.short_end, "short"
        yield pair.long_start, pair.long_end, "long"


def by_phrase(reading: Reading) -> Iterator[Found]:
    """Names after or before a phrase such as `we propose`; one name may be found by several rules."""
    for rule, pattern in _PHRASES:
        for match in pattern.finditer(reading.text):
            start, end = match.span("name")
            yield start, end, rule


def by_shape(reading: Reading) -> Iterator[Found]:
    """Words with inner capitals, digits or two capitals (`shape`), capitalised runs, eponyms with their head."""
    text = reading.text
    for match in _TOKEN.finditer(text):
        word = re.sub(r"(?:['’]s)?[.'!?…\-–/*]*$", "", match[0]) if not match[0].endswith("*") else match[0]
        if _SHAPED.search(word):
            yield match.start(), match.start() + len(word), "shape"
            yield from _compound(match.start(), word)
    for match in _CAPITALS.finditer(text):
        yield match.start(), match.end(), "capitals"
    for match in _EPONYM.finditer(text):
        yield match.start(), match.end(), "eponym"


_TAIL = re.compile(r"[-–](?=[a-z])|[-–/](?=[A-Z][a-z])|(?<=[A-Za-z])/(?=[A-Z])")


def _compound(start: int, word: str) -> Iterator[Found]:
    """The part of `ESM-2-based` before its lower-case tail, and the parts of `A/B`."""
    at = 0
    for match in _TAIL.finditer(word):
        if _SHAPED.search(word[: match.start()]):
            yield start, start + match.start(), "compound"
        at = match.end()
    if at and _SHAPED.search(word[at:]):
        yield start + at, start + len(word), "compound"
