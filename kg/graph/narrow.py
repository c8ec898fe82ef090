"""A graph narrowed to what a list is about, for every view, query, export and report that takes `--list`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from kg.graph.bundle import Bundle
from kg.graph.lists import Placed, ReadingList, list_path, place_items, read_list
from kg.graph.shown import ShownGraph
from kg.model.errors import UsageError
from kg.model.identity import KnownId
from kg.model.rows import Row
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphReader

__all__ = ["NarrowedGraph", "known_ids", "narrowed_to_list", "papers_about", "placed_list", "within_categories"]

_FROM_PAPERS = ("IN_CATEGORY", *LINK_TYPES)
_TO_PAPERS = ("AUTHORED", "LISTS")


class NarrowedGraph(ShownGraph):
    """The papers given, what is joined to them, and the edges between what is left.

    Beside the papers it keeps their authors, entities, digests and categories (with the archives above), the nodes in
    `more`, and the communities of all these.
    """

    def __init__(self, graph: GraphReader, papers: Collection[str], more: Collection[str] = ()) -> None:
        super().__init__(graph)
        kept = {*papers, *more}
        for type_ in _FROM_PAPERS:
            kept |= {row["target"] for row in graph.edges(type_) if row["source"] in papers}
        for type_ in _TO_PAPERS:
            kept |= {row["source"] for row in graph.edges(type_) if row["target"] in papers}
        kept |= {row["target"] for row in graph.edges("IN_COMMUNITY") if row["source"] in kept}
        above = {row["source"]: row["target"] for row in graph.edges("PART_OF")}
        for node in list(kept):
            while (node := above.get(node, "")) and node not in kept:
                kept.add(node)
        self._kept = kept

    def __contains__(self, node: str) -> bool:
        """Whether the node with this id is kept."""
        return node in self._kept

    def nodes(self, label: str) -> Iterator[Row]:
        return (row for row in self._graph.nodes(label) if row["id"] in self._kept)

    def edges(self, type_: str) -> Iterator[Row]:
        rows = self._graph.edges(type_)
        return (row for row in rows if row["source"] in self._kept and row["target"] in self._kept)


def placed_list(bundle: Bundle, name: str) -> tuple[ReadingList, list[Placed]]:
    """The list of this name as its file stands now, with the nodes of the bundle that its items name.

    Raises UsageError where there is no such list.
    """
    path = list_path(bundle.folder, name)
    if not path.is_file():
        have = ", ".join(sorted(other.stem for other in path.parent.glob("*.toml"))) or "none"
        raise UsageError(
            f"no list {name!r}: {path} is not there (lists: {have}). Make it with: kg list add {name} ITEM"
        )
    found = read_list(path)
    return found, place_items([found], bundle, known_ids(bundle))[found.id]


def known_ids(bundle: Bundle) -> list[KnownId]:
    """Every id ever given to authors and entities, and those of papers that gave way to another."""
    return [known for what in ("papers", "authors", "entities") for known in bundle.known_ids(what)]


def narrowed_to_list(bundle: Bundle, name: str) -> NarrowedGraph:
    """The bundle narrowed to the papers that this list is about, and what it holds."""
    found, placed = placed_list(bundle, name)
    held = {item.node for item in placed if item.node is not None}
    return NarrowedGraph(bundle, papers_about(bundle, held), {*held, found.id})


def papers_about(graph: GraphReader, held: Collection[str]) -> set[str]:
    """The papers among `held`, and those by its authors, with its methods, in its categories (or below them)."""
    inside = within_categories(graph, held)
    papers = {row["id"] for row in graph.nodes("Paper") if row["id"] in held}
    papers |= {row["target"] for row in graph.edges("AUTHORED") if row["source"] in held}
    for type_ in LINK_TYPES:
        rows = graph.edges(type_)
        papers |= {row["source"] for row in rows if row["target"] in held and row.get("supported") is not False}
    return papers | {row["source"] for row in graph.edges("IN_CATEGORY") if row["target"] in inside}


def within_categories(graph: GraphReader, held: Collection[str]) -> dict[str, str]:
    """Category → the category of `held` that it is or is part of."""
    below: dict[str, list[str]] = defaultdict(list)
    for row in graph.edges("PART_OF"):
        below[row["target"]].append(row["source"])
    inside: dict[str, str] = {}
    for top in sorted(row["id"] for row in graph.nodes("Category") if row["id"] in held):
        open_ = [top]
        while open_:
            category = open_.pop()
            if category == top or category not in inside:
                inside[category] = category if category in held else top
                open_ += below[category]
    return inside
