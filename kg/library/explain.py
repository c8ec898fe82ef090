"""Why an author or an entity is one: what the name stands for decides who explains it."""

from __future__ import annotations

import re

from kg.graph.bundle import Bundle
from kg.graph.find import resolve_name, survivor
from kg.library.explain_author import explain_author
from kg.library.explain_entity import explain_entity
from kg.library.explanation import Explanation
from kg.model.errors import UsageError
from kg.model.schema import ENTITY_LABELS

EXPLAINED = ("Author", *ENTITY_LABELS)
"""Labels of what can be explained."""

_SLOT = re.compile(r"(\S+)#(\d+)(?: .*)?")


def explain(bundle: Bundle, name: str) -> Explanation:
    """The decisions behind the author or entity that this id, name or slot (`arxiv:2512.20916#3`) stands for.

    Raises UsageError where nothing bears the name, AmbiguousNameError where several do.
    """
    if match := _SLOT.fullmatch(name.strip()):
        return explain_author(bundle, _author_at(bundle, survivor(bundle, match[1]), int(match[2])))
    id_ = resolve_name(bundle, name, EXPLAINED)
    return explain_author(bundle, id_) if id_.startswith("author:") else explain_entity(bundle, id_)


def _author_at(bundle: Bundle, paper: str, position: int) -> str:
    for row in bundle.edges("AUTHORED"):
        if row["target"] == paper and row["position"] == position:
            return str(row["source"])
    raise UsageError(f"{paper}#{position}: no paper of {bundle.folder} has an author at this place.")
