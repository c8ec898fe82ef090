"""What `kg explain` says, as a value, and what it says of an author as of an entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.identity import Decision
from kg.model.rows import Row

NEAR = 5
"""How many near misses are told."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is what it is in the graph: `data` as plain JSON, `lines` for a reader."""

    data: dict[str, Any]
    lines: tuple[str, ...]


def near_misses(
    id_: str, decisions: Iterable[Decision], nodes: Mapping[str, Row], same: Callable[[str, str], str]
) -> Iterator[dict[str, Any]]:
    """What came nearest without being one with `id_`, best first; `same` writes the entry that would join two slots."""
    misses = [
        (-miss.total, miss.id if decision.id == id_ else decision.id, decision.what, miss)
        for decision in decisions
        for miss in decision.near
        if decision.id and (decision.id == id_) != (miss.id == id_)
    ]
    seen: set[str] = set()
    for _, other, slot, miss in sorted(misses, key=lambda item: item[:3]):
        if other not in seen and len(seen) < NEAR:
            seen.add(other)
            yield {
                "id": other,
                "name": nodes.get(other, {}).get("name") or other,
                "papers": nodes.get(other, {}).get("papers") or 0,
                "at": slot,
                "sum": round(miss.total, 2),
                "barred": miss.barred,
                "evidence": list(miss.evidence),
                "same": same(slot, miss.what),
            }


def lines_for_reader(
    data: Mapping[str, Any], slots: Iterable[tuple[str, Sequence[str]]], entries: Mapping[str, str]
) -> Iterator[str]:
    """The explanation in lines: its slots with their evidence, the near misses, and the entries to paste.

    `entries` maps a key of `data`, or of its near misses, to the words before the entry that stands there.
    """
    yield f"{data['name']}  {data['id']}"
    for slot, evidence in slots:
        yield f"  {slot}"
        yield from _indented(evidence)
    yield "near misses:" if data["near"] else "near misses: none"
    for near in data["near"]:
        yield f"  {near['name']}  {near['id']}, papers {near['papers']}, at {near['at']}: sum {near['sum']:+.1f}"
        yield from _indented([f"kept apart: {near['barred']}"] if near["barred"] else [])
        yield from _indented(near["evidence"])
        yield from _entry("    ", entries["same"], near["same"])
    for key, words in entries.items():
        if data.get(key):
            yield from _entry("", words, data[key])


def _entry(indent: str, words: str, entry: str) -> Iterator[str]:
    yield f"{indent}{words}, in overrides.toml:"
    yield from (f"{indent}  {line}" for line in entry.splitlines())


def _indented(texts: Iterable[str]) -> Iterator[str]:
    return (f"      {text}" for text in texts)
