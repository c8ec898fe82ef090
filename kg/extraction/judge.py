"""What each group of names is taken for."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.asian import RELATION_OF, is_asian
from kg.extraction.classifier import Classifier
from kg.extraction.features import Described
from kg.extraction.group import Group
from kg.extraction.lexicon import spelling
from kg.extraction.models import Models
from kg.extraction.noise import is_noise
from kg.extraction.reading import Reading
from kg.extraction.reconcile import LABEL_OF, Judgement
from kg.extraction.tables import ROLES

__all__ = ["judge"]

_SPEAKERS = (
    "prefix", "propose", "called", "propose_kind", "short", "is_a", "ours", "compare", "data_head", "data", "metric",
    "does", "uses", "on", "kind_head", "known", "encoder", "encoder_1", "encoder_2",
    "shape", "compound", "capitals", "capital", "eponym", "prefix_head", "prefix_words", "long",
)  # fmt: skip
"""The rules in the order in which one of them is named as the reason of a link."""


def judge(
    reading: Reading, candidates: Sequence[tuple[Group, Described]], models: Models, classifier: Classifier
) -> list[tuple[Group, Judgement]]:
    """A judgement for each group that is not noise.

    In a Chinese or Korean text the phrases decide, with what is known of the name; else the classifier does.
    """
    if is_asian(reading.text):
        judged = [(group, _by_phrase(reading, group, models)) for group, _ in candidates]
        return [(group, judgement) for group, judgement in judged if judgement is not None]
    shares = classifier.probabilities([described for _, described in candidates])
    result = []
    for (group, _), share in zip(candidates, shares, strict=True):
        best = int(share[1:].argmax())
        relation = ROLES[best]
        if relation not in _MAY_BE_NOISE and all(is_noise(reading.tokens[slice(*span)]) for span in group.places):
            continue
        rule = next((rule for rule in _SPEAKERS if rule in group.rules), "again")
        label = LABEL_OF.get(relation) or _proposed_label(reading, group, share[4] > share[2])
        result.append((group, Judgement(relation, label, float(share[best + 1]), rule)))
    return result


def _by_phrase(reading: Reading, group: Group, models: Models) -> Judgement | None:
    """The judgement of the strongest phrase, else of what is known of the name, else nothing."""
    names = [reading.tokens[slice(*span)] for span in group.places]
    if any(is_noise(name) for name in names):
        return None
    rules = group.rules
    for rule, (relation, confidence) in RELATION_OF.items():
        if rule in rules:
            return Judgement(relation, LABEL_OF.get(relation, "Method"), confidence, rule)
    for name in names:
        known = models.names.names.get(spelling(name))
        if known is not None and known.marked * 2 >= known.papers:
            relation = ROLES[1 + max(range(5), key=known.roles[1:].__getitem__)]
            return Judgement(relation, LABEL_OF[relation], round(known.marked / (known.papers + 2), 2), "known")
    return None


_MAY_BE_NOISE = frozenset({"PROPOSES", "ADDRESSES", "MEASURES"})
"""A generic name may still be a task or a measure, or the name that a paper chose for what is its own."""

_DATA_WORDS = frozenset(
    {"dataset", "datasets", "benchmark", "benchmarks", "corpus", "bench", "leaderboard", "database", "testbed"}
)
_DATA_RULES = frozenset({"data_head", "data"})


def _proposed_label(reading: Reading, group: Group, leans_to_data: bool) -> str:
    """Dataset where a proposed name says so itself or in the words beside it, else Method."""
    for first, last in group.places:
        end = min(last + 2, len(reading.words))
        near = " ".join(reading.tokens[first:end]).casefold()
        if not _DATA_WORDS.isdisjoint(near.split()) or near.split(" ")[last - first - 1].endswith(("bench", "corpus")):
            return "Dataset"
    return "Dataset" if leans_to_data and not _DATA_RULES.isdisjoint(group.rules) else "Method"
