"""What is different between two graphs, by key and row hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphReader, edge_key


@dataclass(frozen=True, slots=True)
class Difference:
    """One label or type: the rows that lead from old to new; `examples` are (`+`, `~` or `-`, key)."""

    what: str
    created: int
    changed: int
    deleted: int
    unchanged: int
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.created or self.changed or self.deleted)

    def to_json(self) -> dict[str, object]:
        """The difference as `kg diff --json` prints it."""
        return asdict(self)


def compare(old: GraphReader, new: GraphReader, examples: int = 3) -> list[Difference]:
    """The labels and types that differ; empty where both graphs are equal."""
    found = [_compare(label, _hashes(old.nodes(label)), _hashes(new.nodes(label)), examples) for label in NODE_TYPES]
    found += [
        _compare(type_, _hashes(old.edges(type_), type_), _hashes(new.edges(type_), type_), examples)
        for type_ in EDGE_TYPES
    ]
    return [difference for difference in found if difference.differs]


def _hashes(rows: Iterable[Row], type_: str | None = None) -> dict[tuple[str, ...], str]:
    return {edge_key(type_, row) if type_ else (row["id"],): row["_row"] for row in rows}


def _compare(
    what: str, old: Mapping[tuple[str, ...], str], new: Mapping[tuple[str, ...], str], examples: int
) -> Difference:
    created = sorted(new.keys() - old.keys())
    deleted = sorted(old.keys() - new.keys())
    changed = sorted(key for key in new.keys() & old.keys() if new[key] != old[key])
    shown = [
        (sign, " → ".join(part for part in key if part))
        for sign, keys in (("+", created), ("~", changed), ("-", deleted))
        for key in keys[:examples]
    ]
    same = len(new) - len(created) - len(changed)
    return Difference(what, len(created), len(changed), len(deleted), same, tuple(shown))
