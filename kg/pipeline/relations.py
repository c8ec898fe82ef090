"""The relations that follow from the others: between authors, between methods, between papers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.analysis.builds_on import builds_on_edges, papers_of
from kg.analysis.coauthors import co_author_edges
from kg.analysis.cooccurrence import co_occurs_edges
from kg.graph.bundle import Bundle
from kg.graph.papers import JoinedPaper
from kg.model.rows import Row
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphTables
from kg.pipeline.likeness import similar_rows
from kg.pipeline.plan import max_team_of
from kg.pipeline.report import Progress


def relate(
    bundle: Bundle,
    tables: GraphTables,
    papers: Sequence[JoinedPaper],
    first_listed: dict[str, str | None],
    progress: Progress,
) -> None:
    """Put CO_AUTHOR, CO_OCCURS, CITES, BUILDS_ON and SIMILAR into the tables, which hold all nodes and links."""
    edges = tables.edge_rows
    progress("relating", 0, 3)
    edges["CO_AUTHOR"] = co_author_edges(edges["AUTHORED"], first_listed, max_team_of(bundle))
    methods = {row["id"] for row in tables.nodes("Method")}
    to_methods = (row for type_ in ("PROPOSES", "USES", "COMPARES_WITH") for row in edges[type_])
    edges["CO_OCCURS"] = co_occurs_edges(to_methods, methods)
    edges["CITES"] = _citations(papers)
    edges["BUILDS_ON"] = builds_on_edges({type_: edges[type_] for type_ in LINK_TYPES}, papers_of(tables))
    progress("relating", 1, 3)
    edges["SIMILAR"] = similar_rows(bundle, papers)
    progress("relating", 3, 3)


def _citations(papers: Sequence[JoinedPaper]) -> list[Row]:
    """CITES between papers of the graph, where a source gives references."""
    known = {id_: paper.id for paper in papers for id_ in paper.ids}
    found = {
        (paper.id, known[reference]): telling.source.id
        for paper in papers
        for telling in reversed(paper.tellings)
        for record in telling.records
        for reference in record.references
        if known.get(reference, paper.id) != paper.id
    }
    return [{"source": paper, "target": target, "said_by": name} for (paper, target), name in found.items()]
