"""The manifest: the one file of a bundle that is ever replaced, and by which every other is found."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.graph.parts import replace_file
from kg.model.errors import BundleError
from kg.model.records import SourceFile
from kg.model.schema import SCHEMA_VERSION

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source that the bundle holds; its place in the manifest's list is its place in the fold."""

    id: str
    name: str
    date: str | None
    folder: str
    files: tuple[SourceFile, ...]
    papers: int
    part: str
    warnings: tuple[str, ...] = ()

    @property
    def hashes(self) -> frozenset[tuple[str, str]]:
        """What tells whether the source has changed: its files' names and contents."""
        return frozenset((file.path, file.sha256) for file in self.files)


@dataclass
class Manifest:
    """What `manifest.json` says. `nodes` and `edges` map a label or type to its parts, `ids` authors and entities.

    `steps`, `entity_steps` and `similar_steps` are the parts that let the folds of authors and entities, and the
    likeness of papers, go on from where they stood.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    schema: int = SCHEMA_VERSION
    versions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    sources: list[SourceEntry] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, list[str]] = field(default_factory=dict)
    edges: dict[str, list[str]] = field(default_factory=dict)
    mentions: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    steps: str = ""
    entity_steps: str = ""
    similar_steps: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    fingerprint: str = ""
    analysis_fingerprint: str = ""
    analyzed: str = ""
    """The graph fingerprint that the analysis was computed from."""

    def parts(self) -> set[str]:
        """Every part that the manifest names."""
        tables = [name for names in (*self.nodes.values(), *self.edges.values()) for name in names]
        ids = (*self.ids.values(), *filter(None, [self.steps, self.entity_steps, self.similar_steps]))
        return {*tables, *self.mentions, *ids, *(source.part for source in self.sources)}

    def source(self, source_id: str) -> SourceEntry | None:
        """The entry of this source."""
        return next((entry for entry in self.sources if entry.id == source_id), None)


def write_manifest(bundle: Path, manifest: Manifest) -> None:
    """Replace the bundle's manifest in one step."""
    content = {"format": "arxiv-kg bundle", **asdict(manifest)}
    replace_file(bundle / NAME, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def read_manifest(bundle: Path) -> Manifest:
    """The bundle's manifest.

    Raises BundleError where there is none, where it is damaged, or where its schema is not ours.
    """
    path = bundle / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleError(
            f"{bundle}: no bundle here (no {NAME}). Make one with: kg run FOLDER --out {bundle}"
        ) from None
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: expected a bundle's manifest, but {error}. Restore it, or build again.") from error
    if content.get("schema") != SCHEMA_VERSION:
        raise BundleError(
            f"{path}: the bundle has schema {content.get('schema')}, this kg reads schema {SCHEMA_VERSION}. "
            f"Build it again from its sources: kg build FOLDER --out NEW_FOLDER"
        )
    content.pop("format", None)
    content["sources"] = [_entry(entry) for entry in content["sources"]]
    return Manifest(**content)


def _entry(values: dict[str, Any]) -> SourceEntry:
    files = tuple(SourceFile(**file) for file in values["files"])
    return SourceEntry(**(values | {"files": files, "warnings": tuple(values["warnings"])}))
