"""Short names for groups of papers: the terms that set each group apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log

from kg.analysis.terms import PaperTerms
from kg.text.words import DOCUMENTS, document_frequency, tokens

__all__ = ["MAX_LENGTH", "group_labels", "group_terms"]

MAX_LENGTH = 60
MAX_TERMS = 8
SMOOTHING = 5
"""Added to a term's count, so that a term of two papers is not ten times as telling as one of twenty."""
LEAST_COVERAGE = 0.08
"""A term of fewer of a group's papers than this share comes after those of more; so does one of a single paper."""
COMMON_SHARE = 0.1
"""So does a term of more than this share of all papers (and of more than _COMMON_LEAST)."""
_FEW, _COMMON_LEAST = 4, 10
LONE_SHARE = 0.01
"""A word of more than this share of the sample's papers is no label when it stands alone."""
_SEPARATOR = " · "
_IN_LABEL = 3


def group_terms(groups: Sequence[Collection[str]], terms: PaperTerms) -> list[list[str]]:
    """For each group of paper ids at most MAX_TERMS terms as written, the most telling first.

    Class-based TF-IDF: how many of the group's papers have the term, times log(1 + average number of terms a group ÷
    (number of all occurrences + SMOOTHING)), times the term's weight; ties by key. Terms that few of a group's papers
    have, or very many of all, come last. No two terms of a group share a word, and none is the acronym of another.

    Reference
        M. Grootendorst (2022), BERTopic, arXiv:2203.05794
    """
    counts = [Counter(key for paper in sorted(group) for key in terms.of.get(paper, ())) for group in groups]
    totals: Counter[str] = Counter()
    for count in counts:
        totals.update(count)
    average = sum(totals.values()) / max(len(counts), 1)
    spread = Counter(key for keys in terms.of.values() for key in keys)
    common = {key for key, count in spread.items() if count > max(_COMMON_LEAST, COMMON_SHARE * len(terms.of))}
    rarity = {key: log(1 + average / (total + SMOOTHING)) * terms.weights[key] for key, total in totals.items()}
    sizes = (len(set(group)) for group in groups)
    ranked = (_ranked(count, size, rarity, common) for count, size in zip(counts, sizes, strict=True))
    return [_apart([terms.names[key] for key in keys]) for keys in ranked]


def _ranked(count: Mapping[str, int], papers: int, rarity: Mapping[str, float], common: AbstractSet[str]) -> list[str]:
    shared = max(2 if papers >= _FEW else 1, LEAST_COVERAGE * papers)
    return sorted(count, key=lambda key: (count[key] < shared or key in common, -count[key] * rarity[key], key))


def _apart(names: Iterable[str]) -> list[str]:
    """The first MAX_TERMS names that share no word and are no acronym of each other."""
    chosen: list[str] = []
    seen: set[str] = set()
    for name in names:
        words = [_stem(word) for word in tokens(name)] or [name]
        known = {*words, "".join(word[0] for word in words) if len(words) > 1 else words[0]}
        if not known & seen and len(chosen) < MAX_TERMS:
            chosen.append(name)
            seen |= known
    return chosen


def _stem(word: str) -> str:
    """The word without its ending, so that `recommender` and `recommendations` do not stand side by side."""
    for ending in ("ations", "ation", "ings", "ing", "ers", "er", "ies", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def group_labels(terms: Sequence[Sequence[str]], fallbacks: Sequence[str]) -> list[str]:
    """A label for each group, each once, at most MAX_LENGTH characters: its first terms, joined by ` · `.

    Where a label is taken the group's next term stands for the last one, then its fallback (the name of its central
    member), then a number. Earlier groups choose first. A group whose only term is a common word has its fallback.
    """
    taken: set[str] = set()
    labels: list[str] = []
    for own, fallback in zip(terms, fallbacks, strict=True):
        label = next(candidate for candidate in _candidates(own, fallback) if candidate not in taken)
        taken.add(label)
        labels.append(label)
    return labels


def _candidates(terms: Sequence[str], fallback: str) -> Iterable[str]:
    head = [] if _is_common(terms) else list(terms[: _IN_LABEL - 1])
    for last in terms[_IN_LABEL - 1 :]:
        yield _joined([*head, last])
    if head:
        yield _joined(head)
    yield _joined([*head, fallback])
    number = 2
    while True:
        yield _joined([*head, f"{fallback[: MAX_LENGTH // 2]} ({number})"], keep_last=True)
        number += 1


def _is_common(terms: Sequence[str]) -> bool:
    """Whether the terms are one word that papers of all subjects hold (`back`)."""
    return len(terms) == 1 and document_frequency(terms[0].casefold()) > LONE_SHARE * DOCUMENTS


def _joined(parts: Sequence[str], *, keep_last: bool = False) -> str:
    """The parts that fit, joined; a first part that is too long is cut at a word."""
    fitting = list(parts)
    while len(fitting) > 1 and len(_SEPARATOR.join(fitting)) > MAX_LENGTH:
        fitting.pop(0 if keep_last else -1)
    text = _SEPARATOR.join(fitting)
    return text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH].rpartition(" ")[0] or text[:MAX_LENGTH]
