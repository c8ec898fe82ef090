"""The bundle: the folder that holds the graph and all that it was made from.

A bundle is read by anybody at any time, through its manifest as it stood when it was opened, and written by one process
under a lock. What a writer adds becomes part of the bundle when the manifest is replaced; until then, and after a
crash, the bundle is what it was.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kg.graph.manifest import Manifest, SourceEntry, read_manifest, write_manifest
from kg.graph.parts import edge_schema, node_schema, read_columns, read_part, write_part
from kg.graph.runs import RUNS, RunLog
from kg.graph.stored import (
    ENTITY_STEPS_SCHEMA,
    ID_SCHEMA,
    MENTIONS_SCHEMA,
    RECORD_SCHEMA,
    SIMILAR_STEPS_SCHEMA,
    STEPS_SCHEMA,
    id_to_row,
    mentions_from_row,
    mentions_to_row,
    record_from_row,
    record_to_row,
    reject_line,
    steps_to_row,
)
from kg.model.errors import BundleError
from kg.model.identity import FoldedPaper, FoldedText, KnownId
from kg.model.mentions import Mention
from kg.model.records import PaperRecord, Source
from kg.model.rows import Row, fingerprint
from kg.model.schema import EDGE_TYPES, NODE_TYPES, is_analysis
from kg.model.tables import GraphTables

REJECTS = "rejects.jsonl"
ANSWERS = ".llm"
"""The folder of a language model's raw answers, which no commit deletes: they were paid for."""
_SIMILAR = tuple(SIMILAR_STEPS_SCHEMA.names)
_DERIVED = ("records", "mentions", "ids", "nodes", "edges")


