"""The stages in their order: read, extract, resolve, derive, analyze. Stages meet here and nowhere else.

A build reads only what the manifest lacks, extracts only texts that were never extracted, and then derives the graph
from all records in fold order, so that the result depends on records, places, overrides, previous ids and versions
alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import kg
from kg.analysis.builds_on import builds_on_edges
from kg.analysis.coauthors import co_author_edges
from kg.analysis.communities import communities
from kg.analysis.cooccurrence import co_occurs_edges
from kg.analysis.similar import similar_edges
from kg.extraction.thresholds import DEFAULT_THRESHOLDS
from kg.graph.author_rows import author_tables
from kg.graph.bundle import Bundle
from kg.graph.link_rows import LinkedText, link_tables
from kg.graph.manifest import SourceEntry
from kg.graph.overrides import read_overrides, user_files
from kg.graph.paper_rows import listing_dates, paper_tables
from kg.graph.papers import JoinedPaper, join_papers, texts_in_order
from kg.model.errors import UsageError
from kg.model.identity import EntityResolution, KnownId, PaperMentions
from kg.model.mentions import Mention, TextUnit
from kg.model.rows import Row
from kg.model.tables import GraphTables
from kg.resolution.authors import resolve_authors
from kg.resolution.entities import resolve_entities
from kg.resolution.version import RESOLVER_VERSION
from kg.sources.read import SourcePlan, find_sources, read_source

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done and what there is to do."""

_BATCH = 2_000


@dataclass
class BuildReport:
    """What a build did; counts of new things are against the bundle as it was."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    papers: int = 0
    """Papers that the added and changed sources list."""
    blocks: int = 0
    rejects: int = 0
    unaligned_authors: int = 0
    texts_extracted: int = 0
    merged: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.seconds or self.added or self.changed or self.removed)


class _Clock:
    """Seconds a step, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._last, 3)
        self._last = now


