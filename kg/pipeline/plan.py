"""What a build would do: the sources at some paths, held against the bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.analysis.coauthors import MAX_TEAM
from kg.graph.bundle import Bundle
from kg.graph.manifest import SourceEntry
from kg.model.errors import UsageError
from kg.sources.discover import SourcePlan
from kg.sources.read import find_sources


@dataclass(frozen=True)
class BuildPlan:
    """The sources that a build would read (`new`, `changed`), and those that it would not."""

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


def max_team_of(bundle: Bundle) -> int:
    """The number of authors above which a paper of the bundle adds no co-author edge."""
    return int(bundle.manifest.settings.get("max_team", MAX_TEAM))


def _hashes(plan: SourcePlan) -> frozenset[tuple[str, str]]:
    return frozenset((file.name, file.sha256) for file in plan.files)


def _merged_hashes(entry: SourceEntry, plan: SourcePlan) -> frozenset[tuple[str, str]]:
    """The entry's files after those of the plan are laid over them; a file gone from the folder stays."""
    return frozenset((dict(entry.hashes) | dict(_hashes(plan))).items())
