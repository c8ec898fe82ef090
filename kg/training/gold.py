"""The marked papers: their readings, and where each marked entity stands.

A file of marked papers has a JSON object a line: `id`, `entities` with `names` and `roles`, `title` and `abstract`. Our
own marks stand in the repository without the texts, whose licences differ; these are read from a dump of papers.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.extraction.reading import Reading, read
from kg.extraction.tables import ROLES
from kg.text.keys import name_key
from kg.text.latex import plain

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


def read_gold(path: Path, texts: Path | None = None) -> list[MarkedPaper]:
    """The marked papers of a file, in its order; `texts` is a dump of papers for records that have no text."""
    records = list(_lines(path))
    lacking = {record["id"] for record in records if "title" not in record}
    found = _texts(texts, lacking) if texts is not None else {}
    if missing := lacking - found.keys():
        raise SystemExit(
            f"{path}: {len(missing)} papers have no text ({min(missing)}, …); give the dump that holds them."
        )
    return [
        _paper(record, *found.get(record["id"], (record.get("title"), record.get("abstract")))) for record in records
    ]


def read_marked(sources: Sequence[Path], texts: Path | None) -> list[MarkedPaper]:
    """The marked papers of several files, one after the other."""
    return [paper for source in sources for paper in read_gold(source, texts)]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _texts(path: Path, wanted: set[str]) -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["title"], row["summary"]) for row in _lines(path) if row["id"] in wanted}


def _paper(record: dict[str, Any], title: str, abstract: str) -> MarkedPaper:
    return MarkedPaper(
        record["id"],
        read(title, abstract),
        tuple(entity for marked in record["entities"] if (entity := _entity(marked)) is not None),
        record,
    )


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


def tags(paper: MarkedPaper) -> npt.NDArray[np.int64]:
    """The tag numbers of a paper's words."""
    result = np.zeros(len(paper.reading.words), dtype=np.int64)
    for first, last, role in spans(paper):
        tag = 1 + 2 * ROLES.index(role)
        result[first:last] = tag + 1
        result[first] = tag
    return result
