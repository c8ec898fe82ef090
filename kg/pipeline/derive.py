"""The graph from all records: extract what is new, resolve, and derive nodes and edges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import pyarrow

import kg
from kg.graph.author_rows import author_tables
from kg.graph.bundle import Bundle
from kg.graph.link_rows import LinkedText, link_tables
from kg.graph.lists import put_lists, read_lists
from kg.graph.overrides import drop_relations, read_overrides, user_files
from kg.graph.paper_rows import listing_dates, paper_tables
from kg.graph.papers import JoinedPaper, join_papers, retired_papers, texts_in_order
from kg.graph.told import tell
from kg.model.identity import AuthorResolution, EntityResolution, KnownId, Overrides, PaperFacts
from kg.model.mentions import Mention
from kg.model.tables import GraphTables
from kg.pipeline.analyze import keep_communities
from kg.pipeline.extraction import Extraction, check_version, extraction_for
from kg.pipeline.relations import relate
from kg.pipeline.report import BuildReport, Clock, Progress
from kg.pipeline.texts import read_texts
from kg.resolution.authors import resolve_authors
from kg.resolution.entities import resolve_entities
from kg.resolution.overrides import current, unknown_ids, unknown_slots, with_ids
from kg.resolution.version import RESOLVER_VERSION


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
    run loses little; `reextract` reads texts again that another extractor has read. The folds and SIMILAR go on from
    where they stood; the rest is made anew and costs by the papers of the whole bundle, not by the new ones.

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
    units = [unit for _, _, unit in texts_in_order(papers)]
    mentions = read_texts(bundle, units, report, extraction, progress)
    material = Material(papers, facts, mentions, {paper.id: next(iter(listing_dates(paper)), None) for paper in papers})
    clock.lap("extract")
    found = _resolve(bundle, material, overrides, progress)
    known = _note_ids(bundle, report, retired, found)
    clock.lap("resolve")
    overrides = _with_ids(overrides, known, found, report)
    tables = _tables(bundle, material, found, overrides, extraction)
    clock.lap("derive")
    relate(bundle, tables, papers, material.first_listed, progress)
    drop_relations(tables, overrides)
    clock.lap("relate")
    report.warnings += put_lists(tables, lists, known)
    keep_communities(bundle, tables)
    bundle.write_tables(tables.finish())
    manifest.versions = _versions(extraction)
    manifest.files = user_files(bundle.folder)
    clock.lap("write")


@dataclass(frozen=True)
class Material:
    """What the graph is made from: the papers, what identity sees of each, the mentions by text key, and dates."""

    papers: Sequence[JoinedPaper]
    facts: Sequence[PaperFacts]
    mentions: dict[str, tuple[Mention, ...]]
    first_listed: dict[str, str | None]


@dataclass(frozen=True)
class Found:
    """Who wrote what and what is named where, by id."""

    authors: AuthorResolution
    entities: EntityResolution


def _resolve(bundle: Bundle, material: Material, overrides: Overrides, progress: Progress) -> Found:
    """Fold authors and entities, on from where the bundle's steps stand, and write the steps taken."""
    progress("resolving", 0, 2)
    authors = resolve_authors(material.facts, overrides, bundle.known_ids("authors"), bundle.author_steps())
    bundle.write_author_steps(authors.folded)
    progress("resolving", 1, 2)
    told = tell(material.papers, material.mentions)
    entities = resolve_entities(told, overrides, bundle.known_ids("entities"), bundle.entity_steps())
    bundle.write_entity_steps(entities.folded)
    progress("resolving", 2, 2)
    return Found(authors, entities)


def _note_ids(bundle: Bundle, report: BuildReport, retired: Sequence[KnownId], found: Found) -> tuple[KnownId, ...]:
    """All ids ever given, after they were written and those that gave way this time were put into the report."""
    _note_papers(report, bundle, retired)
    for what, known in (("authors", found.authors.known), ("entities", found.entities.known)):
        _note_changes(report, bundle.known_ids(what), known)
        bundle.write_ids(what, known)
    return (*retired, *found.authors.known, *found.entities.known)


def _with_ids(overrides: Overrides, known: Sequence[KnownId], found: Found, report: BuildReport) -> Overrides:
    """The overrides with ids for names; what they name that is not there goes into the report."""
    placed, unclear = with_ids(current(overrides, known), found.entities.entity_of)
    report.warnings += [*unclear, *unknown_ids(placed, known), *unknown_slots(placed, found.authors.author_of)]
    return placed


def _tables(
    bundle: Bundle, material: Material, found: Found, overrides: Overrides, extraction: Extraction
) -> GraphTables:
    """Nodes, and the edges that the sources and the extractor give."""
    first_listed = material.first_listed
    nodes, edges = paper_tables(material.papers, bundle.manifest.sources)
    author_of = found.authors.author_of
    nodes["Author"], edges["AUTHORED"] = author_tables(material.facts, author_of, first_listed, overrides.rename)
    linked = _linked(material, found.entities)
    names = {each.id: each.name for each in found.entities.known}
    entity_nodes, links = link_tables(linked, extraction.thresholds, first_listed, overrides, names)
    return GraphTables(nodes | entity_nodes, edges | links, bundle.id)


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


def _linked(material: Material, entities: EntityResolution) -> Iterable[LinkedText]:
    """The shown texts with the entities of their mentions: the shown title and abstract, and every summary."""
    for paper in material.papers:
        units = [paper.shown_unit]
        for telling in paper.tellings:
            units += [unit for _, unit in telling.summaries() if unit not in units]
        for unit in units:
            found = tuple(
                (mention, entity)
                for mention in material.mentions[unit.key]
                if (entity := entities.entity_of.get((paper.id, mention))) is not None
            )
            yield LinkedText(paper.id, unit, found)


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
