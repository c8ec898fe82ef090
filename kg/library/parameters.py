"""Parameters of queries: a name given for an author, a paper or a method becomes the id that the query asks for."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph.bundle import Bundle
from kg.graph.find import resolve_name
from kg.model.errors import AmbiguousNameError, UsageError
from kg.model.schema import ENTITY_LABELS
from kg.stores.library import read_literal

_NAMED: dict[str, tuple[str, ...]] = {
    "author": ("Author",),
    "other": ("Author",),
    "paper": ("Paper",),
    "entity": ENTITY_LABELS,
    **{label.lower(): (label,) for label in ("Category", "Community", "Digest", *ENTITY_LABELS)},
}
"""Parameter (its name without digits and what follows `_`) → labels among which a name given for it is looked up."""


def labels_named(parameter: str) -> tuple[str, ...] | None:
    """The labels of what this parameter names; None where it is a plain value."""
    return _NAMED.get(parameter.partition("_")[0].rstrip("0123456789"))


def read_value(parameter: str, text: str) -> object:
    """The value that somebody typed for a parameter: a Cypher literal where it is one, else the text itself.

    >>> read_value("limit", "5"), read_value("paper", "2603.94740"), read_value("author", "'Wei Wang'")
    (5, '2603.94740', 'Wei Wang')
    """
    if labels_named(parameter) and text[:1] not in ("'", '"'):  # 2603.94740 is the id of a paper, no number
        return text
    try:
        return read_literal(text)
    except ValueError:
        return text


def resolved(bundle: Bundle, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters, names turned into ids where the bundle knows exactly one thing of that name.

    What nothing bears goes to the store as it is. Raises AmbiguousNameError where several things bear the name.
    """
    params = dict(given)
    for name, value in given.items():
        labels = labels_named(name)
        if labels and isinstance(value, str):
            try:
                params[name] = resolve_name(bundle, value, labels)
            except AmbiguousNameError:
                raise
            except UsageError:
                continue
    return params