class Bundle:
    """A bundle on disk, as its manifest stood when it was opened. It is a `GraphReader`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.runs = RunLog(folder)

    @classmethod
    def open(cls, folder: Path) -> Bundle:
        """The bundle in this folder; BundleError where there is none."""
        return cls(folder, read_manifest(folder))

    @classmethod
    def open_or_new(cls, folder: Path) -> Bundle:
        """The bundle in this folder, or a new one that its first commit will put there.

        Raises BundleError where the folder holds other things.
        """
        if (folder / "manifest.json").exists():
            return cls.open(folder)
        foreign = [path.name for path in folder.iterdir() if not _is_ours(path.name)] if folder.is_dir() else []
        if folder.exists() and (foreign or not folder.is_dir()):
            raise BundleError(f"{folder}: not a bundle, and not empty ({', '.join(foreign[:3])}). Give another --out.")
        return cls(folder, Manifest())

    # -- the graph, as a GraphReader ---------------------------------------------------------------------------

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def fingerprint(self) -> str:
        return self.manifest.fingerprint

    @property
    def analysis_fingerprint(self) -> str:
        return self.manifest.analysis_fingerprint

    def node_counts(self) -> dict[str, int]:
        return self.manifest.counts.get("nodes", {})

    def edge_counts(self) -> dict[str, int]:
        return self.manifest.counts.get("edges", {})

    def nodes(self, label: str) -> Iterator[Row]:
        for name in self.manifest.nodes.get(label, ()):
            yield from read_part(self.folder, name)

    def edges(self, type_: str) -> Iterator[Row]:
        for name in self.manifest.edges.get(type_, ()):
            yield from read_part(self.folder, name)

    def table_hashes(self) -> dict[str, str]:
        """Label or type → the names of its parts, which are hashes of their content."""
        tables = (*self.manifest.nodes.items(), *self.manifest.edges.items())
        return {kind: ",".join(name.rpartition("/")[2].partition(".")[0] for name in names) for kind, names in tables}

    def survivors(self) -> dict[str, str]:
        """Former ids of authors and entities → the ids into which they were merged; papers that a DOI joined, too."""
        known = (item for what in self.manifest.ids for item in self.known_ids(what))
        by_doi = (
            (f"doi:{doi}", id_)
            for id_, doi in read_columns(self.folder, self.manifest.nodes.get("Paper", ()), ("id", "doi"))
            if doi and not id_.startswith("doi:")
        )
        return {**dict(by_doi), **{item.id: item.survivor for item in known if item.survivor}}

    # -- what it was made from ---------------------------------------------------------------------------------

    def records(self, entry: SourceEntry) -> Iterator[PaperRecord]:
        """What one source said, in its order."""
        return (record_from_row(row) for row in read_part(self.folder, entry.part))

    def mention_keys(self, extractor: str) -> dict[str, str]:
        """Text key → part, for every text that this version of the extractor has read.

        Parts on disk that the manifest does not name yet count too: a run that was killed has not read for nothing.
        """
        found: dict[str, str] = {}
        for path in sorted((self.folder / "mentions").glob("*.parquet")):
            name = f"mentions/{path.name}"
            keys = read_columns(self.folder, [name], ("key", "extractor"))
            found.update((key, name) for key, version in keys if version == extractor)
        return found

    def mentions(self, parts: Sequence[str], extractor: str) -> dict[str, tuple[Mention, ...]]:
        """Text key → mentions, for the texts of the given parts."""
        rows = (row for name in parts for row in read_part(self.folder, name))
        return {row["key"]: mentions_from_row(row) for row in rows if row["extractor"] == extractor}

    def known_ids(self, what: str) -> list[KnownId]:
        """Every id ever given to `authors` or `entities`, in the order in which they were given.

        Of `papers` those alone that ever gave way to another one.
        """
        name = self.manifest.ids.get(what)
        return [KnownId(**row) for row in read_part(self.folder, name)] if name else []

    def author_steps(self) -> list[FoldedPaper]:
        """What the fold of the authors did, paper by paper, when the graph was last derived."""
        rows = read_columns(self.folder, filter(None, [self.manifest.steps]), ("check", "blocks", "founders"))
        return [FoldedPaper(*row) for row in rows]

    def entity_steps(self) -> list[FoldedText]:
        """What the fold of the entities did, text by text, when the graph was last derived."""
        names = ("check", "keys", "places", "founders", "pairs", "apart")
        rows = read_columns(self.folder, filter(None, [self.manifest.entity_steps]), names)
        return [FoldedText(*row) for row in rows]

    def similar_steps(self) -> list[tuple[str, int, str]]:
        """(paper, place, hash of its text) of all papers, as SIMILAR was last computed from them."""
        names = filter(None, [self.manifest.similar_steps])
        return [(paper, place, check) for paper, place, check in read_columns(self.folder, names, _SIMILAR)]

    def rejects(self) -> Iterator[dict[str, Any]]:
        """The lines of `rejects.jsonl` that belong to the sources as they stand, each once."""
        path = self.folder / REJECTS
        current = {(entry.id, file.sha256) for entry in self.manifest.sources for file in entry.files}
        seen = set()
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            try:
                reject = json.loads(line)
            except ValueError:  # the last line of a run that was killed
                continue
            place = (reject["source"], reject["sha256"], reject["path"], reject["line"])
            if place[:2] in current and place not in seen:
                seen.add(place)
                yield reject

    # -- writing (under the lock) ------------------------------------------------------------------------------

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the bundle against a second writer; BundleError where one is at work."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BundleError(
                    f"{self.folder}: another kg is writing this bundle. Wait until it has ended, then try again."
                ) from None
            if (self.folder / "manifest.json").exists():  # as it stands now that nobody else writes
                self.manifest = read_manifest(self.folder)
            yield
        finally:
            os.close(descriptor)

    def write_records(self, source: Source) -> SourceEntry:
        """The manifest's entry for the source, after its records and rejects were written."""
        rows = [record_to_row(record) for record in source.records]
        part = write_part(self.folder, "records", rows, RECORD_SCHEMA)
        hashes = {file.path: file.sha256 for file in source.files}
        with (self.folder / REJECTS).open("a", encoding="utf-8") as sink:
            sink.writelines(reject_line(source.id, hashes.get(reject.path, ""), reject) for reject in source.rejects)
        papers = len({record.paper for record in source.records})
        return SourceEntry(
            source.id, source.name, source.date, source.folder, source.files, papers, part, source.warnings
        )

    def write_mentions(self, extractor: str, found: Sequence[tuple[str, str, Sequence[Mention]]]) -> str:
        """The part that holds the mentions of these (text key, text kind, mentions)."""
        rows = [mentions_to_row(key, kind, extractor, mentions) for key, kind, mentions in sorted(found)]
        return write_part(self.folder, "mentions", rows, MENTIONS_SCHEMA)

    def write_ids(self, what: str, known: Sequence[KnownId]) -> None:
        """Put the ids of `papers`, `authors` or `entities` into the manifest to come."""
        self.manifest.ids[what] = write_part(self.folder, "ids", [id_to_row(item) for item in known], ID_SCHEMA)

    def write_author_steps(self, folded: Sequence[FoldedPaper]) -> None:
        """Put the steps of the fold into the manifest to come."""
        self.manifest.steps = write_part(self.folder, "ids", [steps_to_row(each) for each in folded], STEPS_SCHEMA)

    def write_entity_steps(self, folded: Sequence[FoldedText]) -> None:
        """Put the steps of the entities' fold into the manifest to come."""
        rows = [steps_to_row(each) for each in folded]
        self.manifest.entity_steps = write_part(self.folder, "ids", rows, ENTITY_STEPS_SCHEMA)

    def write_similar_steps(self, steps: Sequence[tuple[str, int, str]]) -> None:
        """Put what SIMILAR was computed from into the manifest to come."""
        rows = [dict(zip(_SIMILAR, step, strict=True)) for step in steps]
        self.manifest.similar_steps = write_part(self.folder, "ids", rows, SIMILAR_STEPS_SCHEMA)

    def write_tables(self, tables: GraphTables) -> None:
        """Put the finished tables into the manifest to come: all labels and types, parts without rows left out."""
        self.manifest.nodes = {
            label: [write_part(self.folder, f"nodes/{label}", tables.nodes(label), node_schema(label))]
            for label in NODE_TYPES
            if tables.nodes(label)
        }
        self.manifest.edges = {
            type_: [write_part(self.folder, f"edges/{type_}", tables.edges(type_), edge_schema(type_))]
            for type_ in EDGE_TYPES
            if tables.edges(type_)
        }
        self.manifest.counts = {"nodes": dict(tables.node_counts()), "edges": dict(tables.edge_counts())}
        self.manifest.fingerprint = tables.fingerprint
        self.manifest.analysis_fingerprint = tables.analysis_fingerprint

    def commit(self) -> None:
        """Make the manifest to come the bundle's manifest, and delete the parts that it does not name."""
        write_manifest(self.folder, self.manifest)
        named = self.manifest.parts()
        for folder in _DERIVED:
            for path in (self.folder / folder).rglob("*"):
                if path.is_file() and path.relative_to(self.folder).as_posix() not in named:
                    path.unlink()
        for folder in ("nodes", "edges"):
            for path in (self.folder / folder).glob("*"):
                if not any(path.iterdir()):
                    path.rmdir()

    # -- proof -------------------------------------------------------------------------------------------------

    def recomputed_fingerprints(self) -> tuple[str, str]:
        """Both fingerprints, computed anew from the `_row` of every row on disk."""
        graph: list[tuple[str, str]] = []
        analysis: list[tuple[str, str]] = []
        for label, names in self.manifest.nodes.items():
            for key, digest in read_columns(self.folder, names, ("id", "_row")):
                (analysis if is_analysis(label, key) else graph).append((label, digest))
        for type_, names in self.manifest.edges.items():
            for source, digest in read_columns(self.folder, names, ("source", "_row")):
                (analysis if is_analysis(type_, source) else graph).append((type_, digest))
        return fingerprint(graph), fingerprint(analysis)


_OURS = (*_DERIVED, ".lock", ".store", ANSWERS, REJECTS, RUNS, "view.html", "view-*.html", "report.html")
"""What a folder without a manifest may hold and still be taken for a bundle whose first run was killed."""


def _is_ours(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _OURS)
