"""Why an entity is one: each use of its names with what brought it there, and the other senses that it nearly joined.

Nothing is narrated: all texts of the bundle are folded again, with the code that made the graph, and what is printed
are the terms of its sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines, read_overrides
from kg.graph.papers import join_papers
from kg.graph.told import tell
from kg.library.explanation import Explanation, lines_for_reader, near_misses
from kg.model.schema import ENTITY_LABELS
from kg.resolution.entities import resolve_entities
from kg.text.keys import name_key

_ENTRIES = {
    "same": "were it one thing",
    "different": "were it two (an entry for each use that is another's)",
    "not_an_entity": "were it none",
}


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
        "near": list(near_misses(entity, found.decisions, nodes, _same)),
        "different": override_lines("different", "?", a=own[0].what, b=own[-1].what) if len(own) > 1 else "",
        "not_an_entity": override_lines("not_an_entity", "?", entity=entity),
    }


def _same(one: str, other: str) -> str:
    return override_lines("same", "?", a=one, b=other)


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    slots = ((f"{use['slot']} {' / '.join(use['names'])}: {use['action']}", use["evidence"]) for use in data["uses"])
    return lines_for_reader(data, slots, _ENTRIES)
