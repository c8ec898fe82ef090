"""The graph from all records: extract what is new, resolve, and derive nodes and edges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files

import pyarrow

import kg
from kg.analysis.builds_on import builds_on_edges, papers_of
from kg.analysis.coauthors import co_author_edges
from kg.analysis.cooccurrence import co_occurs_edges
from kg.analysis.similar import once, similar_edges
from kg.graph.author_rows import author_tables
from kg.graph.bundle import Bundle
from kg.graph.link_rows import LinkedText, link_tables
from kg.graph.lists import put_lists, read_lists
from kg.graph.overrides import drop_relations, read_overrides, user_files
from kg.graph.paper_rows import listing_dates, paper_tables
from kg.graph.papers import JoinedPaper, join_papers, retired_papers, texts_in_order
from kg.graph.told import tell
from kg.model.identity import EntityResolution, KnownId
from kg.model.mentions import Mention, TextUnit
from kg.model.rows import Row
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphTables
from kg.pipeline.analyze import keep_communities
from kg.pipeline.extraction import Extraction, check_version, extraction_for
from kg.pipeline.plan import max_team_of
from kg.pipeline.report import BuildReport, Clock, Progress
from kg.resolution.authors import resolve_authors
from kg.resolution.entities import resolve_entities
from kg.resolution.overrides import current, unknown_ids, unknown_slots, with_ids
from kg.resolution.version import RESOLVER_VERSION

_BATCH = 2_000
"""Texts whose mentions go into one part: what a killed run loses at most."""


def derive(
    bundle: Bundle,
    report: BuildReport,
    clock: Clock,
    *,
    reextract: bool = False,
    processes: int | None = None,
    extraction: Extraction | None = None,
    progress: Progress,
) -> None:
    """Write the graph of all records of the bundle: nodes, links, relations between papers, authors and methods, lists.

    Texts that no part holds yet are extracted, by `extraction` (default: what has read the bundle's texts, else the
    shipped extractor in `processes`, by default all cores), and their mentions kept batch by batch, so that a killed
    run loses little; `reextract` reads texts again that another extractor has read. All that follows is made anew: it
    costs by the papers of the whole bundle, not by the new ones.

    Written are mention parts, `ids/` and the tables of nodes and edges. Known ids and communities stay; overrides and
    lists are read as they stand. Only the manifest in memory names the new parts, and until the caller commits, the
    bundle on disk is the old graph. `clock` times the steps; `report` gets counts, merged ids and warnings.

    Raises UsageError where another extractor read the texts and `reextract` is not set, or where an override or a list
    is not as expected.
    """
    manifest = bundle.manifest
    extraction = extraction or extraction_for(bundle, processes)
    check_version(bundle, extraction, reextract=reextract)
    overrides, lists = read_overrides(bundle.folder), read_lists(bundle.folder)
    joined = join_papers((entry, bundle.records(entry)) for entry in manifest.sources)
    papers = [paper for paper in joined if paper.ids.isdisjoint(manifest.removed)]
    retired = retired_papers(joined, bundle.known_ids("papers"))
    facts = [paper.facts() for paper in papers]
    report.unaligned_authors = sum(paper.unaligned for paper in papers)
    clock.lap("join")
    texts = texts_in_order(papers)
    mentions = _extract(bundle, [unit for _, _, unit in texts], report, extraction, progress)
    clock.lap("extract")
    progress("resolving", 0, 2)
    authors = resolve_authors(facts, overrides, bundle.known_ids("authors"), bundle.author_steps())
    bundle.write_author_steps(authors.folded)
    progress("resolving", 1, 2)
    entities = resolve_entities(tell(papers, mentions), overrides, bundle.known_ids("entities"), bundle.entity_steps())
    bundle.write_entity_steps(entities.folded)
    progress("resolving", 2, 2)
    _note_papers(report, bundle, retired)
    for what, known in (("authors", authors.known), ("entities", entities.known)):
        _note_changes(report, bundle.known_ids(what), known)
        bundle.write_ids(what, known)
    clock.lap("resolve")
    known = (*retired, *authors.known, *entities.known)
    overrides, unclear = with_ids(current(overrides, known), entities.entity_of)
    report.warnings += [*unclear, *unknown_ids(overrides, known), *unknown_slots(overrides, authors.author_of)]
    first_listed = {paper.id: next(iter(listing_dates(paper)), None) for paper in papers}
    nodes, edges = paper_tables(papers, manifest.sources)
    nodes["Author"], edges["AUTHORED"] = author_tables(facts, authors.author_of, first_listed, overrides.rename)
    linked = _linked(papers, mentions, entities)
    names = {each.id: each.name for each in entities.known}
    entity_nodes, links = link_tables(linked, extraction.thresholds, first_listed, overrides, names)
    tables = GraphTables(nodes | entity_nodes, edges | links, bundle.id)
    clock.lap("derive")
    _derived_edges(tables, papers, first_listed, max_team_of(bundle), progress)
    drop_relations(tables, overrides)
    clock.lap("relate")
    report.warnings += put_lists(tables, lists, known)
    keep_communities(bundle, tables)
    bundle.write_tables(tables.finish())
    manifest.versions = _versions(extraction)
    manifest.files = user_files(bundle.folder)
    clock.lap("write")


def _extract(
    bundle: Bundle, units: Iterable[TextUnit], report: BuildReport, extraction: Extraction, progress: Progress
) -> dict[str, tuple[Mention, ...]]:
    """Text key → mentions of all these texts; only those that no part holds are extracted, and kept batch by batch.

    A text whose mentions could not be had has none this time, and is tried again when the graph is derived anew.
    """
    wanted = {unit.key: unit for unit in units}
    have = bundle.mention_keys(extraction.version)
    missing = [unit for key, unit in wanted.items() if key not in have]
    parts = set(have.values())
    unread: dict[str, tuple[Mention, ...]] = {}
    batch: list[tuple[str, str, Sequence[Mention]]] = []
    for number, (unit, mentions) in enumerate(extraction.read(missing), 1):
        if mentions is None:
            unread[unit.key] = ()
        else:
            batch.append((unit.key, unit.kind, mentions))
        if len(batch) == _BATCH or (batch and number == len(missing)):
            parts.add(bundle.write_mentions(extraction.version, batch))
            batch = []
        progress("extracting", number, len(missing))
    report.texts_extracted = len(missing) - len(unread)
    report.language_model = dict(extraction.counts)
    bundle.manifest.mentions = sorted(parts)
    found = bundle.mentions(bundle.manifest.mentions, extraction.version) | unread
    return {key: found[key] for key in wanted}


def _note_changes(report: BuildReport, before: Sequence[KnownId], after: Sequence[KnownId]) -> None:
    """Put into the report which ids that were given before were merged now."""
    survivors = {known.id: known.survivor for known in after}
    report.merged += [
        (known.id, survivor)
        for known in before
        if known.survivor is None and (survivor := survivors.get(known.id)) is not None
    ]


def _note_papers(report: BuildReport, bundle: Bundle, retired: Sequence[KnownId]) -> None:
    """Keep the ids of papers that gave way to another, and put those into the report that were papers until now."""
    before = {known.id for known in bundle.known_ids("papers") if known.survivor}
    new = {known.id: known.survivor for known in retired if known.survivor and known.id not in before}
    if new:
        report.merged += [(row["id"], new[row["id"]]) for row in bundle.nodes("Paper") if row["id"] in new]
    if retired:
        bundle.write_ids("papers", retired)


def _linked(
    papers: Iterable[JoinedPaper], mentions: dict[str, tuple[Mention, ...]], entities: EntityResolution
) -> Iterable[LinkedText]:
    """The shown texts with the entities of their mentions: the shown title and abstract, and every summary."""
    for paper in papers:
        units = [paper.shown_unit]
        for telling in paper.tellings:
            units += [unit for _, unit in telling.summaries() if unit not in units]
        for unit in units:
            found = tuple(
                (mention, entity)
                for mention in mentions[unit.key]
                if (entity := entities.entity_of.get((paper.id, mention))) is not None
            )
            yield LinkedText(paper.id, unit, found)


def _derived_edges(
    tables: GraphTables,
    papers: Sequence[JoinedPaper],
    first_listed: dict[str, str | None],
    max_team: int,
    progress: Progress,
) -> None:
    edges = tables.edge_rows
    progress("relating", 0, 3)
    edges["CO_AUTHOR"] = co_author_edges(edges["AUTHORED"], first_listed, max_team)
    methods = {row["id"] for row in tables.nodes("Method")}
    to_methods = (row for type_ in ("PROPOSES", "USES", "COMPARES_WITH") for row in edges[type_])
    edges["CO_OCCURS"] = co_occurs_edges(to_methods, methods)
    edges["CITES"] = _citations(papers)
    edges["BUILDS_ON"] = builds_on_edges({type_: edges[type_] for type_ in LINK_TYPES}, papers_of(tables))
    progress("relating", 1, 3)
    texts = [(paper.id, paper.place, f"{paper.shown_unit.title} {paper.shown_unit.text}") for paper in papers]
    edges["SIMILAR"] = once(similar_edges(texts))
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


def _model_version() -> str:
    """16 hex digits that change with the tables which the extractor ships."""
    total = hashlib.sha256()
    for path in sorted(files("kg.extraction").joinpath("data").iterdir(), key=lambda path: path.name):
        if path.is_file():
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def _versions(extraction: Extraction) -> dict[str, str]:
    return {
        "kg": kg.__version__,
        "extractor": extraction.version,
        "model": _model_version(),
        "resolver": RESOLVER_VERSION,
        "pyarrow": pyarrow.__version__,
    }
