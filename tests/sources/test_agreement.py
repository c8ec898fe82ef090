"""The readers against the real digests: every Markdown file is read, and agrees with its raw companion."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from kg.model.records import PaperRecord, Source
from kg.sources.read import find_sources, read_source

pytestmark = pytest.mark.data

SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    folder = SHARED / "data" / "digests"
    if not folder.is_dir():
        if "data" in os.environ.get("KG_REQUIRE", ""):
            pytest.fail(f"{folder} is not there, and KG_REQUIRE asks for it")
        pytest.skip(f"{folder} is not there")
    return [read_source(plan) for plan in find_sources([folder]).plans]


def test_every_block_becomes_a_record(sources: list[Source]) -> None:
    blocks: Counter[str] = Counter()
    for source in sources:
        for file in source.files:
            assert file.blocks == file.records + file.rejects
            blocks[f"{file.kind} files"] += 1
            blocks[file.kind] += file.blocks
            blocks["rejects"] += file.rejects
    assert blocks == {
        "markdown files": 111,
        "markdown": 13_576,
        "raw files": 87,
        "raw": 17_247,
        "enhanced files": 51,
        "enhanced": 5_669,
        "rejects": 0,
    }


def test_the_files_of_the_repositories_alone(sources: list[Source]) -> None:
    counts = Counter(
        (file.kind, source.name in {"sample", "thirty-days"})
        for source in sources
        for file in source.files
        for _ in range(file.records)
        if file.kind == "markdown"
    )
    assert counts == {("markdown", False): 11_237, ("markdown", True): 45 + 2_294}


def test_markdown_alone_agrees_with_the_raw_companion(sources: list[Source]) -> None:
    """Of the papers that both list; a paper that the companion does not list is counted apart."""
    wrong: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    compared = agreed = 0
    for source in sources:
        raw: dict[str, PaperRecord] = {}
        for record in source.records:
            if record.kind == "raw":
                raw.setdefault(record.paper, record)
        for record in source.records if raw else ():
            if record.kind != "markdown":
                continue
            if record.paper not in raw:
                absent[f"{source.name}/{record.path}"] += 1
                continue
            kinds = _differences(record, raw[record.paper])
            compared += 1
            agreed += not kinds
            wrong.update(f"{kind}: {source.name}/{record.path}:{record.line}" for kind in kinds)
    print(f"\n{agreed} of {compared} papers agree ({agreed / compared:.4%}); not in the companion: {dict(absent)}")
    print("\n".join(sorted(wrong)))
    assert compared > 11_000
    assert agreed >= 0.999 * compared
    assert sorted(absent.values()) == [5, 88]


def _differences(found: PaperRecord, expected: PaperRecord) -> list[str]:
    """What differs of title, authors (joined, since Markdown keeps no comma inside a name) and first category."""

    def authors(record: PaperRecord) -> str:
        return ",".join(author.name for author in record.authors).replace(", ", ",")

    same = {
        "title": found.title == expected.title,
        "authors": authors(found) == authors(expected),
        "category": found.categories[:1] == expected.categories[:1],
    }
    return [kind for kind, is_same in same.items() if not is_same]


def test_abstracts_agree_where_the_markdown_has_one(sources: list[Source]) -> None:
    wrong = []
    for source in sources:
        raw = {record.paper: record.abstract for record in reversed(source.records) if record.kind == "raw"}
        wrong += [
            f"{source.name}/{record.path}:{record.line}"
            for record in source.records
            if record.kind == "markdown"
            and record.abstract
            and record.abstract != raw.get(record.paper, record.abstract)
        ]
    assert wrong == []


def test_no_failure_passes_for_a_summary(sources: list[Source]) -> None:
    words = ("failed", "unavailable", "unexpected error", "error code", "{tldr}")
    texts = {
        text.casefold()
        for source in sources
        for record in source.records
        if record.summary
        for _, text in record.summary.fields()
        if len(text) < 40
    }
    assert [text for text in texts if any(word in text for word in words)] == []


def test_one_digest_is_summarised_in_one_language(sources: list[Source]) -> None:
    languages = {
        (source.id, record.summary.language) for source in sources for record in source.records if record.summary
    }
    assert Counter(language for _, language in languages) == {"Chinese": 54, "English": 21, "Korean": 3}
    assert len({source for source, _ in languages}) == len(languages)


def test_contents_without_papers_are_told(sources: list[Source]) -> None:
    empty = [warning for source in sources for warning in source.warnings if "none stands there" in warning]
    assert [text.partition(":")[0] for text in empty] == ["2025-09-23.md", "2026-04-23.md"]


def test_plain_papers_are_read_at_speed() -> None:
    """A part of the large file, since the whole takes ten seconds."""
    import gzip
    import time
    from io import BytesIO
    from itertools import islice

    from kg.sources.jsonl import read_papers

    path = SHARED / "data" / "papers" / "authorships-275k.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with gzip.open(path) as stream:
        data = b"".join(islice(stream, 30_000))
    start = time.process_time()
    reading = read_papers(BytesIO(data), path.name)
    assert (len(reading.records), len(reading.rejects)) == (30_000, 0)
    assert time.process_time() - start < 10
