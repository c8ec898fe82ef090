"""What a group of names is taken for."""

from __future__ import annotations

from kg.extraction.group import Group
from kg.extraction.reconcile import LABEL_OF, Judgement


def judge(group: Group) -> Judgement:
    """The judgement of the strongest rule that found the group."""
    rules = group.rules
    for names, relation, confidence in _PRIORS:
        for name in names:
            if name in rules:
                return Judgement(relation, LABEL_OF.get(relation, "Method"), confidence, name)
    return Judgement("USES", "Method", 0.2, next(iter(sorted(rules))))


_PRIORS = (
    (("prefix", "propose", "called", "propose_kind"), "PROPOSES", 0.7),
    (("is_a", "ours"), "PROPOSES", 0.5),
    (("data_head", "data"), "EVALUATES_ON", 0.5),
    (("compare",), "COMPARES_WITH", 0.45),
    (("shape", "short"), "USES", 0.42),
)
