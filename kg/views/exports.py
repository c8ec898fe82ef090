"""The graph for other programs, as JSON lines: links, papers, authorships, nodes, edges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.supported import SupportedGraph
from kg.model.rows import INTERNAL, Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphReader


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What narrows an export: the language of summaries, the least confidence of links, links without support."""

    language: str = "English"
    min_confidence: float = 0.0
    unsupported: bool = False

    def shown(self, graph: GraphReader) -> GraphReader:
        """The graph, without what only a summary says unless that is asked for."""
        return graph if self.unsupported else SupportedGraph(graph)


def export_links(graph: GraphReader, options: ExportOptions) -> Iterator[Row]:
    """One row a link from a paper to an entity; `name` and `aliases` are the forms that stand in this paper."""
    entities = {row["id"]: (label, row) for label in ENTITY_LABELS for row in graph.nodes(label)}
    papers = {row["id"]: row for row in graph.nodes("Paper")}
    for type_ in LINK_TYPES:
        for edge in graph.edges(type_):
            if edge["confidence"] < options.min_confidence or not (edge["supported"] or options.unsupported):
                continue
            label, entity = entities[edge["target"]]
            name, aliases = _forms(papers[edge["source"]], edge, entity)
            yield {
                "paper": edge["source"],
                "id": edge["target"],
                "name": name,
                "aliases": aliases,
                "label": label,
                "relation": type_,
                **{key: edge[key] for key in ("evidence", "section", "start", "end", "confidence")},
            }


def _forms(paper: Mapping[str, str], edge: Row, entity: Row) -> tuple[str, list[str]]:
    """(the form that the link points at, the other forms that stand in the paper's title or abstract)."""
    known = [entity["name"], *(entity.get("aliases") or ())]
    text = " ".join(f"{paper['title']} {paper.get('abstract', '')}".split())
    standing = [name for name in known if _stands(name, text)]
    if edge["section"] not in ("title", "abstract"):
        return known[0], known[1:]
    surface = paper[edge["section"]][edge["start"] : edge["end"]]
    name = surface if not re.search(r"[\\${}]", surface) or not standing else standing[0]
    return name, [form for form in dict.fromkeys((*standing, surface)) if form != name]


def _stands(name: str, text: str) -> bool:
    flags = re.IGNORECASE if len(name) > 5 else 0
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


def export_papers(graph: GraphReader, options: ExportOptions) -> Iterator[Row]:
    """One row a paper, with its authors as written, its categories with the primary one first, and a summary line."""
    authors = _grouped(graph.edges("AUTHORED"), "target", lambda row: (row["position"], row["name_as_written"]))
    categories = _grouped(graph.edges("IN_CATEGORY"), "source", lambda row: (not row["primary"], row["target"]))
    tldrs: dict[str, list[tuple[bool, str, str, str]]] = defaultdict(list)
    for row in graph.edges("LISTS"):
        if row.get("tldr"):
            language = row.get("language") or ""
            tldrs[row["target"]].append((language != options.language, language, row["source"], row["tldr"]))
    for paper in graph.nodes("Paper"):
        id_ = paper["id"]
        yield {
            "id": id_,
            "title": paper["title"],
            "authors": [name for _, name in authors.get(id_, ())],
            "categories": [code for _, code in categories.get(id_, ())],
            "abstract": paper.get("abstract"),
            "tldr": min(tldrs[id_])[3] if id_ in tldrs else None,
            "published": paper.get("published"),
        }


def _grouped(
    rows: Iterable[Row], end: str, item: Callable[[Row], tuple[object, str]]
) -> dict[str, Sequence[tuple[object, str]]]:
    found: dict[str, list[tuple[object, str]]] = defaultdict(list)
    for row in rows:
        found[row[end]].append(item(row))
    return {key: sorted(items, key=lambda pair: pair) for key, items in found.items()}


def export_authorships(graph: GraphReader, options: ExportOptions) -> Iterator[Row]:
    """One row an authorship, by paper and position."""
    rows = sorted(
        (row["target"], row["position"], row["source"], row["name_as_written"]) for row in graph.edges("AUTHORED")
    )
    for paper, position, author, name in rows:
        yield {"paper": paper, "position": position, "author": author, "name": name}


def export_nodes(graph: GraphReader, options: ExportOptions) -> Iterator[Row]:
    """One row a node: `node` (its label), `id` and its properties."""
    graph = options.shown(graph)
    for label in graph.node_counts():
        for row in graph.nodes(label):
            yield {"node": label} | _public(row)


def export_edges(graph: GraphReader, options: ExportOptions) -> Iterator[Row]:
    """One row an edge: `edge` (its type), `source`, `target` and its properties."""
    graph = options.shown(graph)
    for type_ in graph.edge_counts():
        for row in graph.edges(type_):
            yield {"edge": type_} | _public(row)


def _public(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in INTERNAL}


EXPORTS: dict[str, Callable[[GraphReader, ExportOptions], Iterator[Row]]] = {
    "links": export_links,
    "papers": export_papers,
    "authorships": export_authorships,
    "nodes": export_nodes,
    "edges": export_edges,
}
"""What `kg export --what` may name → its function."""
