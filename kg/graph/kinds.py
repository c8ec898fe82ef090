"""What kind of method an entity is (model, algorithm, framework …), by a vote over the words around its mentions.

A paper says it in the name's own last word (`… framework`), behind the name (`the X algorithm`, `X, a … framework`,
`X is a … model`) or before it (`a tool called X`, `models such as X`). Where none says so there is no kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.model.mentions import Mention, TextUnit

__all__ = ["kind_of"]

_WORDS = {
    "model": "model llm lm autoencoder classifier vae",
    "algorithm": "algorithm solver heuristic metaheuristic",
    "framework": "framework paradigm",
    "architecture": "architecture backbone",
    "network": "network net gnn cnn rnn",
    "optimizer": "optimizer optimiser",
    "system": "system platform agent pipeline",
    "tool": "tool toolkit toolbox library package software simulator compiler engine app application interface plugin",
    "theory": "theory theorem principle formalism",
    "protocol": "protocol",
    "loss": "loss objective",
    "method": "method approach technique procedure scheme strategy mechanism module",
}
"""Kind → the words that say it. The order settles a tie: what says more comes first."""

_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_SAYS = "|".join(sorted(_KIND, key=lambda word: (-len(word), word)))
_PLURALS = {f"{word[:-1]}ies" if word.endswith("y") else f"{word}s": word for word in _KIND}
_LINKED = r"[\"'’”}$)*]*(?:\s*\([^()]{1,60}\))?"
_BEHIND = re.compile(rf"{_LINKED}[\s-](?P<word>{_SAYS})\b", re.IGNORECASE)
_NOUNS = r"[\w/’'$\\{}-]+(?:\s+[\w/’'$\\{}-]+){0,7}"
_APPOSITION = re.compile(
    rf"{_LINKED}(?:\s*[,:—–-]\s*|\s+(?:is|was|as)\s+|,\s+which is\s+)(?:an?|the|our)\s+(?P<phrase>{_NOUNS})",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r"\b(?:that|which|for|to|of|with|in|on|by|from|using|based|designed|built|where|and|or|whose|via|as|is|are|under)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?P<word>{_SAYS})(?:,?\s+(?:called|named|termed|dubbed|coined|namely|known as|referred to as))?"
    rf"[,:]?\s+(?:the\s+)?[\"'‘“`$\\{{(*]*(?:[a-z]+\{{)?$",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(_PLURALS))})(?:,?\s+(?:such as|including|like|e\.g\.,?)|\s+\((?:e\.g\.,?)?)\s*"
    r"(?:[\w.+/-]+(?:\s+[\w.+/-]+){0,2},\s+){0,5}(?:and\s+|or\s+)?$",
    re.IGNORECASE,
)
_STRONG, _WEAK = 2, 1
_REACH = 160


def kind_of(mentions: Iterable[tuple[str, Mention, TextUnit]]) -> str | None:
    """The kind that most of the (paper, mention, its text) say; what one paper repeats counts once."""
    said: dict[tuple[str, str], int] = {}
    for paper, mention, unit in mentions:
        for kind, weight in _said(mention, unit):
            said[paper, kind] = max(weight, said.get((paper, kind), 0))
    votes = Counter[str]()
    for (_, kind), weight in said.items():
        votes[kind] += weight
    order = list(_WORDS)
    return min(votes, key=lambda kind: (-votes[kind], order.index(kind)), default=None)


def _said(mention: Mention, unit: TextUnit) -> Iterator[tuple[str, int]]:
    """The kinds that one mention's surroundings say, with their weight."""
    text = unit.title if mention.section == "title" else unit.text
    before = text[max(mention.evidence_start, mention.start - _REACH) : mention.start]
    behind = text[mention.end : min(mention.evidence_end, mention.end + _REACH)]
    words = re.findall(r"[^\W_]+", mention.name)
    if len(words) > 1 and (kind := _kind(words[-1])):
        yield kind, _STRONG
    if match := _BEHIND.match(behind):
        yield _KIND[match["word"].casefold()], _STRONG
    if (match := _APPOSITION.match(behind)) and (kind := _head(match["phrase"])):
        yield kind, _STRONG
    if match := _CALLED.search(before):
        yield _KIND[match["word"].casefold()], _STRONG
    if match := _SUCH_AS.search(before):
        yield _KIND[_PLURALS[match["word"].casefold()]], _WEAK


def _head(phrase: str) -> str | None:
    """The kind that the head of a noun phrase says: its last word before what qualifies it."""
    words = re.findall(r"[^\W_]+", _PHRASE_END.split(phrase, maxsplit=1)[0])
    return _kind(words[-1]) if words else None


def _kind(word: str) -> str | None:
    folded = word.casefold()
    return _KIND.get(_PLURALS.get(folded, folded))
