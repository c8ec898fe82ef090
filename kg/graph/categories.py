"""arXiv's categories, the archives they stand in, and the group of the physics archives.

A category `cs.IR` is part of the archive `cs`. Where arXiv's group is one archive (cs, econ, eess, math, q-bio, q-fin,
stat), the archive's node stands for both. The archives of physics (`astro-ph`, `hep-th`, `physics`, …) are part of the
group `grp_physics`; no category code holds an underscore, so no code can take that id. An archive that was closed
(`cmp-lg`) is part of the archive that took it over (`cs`).

Reference
    https://arxiv.org/category_taxonomy
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from kg.model.rows import Row

__all__ = ["category_rows"]


def category_rows(codes: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """(Category nodes, PART_OF edges from child to parent) of these codes and all that they are part of, sorted by key.

    A code that is not known has its code as name; it is part of the archive before its dot where that one is known.
    """
    wanted: set[str] = set()
    edges: list[Row] = []
    open_codes = sorted(set(codes))
    while open_codes:
        code = open_codes.pop()
        if code not in wanted:
            wanted.add(code)
            if parent := _parent(code):
                edges.append({"source": code, "target": parent})
                open_codes.append(parent)
    nodes = [_node(code) for code in sorted(wanted)]
    return nodes, sorted(edges, key=lambda edge: edge["source"])


@cache
def _taxonomy() -> Mapping[str, Mapping[str, str]]:
    text = (files("kg.graph") / "data" / "categories.json").read_text(encoding="utf-8")
    taxonomy: dict[str, dict[str, str]] = json.loads(text)
    return taxonomy


def _parent(code: str) -> str | None:
    known = _taxonomy().get(code)
    if known is not None:
        return known.get("part_of")
    archive, dot, _ = code.partition(".")
    return archive if dot and archive in _taxonomy() else None


def _node(code: str) -> Row:
    known = _taxonomy().get(code, {})
    return {"id": code, "name": known.get("name", code), "description": known.get("description")}
