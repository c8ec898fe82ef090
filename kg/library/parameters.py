"""Parameters of queries: a name given for an author, a paper or a method becomes the id that the query asks for."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph.bundle import Bundle
from kg.graph.find import resolve_name
from kg.model.errors import AmbiguousNameError, UsageError
from kg.model.schema import ENTITY_LABELS

_NAMED: dict[str, tuple[str, ...]] = {
    "author": ("Author",),
    "other": ("Author",),
    "paper": ("Paper",),
    "entity": ENTITY_LABELS,
    **{label.lower(): (label,) for label in ("Category", "Community", "Digest", *ENTITY_LABELS)},
}
"""Parameter (its name without digits and what follows `_`) → labels among which a name given for it is looked up."""


def resolved(bundle: Bundle, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters, names turned into ids where the bundle knows exactly one thing of that name.

    What nothing bears goes to the store as it is. Raises AmbiguousNameError where several things bear the name.
    """
    params = dict(given)
    for name, value in given.items():
        labels = _NAMED.get(name.partition("_")[0].rstrip("0123456789"))
        if labels and isinstance(value, str):
            try:
                params[name] = resolve_name(bundle, value, labels)
            except AmbiguousNameError:
                raise
            except UsageError:
                continue
    return params
