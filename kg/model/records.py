"""What a source said: one frozen record a paper block, with the path and line where it stands."""

from __future__ import annotations

from dataclasses import dataclass

SUMMARY_FIELDS = ("tldr", "motivation", "method", "result", "conclusion")


@dataclass(frozen=True, slots=True)
class AuthorName:
    """One slot of an author list, as written."""

    name: str
    orcid: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A digest's machine-written summary; `language` is an English name (`Chinese`), fields that failed are None.

    `extra` keeps what the five fields have no place for, as (field name, text): a translated title, keywords.
    """

    language: str
    tldr: str | None = None
    motivation: str | None = None
    method: str | None = None
    result: str | None = None
    conclusion: str | None = None
    extra: tuple[tuple[str, str], ...] = ()

    def fields(self) -> list[tuple[str, str]]:
        """The (field, text) pairs that are there, in the order of SUMMARY_FIELDS."""
        return [(name, text) for name in SUMMARY_FIELDS if (text := getattr(self, name))]


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """What one file said about one paper.

    `kind` is the kind of file, in falling rank for identity: `raw` (crawled jsonl), `enhanced` (the same with a
    summary), `markdown`; `papers` for a plain jsonl of papers; a reader of another format adds its own. Title and
    abstract have their white space folded to single spaces, else they stand as written, LaTeX included. `rank` counts
    from 1 in a Markdown digest, else it is None. `line` counts from 1.
    """

    paper: str
    kind: str
    path: str
    line: int
    title: str
    authors: tuple[AuthorName, ...] = ()
    categories: tuple[str, ...] = ()
    categories_complete: bool = False
    abstract: str = ""
    version: int | None = None
    published: str | None = None
    url: str | None = None
    pdf_url: str | None = None
    doi: str | None = None
    journal_ref: str | None = None
    venue: str | None = None
    comment: str | None = None
    references: tuple[str, ...] = ()
    rank: int | None = None
    section: str | None = None
    summary: Summary | None = None
    first_listed: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input block that did not become a record."""

    path: str
    line: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source: its name within the source's folder, hash and counts (blocks = records + rejects)."""

    path: str
    sha256: str
    kind: str
    blocks: int
    records: int
    rejects: int


@dataclass(frozen=True, slots=True)
class Source:
    """One digest (all files of one date in one folder) or one other file, read.

    `id` is `digest:<name>:<date>` (`digest:<name>:undated-<sha8>` without a date), `file:<name>:<stem>` for a file
    whose rows carry their own dates; `date` is then the earliest of them. `records` stand in the order of the digest's
    Markdown where there is one (papers that only a companion gives follow, in its order), several records of one paper
    side by side, best kind for identity first.
    """

    id: str
    name: str
    date: str | None
    folder: str
    files: tuple[SourceFile, ...]
    records: tuple[PaperRecord, ...]
    rejects: tuple[Reject, ...]
    warnings: tuple[str, ...] = ()
