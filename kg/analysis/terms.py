"""The terms of each paper that a label may be made of: what it is linked to, and words and pairs of words of its title.

A term is known by its comparable key, so that `semantic IDs` and `Semantic ID` are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model.rows import Row
from kg.model.tables import GraphReader
from kg.text.keys import name_key
from kg.text.words import DOCUMENTS, document_frequencies

__all__ = ["PaperTerms", "paper_terms"]

ENTITY_WEIGHT, PAIR_WEIGHT, WORD_WEIGHT = 1.5, 1.0, 0.25
"""What a term of each origin counts for when terms are ranked."""

COMMON_SHARE = 0.03
"""A word of more than this share of the sample's papers names no subject by itself."""

_FUNCTION_WORDS = """
    again almost already although another anywhere cannot did doing during either else enough ever had here hence
    however instead itself later must never nor nothing now often once onto otherwise perhaps quite rather several
    shall since themselves though throughout thus together too twice unless whether whose
"""
_STOP_WORDS = """
    a about above across after against all along also always among an analysis and any application applications
    approach approaches are art as at aware based be because been before behind being better between beyond both
    but by can case comprehensive could deep do does don down driven each effective efficient empirical enhanced
    enhancing evaluating evaluation every exploring first for framework frameworks free from further general
    generalized good guided harnessing has have high how if improve improved improving in integrated into
    investigating is it its joint just large learn less level leveraging like low made make making may method
    methods might model modeling modelling models more most much need needs new no not novel of off on one only
    open or other our out over overview paper per perspective position problem problems re real really results
    rethinking review revisiting robust same scalable should simple single small so some state study such survey
    system systematic systems technique techniques than that the their them then there these they this those three
    through to toward towards tutorial two under understanding unified unifying until up upon us use used using
    very via vs was way we well were what when where which while who why will with within without work world would
    yet you your
"""
_STOP = frozenset(f"{_FUNCTION_WORDS}{_STOP_WORDS}".split())
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TEX = re.compile(r"\$[^$]*\$|\\[A-Za-z]+|[{}]")


@dataclass
class PaperTerms:
    """`of[paper]` are the keys of its terms; `names[key]` how a term is written; `weights[key]` what it counts for."""

    of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)


def paper_terms(graph: GraphReader) -> PaperTerms:
    """The terms of all papers: methods and tasks by supported links, then words and pairs of words of titles.

    A title's word or pair whose key is an entity's is that entity. Words are written as abstracts mostly write them
    (`graph`, `Gaussian`). Terms that only one paper has (the name it gives its own work) are left out.
    """
    terms = PaperTerms()
    aliases = _add_entities(graph, terms)
    spelling = _spelling(graph)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in graph.nodes("Paper"):
        for words, weight in _title_terms(paper["title"] or ""):
            surface = " ".join(spelling.get(word.casefold(), word) for word in words)
            key = aliases.get(name_key(surface), name_key(surface))
            terms.of[paper["id"]].add(key)
            if key not in terms.names:
                written[key][surface] += 1
                terms.weights[key] = max(weight, terms.weights.get(key, 0.0))
    for key, forms in written.items():
        terms.names[key] = min(forms, key=lambda form: (-forms[form], form))
    return _without_singletons(terms)


def _spelling(graph: GraphReader) -> dict[str, str]:
    """Word, case folded → the form that abstracts have most often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in graph.nodes("Paper"):
        for word in _WORD.findall(paper.get("abstract") or ""):
            forms[word.casefold()][word] += 1
    return {word: min(found, key=lambda form: (-found[form], form)) for word, found in forms.items()}


def _add_entities(graph: GraphReader, terms: PaperTerms) -> dict[str, str]:
    """Add what papers are linked to; the result maps the keys of other names to the key of the name."""
    key_of: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for row in _entities(graph):
        key = key_of[row["id"]] = name_key(row["name"])
        terms.names.setdefault(key, row["name"])
        terms.weights[key] = ENTITY_WEIGHT
        aliases |= {name_key(alias): key for alias in row.get("aliases") or ()}
    for link in _links(graph):
        if link["target"] in key_of and link.get("supported") is not False:
            terms.of[link["source"]].add(key_of[link["target"]])
    return aliases


def _entities(graph: GraphReader) -> Iterator[Row]:
    for label in ("Method", "Task"):
        yield from graph.nodes(label)


def _links(graph: GraphReader) -> Iterator[Row]:
    for type_ in ("PROPOSES", "USES", "COMPARES_WITH", "ADDRESSES"):
        yield from graph.edges(type_)


def _title_terms(title: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """(words, weight): nouns-to-be that are not common, and neighbours of which neither is a stop word."""
    for phrase in re.split(r"[:;,.?!()]|\s[-–—]\s", _TEX.sub(" ; ", title)):
        words = _WORD.findall(phrase)
        yield from (((word,), WORD_WEIGHT) for word in words if _tells(word) and _is_subject(word))
        yield from ((pair, PAIR_WEIGHT) for pair in pairwise(words) if all(map(_tells, pair)))


def _tells(word: str) -> bool:
    parts = word.casefold().split("-")
    return len(word) > 2 and not any(part in _STOP or part.isdigit() for part in parts)


def _is_subject(word: str) -> bool:
    """Whether a single word may name a subject: not common, no compound, and no form of a verb."""
    plain = word.casefold()
    common = document_frequencies().get(plain, 0) > COMMON_SHARE * DOCUMENTS
    return "-" not in word and not common and not plain.endswith(("ed", "ing", "ly", "able", "ive", "ic", "al"))


def _without_singletons(terms: PaperTerms) -> PaperTerms:
    counts = Counter(key for keys in terms.of.values() for key in keys)
    of = defaultdict(set, {paper: {key for key in keys if counts[key] > 1} for paper, keys in terms.of.items()})
    return PaperTerms(of, terms.names, terms.weights)
