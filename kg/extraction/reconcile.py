"""The one place that decides between what the components found: kind, relation, confidence, overlaps, noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extraction.group import Group, Range
from kg.extraction.reading import Reading
from kg.extraction.thresholds import FLOOR
from kg.model.mentions import Mention

__all__ = ["Judgement", "reconcile"]

LABEL_OF = {
    "USES": "Method",
    "COMPARES_WITH": "Method",
    "EVALUATES_ON": "Dataset",
    "ADDRESSES": "Task",
    "MEASURES": "Metric",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a group is taken for: its relation to the paper, its label, how sure (0 to 1), and which rule says so."""

    relation: str
    label: str
    confidence: float
    rule: str


def reconcile(
    reading: Reading, judged: Iterable[tuple[Group, Judgement]], sections: tuple[str, str]
) -> tuple[Mention, ...]:
    """The mentions of the judged groups in order of place; where two overlap, the surer one stays,
    what the paper proposes before what it uses, unless that is far surer.

    All mentions of one group share relation, label and confidence; groups below FLOOR are left out. `sections` are
    the names of the title's and the text's section.
    """
    order = sorted(judged, key=lambda pair: (-_weight(pair[1]), -_length(pair[0]), min(pair[0].places)))
    taken: set[int] = set()
    mentions = []
    for group, judgement in order:
        if judgement.confidence < FLOOR:
            continue
        for span in sorted(group.places, key=lambda span: (span[0] - span[1], span)):
            if taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                mentions.append((span, _mention(reading, group, judgement, span, sections)))
    return tuple(mention for _, mention in sorted(mentions, key=lambda pair: pair[0]))


_OWN = 1.3
"""By how much a name that is said to be the paper's own outweighs others; chosen on held-out training papers."""


def _weight(judgement: Judgement) -> float:
    return judgement.confidence * (_OWN if judgement.relation == "PROPOSES" else 1)


def _length(group: Group) -> int:
    return max(last - first for first, last in group.places)


def _mention(reading: Reading, group: Group, judgement: Judgement, span: Range, sections: tuple[str, str]) -> Mention:
    start, end = _characters(reading, span)
    in_title, low, high = reading.source(start, end)
    raw = (reading.title if in_title else reading.body).raw
    _, *evidence = reading.source(*reading.sentence_of(start))
    name = reading.text[start:end]
    return Mention(
        section=sections[0] if in_title else sections[1],
        start=low,
        end=high,
        surface=raw[low:high],
        name=name,
        label=judgement.label,
        relation=judgement.relation,
        confidence=round(judgement.confidence, 2),
        rule=judgement.rule,
        evidence_start=min(evidence[0], low),
        evidence_end=max(evidence[1], high),
        long_form=_other(reading, group, name, short=True),
        short_form=_other(reading, group, name, short=False),
    )


def _other(reading: Reading, group: Group, name: str, *, short: bool) -> str | None:
    """The long form that the text defines for this short one, or the other way round."""
    for pair in group.pairs:
        short_form, long_form = (reading.text[slice(*_characters(reading, span))] for span in pair)
        if short and name == short_form:
            return long_form
        if not short and name.casefold() == long_form.casefold():
            return short_form
    return None


def _characters(reading: Reading, span: Range) -> tuple[int, int]:
    return reading.words[span[0]][0], reading.words[span[1] - 1][1]