def _silent(step: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class BuildPlan:
    """What a build would do: sources to read, and what stands in the way of nothing."""

    new: list[SourcePlan]
    changed: list[SourcePlan]
    unchanged: list[SourcePlan]
    skipped: list[SourcePlan]
    warnings: list[str]


def plan_build(
    bundle: Bundle,
    paths: Sequence[str | Path],
    *,
    source: str | None = None,
    date: str | None = None,
    restore: bool = False,
) -> BuildPlan:
    """What these paths hold, sorted by what the bundle knows of it. Sources taken out by `remove` are skipped.

    Raises InputError where nothing could be read, UsageError where a digest's id is taken by another folder's.
    """
    plans, warnings = find_sources(paths, source=source, date=date)
    result = BuildPlan([], [], [], [], list(warnings))
    for plan in plans:
        entry = bundle.manifest.source(plan.id)
        if entry is None and plan.id in bundle.manifest.removed and not restore:
            result.skipped.append(plan)
        elif entry is None:
            result.new.append(plan)
        elif _merged_hashes(entry, plan) == entry.hashes:
            result.unchanged.append(plan)
        elif entry.folder != plan.folder and not entry.hashes & _hashes(plan):
            raise UsageError(
                f"{plan.folder}: its digest {plan.id} is in the bundle already, from {entry.folder}, with other "
                f"content. Give this one a name of its own: --source NAME"
            )
        else:
            result.changed.append(plan)
    return result


def _hashes(plan: SourcePlan) -> frozenset[tuple[str, str]]:
    return frozenset((file.name, file.sha256) for file in plan.files)


def _merged_hashes(entry: SourceEntry, plan: SourcePlan) -> frozenset[tuple[str, str]]:
    """The entry's files after those of the plan are laid over them; a file gone from the folder stays."""
    return frozenset((dict(entry.hashes) | dict(_hashes(plan))).items())


def build(
    bundle: Bundle,
    paths: Sequence[str | Path],
    *,
    source: str | None = None,
    date: str | None = None,
    restore: bool = False,
    reextract: bool = False,
    processes: int | None = None,
    progress: Progress = _silent,
    announce: Callable[[BuildReport], None] = lambda report: None,
) -> BuildReport:
    """Add the sources at these paths to the bundle, derive the graph anew, and commit. A second call does nothing."""
    report, clock = BuildReport(), _Clock()
    with bundle.locked():
        plan = plan_build(bundle, paths, source=source, date=date, restore=restore)
        report.warnings += plan.warnings
        report.skipped = [item.id for item in plan.skipped]
        if not (plan.new or plan.changed or reextract or _stale(bundle)):
            return report
        clock.lap("find")
        _read(bundle, plan, report, progress)
        announce(report)
        clock.lap("read")
        bundle.manifest.removed = [s for s in bundle.manifest.removed if bundle.manifest.source(s) is None]
        _derive(bundle, report, clock, reextract=reextract, processes=processes, progress=progress)
        _finish(bundle, "build", report, clock)
    return report


def remove(bundle: Bundle, ids: Sequence[str], *, progress: Progress = _silent) -> BuildReport:
    """Take sources (`digest:…`, `file:…`) out again; they stay out until `--restore`."""
    report, clock = BuildReport(), _Clock()
    with bundle.locked():
        for id_ in ids:
            if bundle.manifest.source(id_) is None:
                have = ", ".join(entry.id for entry in bundle.manifest.sources[-3:])
                raise UsageError(f"{id_}: no source of {bundle.folder} has this id. The last ones are {have}.")
        bundle.manifest.sources = [entry for entry in bundle.manifest.sources if entry.id not in ids]
        bundle.manifest.removed = sorted({*bundle.manifest.removed, *ids})
        report.removed = list(ids)
        _derive(bundle, report, clock, progress=progress)
        _finish(bundle, "remove", report, clock)
    return report


def analyze(bundle: Bundle, *, progress: Progress = _silent) -> dict[str, int]:
    """The number of communities a kind, after they were found anew where the graph has changed since the last time."""
    with bundle.locked():
        if bundle.manifest.analyzed != bundle.manifest.fingerprint:
            clock = _Clock()
            tables = read_tables(bundle)
            dates = [row["date"] for row in tables.nodes("Digest") if row.get("date")]
            progress("communities", 0, 1)
            found = communities(_without_communities(tables), tables, max(dates, default=None))
            progress("communities", 1, 1)
            _put_communities(tables, found)
            bundle.write_tables(tables.finish())
            bundle.manifest.analyzed = bundle.manifest.fingerprint
            bundle.commit()
            clock.lap("analyze")
            bundle.log_run({"command": "analyze", "at": _now(), "seconds": clock.seconds})
    kinds = [row["kind"] for row in bundle.nodes("Community")]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def read_tables(bundle: Bundle) -> GraphTables:
    """The bundle's graph in memory."""
    nodes = {label: list(bundle.nodes(label)) for label in bundle.node_counts()}
    edges = {type_: list(bundle.edges(type_)) for type_ in bundle.edge_counts()}
    return GraphTables(nodes, edges, bundle.id)


# -- reading -----------------------------------------------------------------------------------------------------


def _read(bundle: Bundle, plan: BuildPlan, report: BuildReport, progress: Progress) -> None:
    """Write the records of new and changed sources; a changed one keeps its place, new ones are appended in order."""
    entries = {entry.id: entry for entry in bundle.manifest.sources}
    work = [*plan.changed, *sorted(plan.new, key=lambda item: (item.date is None, item.date or "", item.name, item.id))]
    for number, item in enumerate(work):
        progress("reading", number, len(work))
        found = read_source(item)
        before = entries.get(item.id)
        if before is not None:
            found = _lay_over(bundle, before, found)
        entries[item.id] = bundle.write_records(found)
        report.blocks += sum(file.blocks for file in found.files)
        report.rejects += len(found.rejects)
        report.warnings += found.warnings
        report.papers += entries[item.id].papers
        (report.added if before is None else report.changed).append(item.id)
    progress("reading", len(work), len(work))
    bundle.manifest.sources = list(entries.values())


def _lay_over(bundle: Bundle, before: SourceEntry, found: Any) -> Any:
    """The source as found now, with the records of files that are gone from its folder: they stay until `remove`."""
    from dataclasses import replace

    here = {file.path for file in found.files}
    gone = [file for file in before.files if file.path not in here]
    if not gone:
        return found
    names = {file.path for file in gone}
    kept = tuple(record for record in bundle.records(before) if record.path in names)
    return replace(found, files=(*found.files, *gone), records=(*found.records, *kept))


# -- deriving ----------------------------------------------------------------------------------------------------


def _versions() -> dict[str, str]:
    import pyarrow

    from kg.extraction.extract import EXTRACTOR_VERSION

    return {
        "kg": kg.__version__,
        "extractor": EXTRACTOR_VERSION,
        "resolver": RESOLVER_VERSION,
        "pyarrow": pyarrow.__version__,
    }


def _stale(bundle: Bundle) -> bool:
    """Whether the graph would come out otherwise though no source is new: the user's files or the resolver changed."""
    manifest = bundle.manifest
    return bool(manifest.sources) and (
        manifest.files != user_files(bundle.folder) or manifest.versions.get("resolver") != RESOLVER_VERSION
    )


def _derive(
    bundle: Bundle,
    report: BuildReport,
    clock: _Clock,
    *,
    reextract: bool = False,
    processes: int | None = None,
    progress: Progress,
) -> None:
    manifest = bundle.manifest
    _check_extractor(bundle, reextract=reextract)
    overrides = read_overrides(bundle.folder)
    papers = join_papers((entry, bundle.records(entry)) for entry in manifest.sources)
    facts = [paper.facts() for paper in papers]
    report.unaligned_authors = sum(paper.unaligned for paper in papers)
    clock.lap("join")
    texts = texts_in_order(papers)
    mentions = _extract(bundle, [unit for _, _, unit in texts], report, processes, progress)
    clock.lap("extract")
    progress("resolving", 0, 2)
    authors = resolve_authors(facts, overrides, bundle.known_ids("authors"))
    progress("resolving", 1, 2)
    told = [PaperMentions(paper.id, _categories(paper), mentions[unit.key]) for _, paper, unit in texts]
    entities = resolve_entities(told, overrides, bundle.known_ids("entities"))
    progress("resolving", 2, 2)
    for what, known in (("authors", authors.known), ("entities", entities.known)):
        _note_changes(report, bundle.known_ids(what), known)
        bundle.write_ids(what, known)
    clock.lap("resolve")
    first_listed = {paper.id: next(iter(listing_dates(paper)), None) for paper in papers}
    nodes, edges = paper_tables(papers, manifest.sources)
    nodes["Author"], edges["AUTHORED"] = author_tables(facts, authors.author_of, first_listed, overrides.rename)
    linked = _linked(papers, mentions, entities)
    entity_nodes, links = link_tables(linked, DEFAULT_THRESHOLDS, first_listed, overrides)
    tables = GraphTables(nodes | entity_nodes, edges | links, bundle.id)
    clock.lap("derive")
    _derived_edges(tables, papers, first_listed, progress)
    clock.lap("relate")
    _keep_communities(bundle, tables)
    bundle.write_tables(tables.finish())
    manifest.versions = _versions()
    manifest.files = user_files(bundle.folder)
    clock.lap("write")


def _check_extractor(bundle: Bundle, *, reextract: bool) -> None:
    from kg.extraction.extract import EXTRACTOR_VERSION

    used = bundle.manifest.versions.get("extractor")
    if used and used != EXTRACTOR_VERSION and not reextract:
        raise UsageError(
            f"{bundle.folder}: its texts were read by extractor {used}, this kg has {EXTRACTOR_VERSION}, and versions "
            "are never mixed. Read all texts again (ids, lists and overrides stay): kg build --reextract"
        )


def _extract(
    bundle: Bundle, units: Iterable[TextUnit], report: BuildReport, processes: int | None, progress: Progress
) -> dict[str, tuple[Mention, ...]]:
    """Text key → mentions of all these texts; only those that no part holds are extracted, and kept batch by batch."""
    from kg.extraction.extract import EXTRACTOR_VERSION
    from kg.extraction.parallel import extract_units

    wanted = {unit.key: unit for unit in units}
    have = bundle.mention_keys(EXTRACTOR_VERSION)
    missing = [unit for key, unit in wanted.items() if key not in have]
    parts = set(have.values())
    batch: list[tuple[str, str, Sequence[Mention]]] = []
    for number, (unit, mentions) in enumerate(extract_units(missing, processes=processes), 1):
        batch.append((unit.key, unit.kind, mentions))
        if len(batch) == _BATCH or number == len(missing):
            parts.add(bundle.write_mentions(EXTRACTOR_VERSION, batch))
            batch = []
        if number % 50 == 0 or number == len(missing):
            progress("extracting", number, len(missing))
    report.texts_extracted = len(missing)
    bundle.manifest.mentions = sorted(parts)
    found = bundle.mentions(bundle.manifest.mentions, EXTRACTOR_VERSION)
    return {key: found[key] for key in wanted}


def _categories(paper: JoinedPaper) -> tuple[str, ...]:
    return paper.tellings[0].first("categories") or ()  # type: ignore[return-value]


def _note_changes(report: BuildReport, before: Sequence[KnownId], after: Sequence[KnownId]) -> None:
    """Put into the report which ids that were given before were merged now."""
    survivors = {known.id: known.survivor for known in after}
    report.merged += [
        (known.id, survivor)
        for known in before
        if known.survivor is None and (survivor := survivors.get(known.id)) is not None
    ]


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
    tables: GraphTables, papers: Sequence[JoinedPaper], first_listed: dict[str, str | None], progress: Progress
) -> None:
    edges = tables.edge_rows
    progress("relating", 0, 3)
    edges["CO_AUTHOR"] = co_author_edges(edges["AUTHORED"], first_listed)
    methods = {row["id"] for row in tables.nodes("Method")}
    links = {type_: edges[type_] for type_ in ("PROPOSES", "USES", "COMPARES_WITH")}
    edges["CO_OCCURS"] = co_occurs_edges((row for rows in links.values() for row in rows), methods)
    edges["BUILDS_ON"] = builds_on_edges(links)
    edges["CITES"] = _citations(papers)
    progress("relating", 1, 3)
    texts = [(paper.id, paper.place, f"{paper.shown_unit.title} {paper.shown_unit.text}") for paper in papers]
    edges["SIMILAR"] = similar_edges(texts)
    progress("relating", 3, 3)


