"""Where an id lives on in a bundle: under itself, under another label, or merged into another one."""

from __future__ import annotations

from functools import cached_property

from kg.model.schema import ENTITY_LABELS
from kg.model.tables import LoadableGraph
from kg.stores.receipt import Place

_PREFIXES = {"author": "Author", "community": "Community", "digest": "Digest", "list": "List"}


class SurvivorLookup:
    """A function from an id to the label and id under which the bundle holds it today, None where it does not.

    Reads the nodes of a label at the first question about one of them.
    """

    def __init__(self, graph: LoadableGraph) -> None:
        self._graph = graph
        self._ids: dict[str, frozenset[str]] = {}

    def __call__(self, id_: str) -> Place | None:
        seen: set[str] = set()
        lives_on: str | None = id_
        while lives_on is not None and lives_on not in seen:
            if place := self._place(lives_on):
                return place
            seen.add(lives_on)
            lives_on = self._survivors.get(lives_on)
        return None

    def _place(self, id_: str) -> Place | None:
        if id_.startswith("entity:") and id_ not in self._entities:
            return None
        label = self.label(id_)
        return (label, id_) if id_ in self._held(label) else None

    def label(self, id_: str) -> str:
        """The label of a node of the bundle."""
        prefix, colon, _ = id_.partition(":")
        if not colon:
            return "Category"
        return self._entities[id_] if prefix == "entity" else _PREFIXES.get(prefix, "Paper")

    def entity_label(self, id_: str) -> str | None:
        """The label of an entity of the bundle, None where it holds no such entity."""
        return self._entities.get(id_)

    def _held(self, label: str) -> frozenset[str]:
        if label not in self._ids:
            self._ids[label] = frozenset(row["id"] for row in self._graph.nodes(label))
        return self._ids[label]

    @cached_property
    def _entities(self) -> dict[str, str]:
        return {row["id"]: label for label in ENTITY_LABELS for row in self._graph.nodes(label)}

    @cached_property
    def _survivors(self) -> dict[str, str]:
        return dict(self._graph.survivors())
