"""The marked papers: their readings, and where each marked entity stands."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from kg.extraction.reading import Reading, read
from kg.extraction.tables import ROLES
from kg.text.keys import name_key
from kg.text.latex import plain

ENCODER_FOLDS = 2
"""Encoders that describe papers which they have not seen are trained without one of so many parts."""

ROLE_OF = dict(zip(("proposes", "uses", "compares", "datasets", "tasks", "metrics"), ROLES, strict=True))


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked entity: its names in plain text, their keys, and its first role (in the order of ROLES)."""

    names: tuple[str, ...]
    keys: frozenset[str]
    role: str


@dataclass(frozen=True, slots=True)
class MarkedPaper:
    """A paper with its marked entities."""

    id: str
    reading: Reading
    entities: tuple[Entity, ...]
    record: dict[str, object]


def read_gold(path: Path) -> list[MarkedPaper]:
    """The marked papers of a file, in its order."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        MarkedPaper(
            record["id"],
            read(record["title"], record["abstract"]),
            tuple(entity for marked in record["entities"] if (entity := _entity(marked)) is not None),
            record,
        )
        for record in records
    ]


def _entity(marked: dict[str, list[str]]) -> Entity | None:
    roles = [ROLE_OF[role] for role in marked["roles"] if role in ROLE_OF]
    names = tuple(text for name in marked["names"] if (text := plain(name).text))
    if not roles or not names:
        return None
    return Entity(names, frozenset(map(name_key, names)), min(roles, key=ROLES.index))


def spans(paper: MarkedPaper) -> list[tuple[int, int, str]]:
    """The word ranges of the marked names with their role, longest first where they overlap, in order of place."""
    reading = paper.reading
    words = reading.tokens
    folded = [word.casefold() for word in words]
    at: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(folded):
        at[word].append(i)
    found = set()
    for entity in paper.entities:
        for name in entity.names:
            form = read("", name)
            wanted = form.tokens[1:]
            loose = len(name) > 5
            text, target = (folded, [word.casefold() for word in wanted]) if loose else (words, wanted)
            for i in at[wanted[0].casefold()]:
                if text[i : i + len(target)] == target:
                    found.add((i, i + len(target), entity.role))
    taken: set[int] = set()
    kept = []
    for first, last, role in sorted(found, key=lambda span: (span[0] - span[1], ROLES.index(span[2]), span[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last, role))
    return sorted(kept)
