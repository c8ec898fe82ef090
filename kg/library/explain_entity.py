"""Why an entity is one: each use of its names with what brought it there, and the other senses that it nearly joined.

Nothing is narrated: all texts of the bundle are folded again, with the code that made the graph, and what is printed
are the terms of its sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines, read_overrides
from kg.graph.papers import join_papers
from kg.graph.told import tell
from kg.library.explanation import Explanation
from kg.model.identity import Decision
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS
from kg.resolution.entities import resolve_entities
from kg.text.keys import name_key

NEAR = 5
"""How many near misses are told."""


def explain_entity(bundle: Bundle, entity: str) -> Explanation:
    """The decisions that made this entity. It costs by the texts of the bundle, half a minute for 40,000 papers."""
    data = _data(bundle, entity)
    return Explanation(data, tuple(_lines(data)))


def _data(bundle: Bundle, entity: str) -> dict[str, Any]:
    manifest = bundle.manifest
    joined = join_papers((entry, bundle.records(entry)) for entry in manifest.sources)
    papers = [paper for paper in joined if paper.ids.isdisjoint(manifest.removed)]
    mentions = bundle.mentions(manifest.mentions, str(manifest.versions.get("extractor")))
    overrides, known = read_overrides(bundle.folder), bundle.known_ids("entities")
    found = resolve_entities(tell(papers, mentions), overrides, known, explain=True)
    forms: dict[str, set[str]] = defaultdict(set)
    for (paper, mention), id_ in found.entity_of.items():
        if id_ == entity:
            forms[f"{paper}:{name_key(mention.name)}".replace(" ", "_")].add(mention.name)
    nodes = {row["id"]: row | {"label": label} for label in ENTITY_LABELS for row in bundle.nodes(label)}
    own = [decision for decision in found.decisions if decision.id == entity]
    node = nodes.get(entity, {"name": entity, "label": ""})
    return {
        "id": entity,
        "label": node["label"],
        "name": node["name"],
        "uses": [
            {
                "slot": decision.what,
                "names": sorted(forms[decision.what]),
                "action": decision.action,
                "evidence": list(decision.evidence),
            }
            for decision in own
        ],
        "near": list(_near(entity, nodes, found.decisions))[:NEAR],
        "different": override_lines("different", "?", a=own[0].what, b=own[-1].what) if len(own) > 1 else "",
        "not_an_entity": override_lines("not_an_entity", "?", entity=entity),
    }


def _near(entity: str, nodes: Mapping[str, Row], decisions: Iterable[Decision]) -> Iterator[dict[str, Any]]:
    """The entities that came nearest without being one with this, best first, each with the lines that join them."""
    misses = [
        (-miss.total, miss.id if decision.id == entity else decision.id, decision.what, miss)
        for decision in decisions
        for miss in decision.near
        if decision.id and (decision.id == entity) != (miss.id == entity)
    ]
    seen: set[str] = set()
    for _, other, slot, miss in sorted(misses, key=lambda item: item[:3]):
        if other not in seen:
            seen.add(other)
            yield {
                "id": other,
                "name": nodes.get(other, {}).get("name") or other,
                "papers": nodes.get(other, {}).get("papers") or 0,
                "at": slot,
                "sum": round(miss.total, 2),
                "barred": miss.barred,
                "evidence": list(miss.evidence),
                "same": override_lines("same", "?", a=slot, b=miss.what),
            }


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"{data['name']}  {data['id']}"
    for use in data["uses"]:
        yield f"  {use['slot']} {' / '.join(use['names'])}: {use['action']}"
        yield from (f"      {text}" for text in use["evidence"])
    yield "near misses:" if data["near"] else "near misses: none"
    for near in data["near"]:
        yield f"  {near['name']}  {near['id']}, papers {near['papers']}, at {near['at']}: sum {near['sum']:+.1f}"
        if near["barred"]:
            yield f"      kept apart: {near['barred']}"
        yield from (f"      {text}" for text in near["evidence"])
        yield from _pasted("were it one thing, in overrides.toml:", near["same"])
    if data["different"]:
        yield from _pasted(
            "were it two, in overrides.toml, an entry for each use that is another's:", data["different"]
        )
    yield from _pasted("were it none, in overrides.toml:", data["not_an_entity"])


def _pasted(what: str, entry: str) -> Sequence[str]:
    return [f"  {what}", *(f"      {line}" for line in entry.splitlines())]
