"""Sources into the bundle, and out of it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.bundle import Bundle
from kg.graph.find import resolve_name
from kg.graph.manifest import SourceEntry
from kg.graph.overrides import user_files
from kg.model.errors import AmbiguousNameError, InputError, UsageError
from kg.model.records import Source
from kg.pipeline.plan import BuildPlan, max_team_of, plan_build
from kg.pipeline.report import BuildReport, Clock, Progress, now, silent
from kg.resolution.version import RESOLVER_VERSION
from kg.sources.read import read_source

if TYPE_CHECKING:
    from kg.pipeline.extraction import Extraction

PAPER_SCHEMES = ("arxiv:", "doi:", "dblp:", "openalex:")
"""How the id of a paper begins, which a source's never does."""


def build(
    bundle: Bundle,
    paths: Sequence[str | Path],
    *,
    source: str | None = None,
    date: str | None = None,
    restore: bool = False,
    reextract: bool = False,
    max_team: int | None = None,
    processes: int | None = None,
    extraction: Extraction | None = None,
    progress: Progress = silent,
    announce: Callable[[BuildReport], None] = lambda report: None,
) -> BuildReport:
    """Add the sources at these paths to the bundle, derive the graph anew, and commit. A second call does nothing.

    `extraction` reads the texts; by default what has read the bundle's texts before, else the shipped extractor.
    `max_team` is the number of authors above which a paper adds no co-author edge; the bundle keeps it.
    """
    report, clock = BuildReport(), Clock()
    with bundle.locked():
        report.rejects_before = sum(file.rejects for entry in bundle.manifest.sources for file in entry.files)
        plan = plan_build(bundle, paths, source=source, date=date, restore=restore)
        report.warnings += plan.warnings
        report.skipped = [item.id for item in plan.skipped]
        if extraction is not None:
            from kg.pipeline.extraction import check_version

            check_version(bundle, extraction, reextract=reextract)
        restored = [id_ for id_ in bundle.manifest.removed if restore and id_.startswith(PAPER_SCHEMES)]
        recapped = max_team is not None and max_team != max_team_of(bundle)
        if not (plan.new or plan.changed or reextract or restored or recapped or _stale(bundle)):
            return report
        if recapped:
            bundle.manifest.settings["max_team"] = max_team
        clock.lap("find")
        if plan.new or plan.changed:
            _read(bundle, plan, report, progress)
        announce(report)
        clock.lap("read")
        still_out = (id_ for id_ in bundle.manifest.removed if bundle.manifest.source(id_) is None)
        bundle.manifest.removed = [id_ for id_ in still_out if id_ not in restored]
        from kg.pipeline.derive import derive  # loads spaCy, which an idle run does without

        derive(
            bundle, report, clock, reextract=reextract, processes=processes, extraction=extraction, progress=progress
        )
        _finish(bundle, "build", report, clock)
    return report


def remove(bundle: Bundle, ids: Sequence[str], *, progress: Progress = silent) -> BuildReport:
    """Take sources (`digest:…`, `file:…`) or single papers out again; they stay out until `--restore`.

    A paper is given by an id that it has or had, its DOI or its title.
    """
    from kg.pipeline.derive import derive

    report, clock = BuildReport(), Clock()
    with bundle.locked():
        ids = [_removable(bundle, id_) for id_ in ids]
        bundle.manifest.sources = [entry for entry in bundle.manifest.sources if entry.id not in ids]
        bundle.manifest.removed = sorted({*bundle.manifest.removed, *ids})
        report.removed = list(ids)
        derive(bundle, report, clock, progress=progress)
        _finish(bundle, "remove", report, clock)
    return report


def _removable(bundle: Bundle, name: str) -> str:
    """The id of the source or paper of this name; UsageError where there is none."""
    if bundle.manifest.source(name) is not None:
        return name
    try:
        return resolve_name(bundle, name, ("Paper",))
    except AmbiguousNameError:
        raise
    except UsageError:
        have = ", ".join(entry.id for entry in bundle.manifest.sources[-3:])
        raise UsageError(
            f"{name}: neither a source nor a paper of {bundle.folder} has this id. The last sources are {have}."
        ) from None


def _read(bundle: Bundle, plan: BuildPlan, report: BuildReport, progress: Progress) -> None:
    """Write the records of new and changed sources; a changed one keeps its place, new ones are appended in order.

    A source that cannot be read is a warning as long as another one can.
    """
    entries = {entry.id: entry for entry in bundle.manifest.sources}
    new: list[SourceEntry] = []
    work = [*plan.changed, *plan.new]
    for number, item in enumerate(work):
        progress("reading", number, len(work))
        try:
            found = read_source(item)
        except InputError as error:
            if len(work) == 1:
                raise
            report.warnings.append(str(error))
            continue
        before = entries.get(item.id)
        entry = bundle.write_records(found if before is None else _lay_over(bundle, before, found))
        if before is None:
            new.append(entry)
        else:
            entries[item.id] = entry
        _count(report, found, entry, is_new=before is None)
    progress("reading", len(work), len(work))
    if not (report.added or report.changed or plan.unchanged):
        raise InputError(f"none of {len(work)} sources could be read. " + " ".join(report.warnings))
    new.sort(key=lambda entry: (entry.date is None, entry.date or "", entry.name, entry.id))
    bundle.manifest.sources = [*entries.values(), *new]


def _count(report: BuildReport, found: Source, entry: SourceEntry, *, is_new: bool) -> None:
    report.blocks += sum(file.blocks for file in found.files)
    report.rejects += len(found.rejects)
    report.warnings += found.warnings
    report.papers += entry.papers
    (report.added if is_new else report.changed).append(entry.id)


def _lay_over(bundle: Bundle, before: SourceEntry, found: Source) -> Source:
    """The source as found now, with the records of files that are gone from its folder: they stay until `remove`."""
    here = {file.path for file in found.files}
    gone = tuple(file for file in before.files if file.path not in here)
    names = {file.path for file in gone}
    kept = tuple(record for record in bundle.records(before) if record.path in names)
    return replace(found, files=(*found.files, *gone), records=(*found.records, *kept))


def _stale(bundle: Bundle) -> bool:
    """Whether the graph would come out otherwise though no source is new: the user's files or the resolver changed."""
    manifest = bundle.manifest
    return bool(manifest.sources) and (
        manifest.files != user_files(bundle.folder) or manifest.versions.get("resolver") != RESOLVER_VERSION
    )


def _finish(bundle: Bundle, command: str, report: BuildReport, clock: Clock) -> None:
    bundle.commit()
    clock.lap("commit")
    report.seconds = clock.seconds
    bundle.runs.add({"command": command, "at": now(), "fingerprint": bundle.fingerprint, **asdict(report)})
