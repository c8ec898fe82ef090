"""Every reader of a user's file as a function of its bytes, with the sample files that its fuzzing starts from."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from kg.graph.list_items import bib_items
from kg.graph.lists import parse_list
from kg.graph.overrides import parse_overrides
from kg.model.records import Source
from kg.sources.discover import PlannedFile, SourcePlan
from kg.sources.read import READERS, read_source
from kg.stores.library import cypher_folder, parse_query
from tests.sources.samples import block, digest
from tests.sources.test_bulleted import EARLY
from tests.sources.test_standard import BOLD, TRANSLATED
from tests.sources.test_topics import TOPICS
from tests.text.test_bibtex import FILE as BIBTEX
from tests.text.test_ris import RIS

ROOT = Path(__file__).parents[3]
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def read_as(kind: str, data: bytes) -> Source:
    """The source that the bytes are, taken for this kind; what every record promises holds."""
    name = {"markdown": "2026-03-02.md", "enhanced": "2026-03-02_AI_enhanced_English.jsonl"}.get(kind, "a.jsonl")
    plan = SourcePlan("digest:x:1", "x", None, "x", (PlannedFile(Path(name), name, kind, data),))
    source = read_source(plan)
    assert all(file.blocks == file.records + file.rejects for file in source.files)
    for record in source.records:
        assert record.paper.startswith("arxiv:")
        texts = (record.title, record.abstract, *(author.name for author in record.authors))
        assert not any(map(_CONTROL.search, texts))
        "".join((*texts, record.comment or "", record.section or "")).encode()
    return source


def read_gzip(data: bytes) -> None:
    """A digest that came compressed, or claims so."""
    read_as("markdown", data if data.startswith(b"\x1f\x8b") else gzip.compress(data))


def read_list(data: bytes) -> None:
    parse_list(data.decode("utf-8", "replace"), Path("lists/thesis.toml"))


def read_overrides(data: bytes) -> None:
    parse_overrides(data.decode("utf-8", "replace"), Path("overrides.toml"))


def read_bibtex(data: bytes) -> None:
    items, problems = bib_items(data.decode("utf-8-sig", "replace"))
    assert all(item.naming for item in items)
    assert all(problem.startswith("line ") for problem in problems)


def read_ris(data: bytes) -> None:
    items, problems = bib_items(data.decode("utf-8-sig", "replace"), ris=True)
    assert all(item.naming for item in items)
    assert all(problem.startswith("line ") for problem in problems)


def read_query(data: bytes) -> None:
    parse_query(data.decode("utf-8", "replace"), name="mine", where="mine.cypher")


FUZZED: dict[str, Callable[[bytes], object]] = {
    **{kind: (lambda data, kind=kind: read_as(kind, data)) for kind in READERS},
    "gzip": read_gzip,
    "bibtex": read_bibtex,
    "ris": read_ris,
    "list": read_list,
    "overrides": read_overrides,
    "query": read_query,
}
"""Reader → what it is fed to."""


def seeds(kind: str) -> list[bytes]:
    """The sound files that the mutations of a reader start from: ours, small."""
    days = ROOT / "kg" / "sample" / "digests"
    rows = (days / "2026-03-02.jsonl").read_bytes().splitlines(keepends=True)[:3]
    if kind in ("markdown", "gzip"):
        written = [digest([block(), block(number=2)]), EARLY, BOLD, TRANSLATED, TOPICS]
        return [*(text.encode() for text in written), (days / "2026-03-02.md").read_bytes()[:6_000]]
    if kind in ("raw", "enhanced", "papers"):
        return [b"".join(rows), ENHANCED.encode(), PAPERS.encode()]
    if kind == "query":
        return [path.read_bytes() for path in sorted(cypher_folder().glob("co-*.cypher"))]
    return [{"bibtex": BIBTEX, "ris": RIS, "list": LIST, "overrides": OVERRIDES}[kind].encode()]


ENHANCED = """{"id": "2603.90001", "title": "Slow Glazes", "authors": ["Ada Abara", "Bo Li, Jr."],\
 "categories": ["cs.LG"], "summary": "We heat clay.",\
 "AI": {"tldr": "Heat.", "motivation": ["a", ["b"]], "method": "Error: api", "other": "x"}}
{"abs": "https://arxiv.org/abs/2603.90002v2", "title": "Kilns", "authors": "Ada Abara; Bo Li", "cate": "cs.LG",\
 "pdf": "https://arxiv.org/pdf/2603.90002v2", "abstract": "W\\u00e4rme", "AI": null, "comment": "8 pages"}
"""
PAPERS = """{"id": "2603.90001", "first_listed": "2026-03-02", "title": "Slow Glazes",\
 "published": "2026-02-27T10:00:00Z", "categories": "cs.LG, cs.AI",\
 "authors": [{"name": "Ada Abara", "orcid": "0000-0000", "affiliation": "Kiln"}, "Bo Li"]}
"""
LIST = """name = "Thesis"
note = "what chapter 3 stands on"
categories = ["cs.IR"]

[[papers]]
id = "arxiv:2603.90001"
title = "Slow Glazes"
added = 2026-03-04
status = "read"
tags = ["baseline"]

[[authors]]
id = "arxiv:2603.90001#3 Jing Wu"
"""
OVERRIDES = """[[same]]
a = "arxiv:2512.20916#3"
b = "arxiv:2601.00117#1"
reason = "same home page"

[[rename]]
id = "entity:low-rank-adaptation"
to = "LoRA"
reason = "the usual name"
"""