def _citations(papers: Sequence[JoinedPaper]) -> list[Row]:
    """CITES between papers of the graph, where a source gives references."""
    known = {paper.id for paper in papers}
    found = {
        (paper.id, reference): telling.source.id
        for paper in papers
        for telling in reversed(paper.tellings)
        for record in telling.records
        for reference in record.references
        if reference in known and reference != paper.id
    }
    return [{"source": paper, "target": target, "said_by": name} for (paper, target), name in found.items()]


# -- communities -------------------------------------------------------------------------------------------------


def _without_communities(tables: GraphTables) -> GraphTables:
    nodes = {label: rows for label, rows in tables.node_rows.items() if label != "Community"}
    edges = {type_: [row for row in rows if not _of_community(row)] for type_, rows in tables.edge_rows.items()}
    return GraphTables(nodes, edges, tables.id)


def _of_community(row: Row) -> bool:
    return any(str(row[end]).startswith("community:") for end in ("source", "target"))


def _put_communities(tables: GraphTables, found: GraphTables) -> None:
    """Replace the communities of the tables by those found."""
    bare = _without_communities(tables)
    tables.node_rows = bare.node_rows | found.node_rows
    tables.edge_rows = bare.edge_rows
    for type_, rows in found.edge_rows.items():
        tables.edge_rows[type_] = [*tables.edge_rows.get(type_, []), *rows]


def _keep_communities(bundle: Bundle, tables: GraphTables) -> None:
    """Carry the communities over until they are computed anew, without the edges whose ends are gone."""
    ids = {row["id"] for rows in tables.node_rows.values() for row in rows}
    old = read_tables(bundle)
    tables.node_rows["Community"] = old.nodes("Community")
    ids |= {row["id"] for row in tables.node_rows["Community"]}
    for type_, rows in old.edge_rows.items():
        kept = [row for row in rows if _of_community(row) and row["source"] in ids and row["target"] in ids]
        if kept:
            tables.edge_rows[type_] = [*tables.edge_rows.get(type_, []), *kept]


# -- bookkeeping -------------------------------------------------------------------------------------------------


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def _finish(bundle: Bundle, command: str, report: BuildReport, clock: _Clock) -> None:
    bundle.commit()
    clock.lap("commit")
    report.seconds = clock.seconds
    bundle.log_run({"command": command, "at": _now(), "fingerprint": bundle.fingerprint, **asdict(report)})
