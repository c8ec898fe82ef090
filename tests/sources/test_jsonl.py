import json
import time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.jsonl import read_enhanced, read_papers, read_raw

ROW: dict[str, Any] = {
    "id": "2512.00001",
    "categories": ["cs.LG", "stat.ML"],
    "pdf": "https://arxiv.org/pdf/2512.00001",
    "abs": "https://arxiv.org/abs/2512.00001",
    "authors": ["Ada Stone", "Tom C. Oak, Jr."],
    "title": "Slow Gates\n  for Fast Nets",
    "comment": None,
    "summary": "We slow the gates\nof a fast net.\n  Twice.",
}


def lines(*rows: object) -> BytesIO:
    return BytesIO("".join(json.dumps(row) + "\n" for row in rows).encode())


@pytest.mark.parametrize(
    ("told", "paper"),
    [
        ({"doi": "10.1234/Kiln"}, "doi:10.1234/kiln"),
        ({"id": "https://doi.org/10.1234/Kiln"}, "doi:10.1234/kiln"),
        ({"doi": "10.48550/arXiv.2512.00001"}, "arxiv:2512.00001"),
        ({"id": "https://openalex.org/W42", "doi": "10.1234/kiln"}, "openalex:W42"),
        ({"id": "dblp:conf/kiln/1"}, "dblp:conf/kiln/1"),
        ({"id": "dblp:conf/kiln/1", "url": "https://arxiv.org/abs/2512.00001v2"}, "arxiv:2512.00001"),
        ({"id": "2512.00001", "doi": "10.1234/kiln"}, "arxiv:2512.00001"),
    ],
)
def test_a_row_without_an_arxiv_id_is_known_by_its_doi_or_by_the_id_of_a_bibliography(
    told: dict[str, str], paper: str
) -> None:
    (record,) = read_raw(lines({"title": "Kilns"} | told), "2025-12-25.jsonl").records
    assert (record.paper, record.doi) == (paper, told.get("doi"))


def test_a_raw_row() -> None:
    (record,) = read_raw(lines(ROW), "2025-12-25.jsonl").records
    assert (record.paper, record.kind, record.path, record.line) == ("arxiv:2512.00001", "raw", "2025-12-25.jsonl", 1)
    assert (record.title, record.abstract) == ("Slow Gates for Fast Nets", "We slow the gates of a fast net. Twice.")
    assert [author.name for author in record.authors] == ["Ada Stone", "Tom C. Oak, Jr."]
    assert (record.categories, record.categories_complete) == (("cs.LG", "stat.ML"), True)
    assert (record.url, record.pdf_url, record.version) == (ROW["abs"], ROW["pdf"], None)
    assert (record.comment, record.rank, record.section, record.summary) == (None, None, None, None)


def test_the_variant_with_one_category_and_a_pdf_address() -> None:
    row = {"id": "2506.00001", "title": "T", "authors": [], "cate": "cs.LG", "url": "http://arxiv.org/pdf/2506.00001v2"}
    (record,) = read_raw(lines(row), "a.jsonl").records
    assert (record.categories, record.categories_complete, record.version) == (("cs.LG",), False, 2)
    assert (record.url, record.pdf_url) == (None, "http://arxiv.org/pdf/2506.00001v2")


def test_what_else_a_source_may_give() -> None:
    row = ROW | {
        "published": "2025-12-20T10:00:00Z",
        "doi": "10.1/x",
        "journal_ref": "J. Gates 1",
        "comment": "9\n pages",
    }
    (record,) = read_raw(lines(row), "a.jsonl").records
    assert (record.published, record.doi, record.journal_ref, record.comment) == (
        "2025-12-20",
        "10.1/x",
        "J. Gates 1",
        "9 pages",
    )


def test_a_cross_listed_paper_is_a_record_each_time() -> None:
    reading = read_raw(lines(ROW, ROW), "a.jsonl")
    assert [(record.paper, record.line) for record in reading.records] == [
        ("arxiv:2512.00001", 1),
        ("arxiv:2512.00001", 2),
    ]


@pytest.mark.parametrize("paper", ["hep-th/0408048", "math/0309136", "0705.1862", "1504.08319"])
def test_old_ids(paper: str) -> None:
    (record,) = read_raw(lines({"id": paper, "title": "T"}), "a.jsonl").records
    assert record.paper == f"arxiv:{paper}"


def test_the_language_of_an_enhanced_file() -> None:
    row = ROW | {"AI": {"tldr": "慢速门减少泄漏。", "method": "Error", "translated_summary": "译文"}}
    for name, language in [("a_AI_enhanced_Chinese.jsonl", "Chinese"), ("a_AI_enhanced_.jsonl", "Chinese"),
                           ("a_AI_enhanced_Korean.jsonl.gz", "Korean"), ("a.jsonl", "Chinese")]:  # fmt: skip
        (record,) = read_enhanced(lines(row), name).records
        assert record.summary is not None
        assert (record.kind, record.summary.language) == ("enhanced", language)
        assert record.summary.fields() == [("tldr", "慢速门减少泄漏。")]
        assert record.summary.extra == (("translated_abstract", "译文"),)


def test_a_failed_summary_is_none() -> None:
    row = ROW | {"AI": {"tldr": "Summary generation failed", "motivation": "N/A", "result": "string", "method": True}}
    assert read_enhanced(lines(row, ROW | {"AI": "Error"}), "a_AI_enhanced_Chinese.jsonl").records[0].summary is None


def test_papers_carry_their_own_dates() -> None:
    reading = read_papers(lines(ROW | {"first_listed": "2025-08-26"}, ROW | {"first_listed": "soon"}), "papers.jsonl")
    assert [record.first_listed for record in reading.records] == ["2025-08-26", None]
    assert reading.warnings == ["papers.jsonl: 1 papers have no first_listed of the form YYYY-MM-DD"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{'id': 1}", "expected a JSON object, found none"),
        ('{"id": "2512.00001", "title": "cut o', "expected a JSON object, found none"),
        ("[" * 100_000, "expected a JSON object, found none"),
        ("[1, 2]", "expected a JSON object, found list"),
        ('{"title": "T"}', "expected an arXiv id in 'id', 'abs', 'url' or 'pdf', or a DOI in 'doi', found none"),
        ('{"id": "x", "title": "T"}', "expected an arXiv id or address, found 'x'"),
        ('{"id": "2512.00001", "title": " "}', "expected a title, found none"),
        ('{"id": "2512.00001", "title": 5}', "expected a title, found none"),
    ],
)
def test_a_line_that_is_no_paper_is_rejected(line: str, reason: str) -> None:
    reading = read_raw(BytesIO(f"\n{line}\n{json.dumps(ROW)}\n".encode()), "a.jsonl")
    assert (reading.blocks, len(reading.records)) == (2, 1)
    (reject,) = reading.rejects
    assert reject.reason.startswith(reason)
    assert (reject.path, reject.line, reject.raw) == ("a.jsonl", 2, line)


def test_odd_bytes() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(ROW | {"title": "Sl\x00ow\u202e Gates"}).encode() + b"\r\n"
    data += b'{"id": "2512.00002", "title": "raw\x00nul \xff"}\n'
    reading = read_raw(BytesIO(data), "a.jsonl")
    assert [record.title for record in reading.records] == ["Slow Gates", "rawnul \ufffd"]
    assert reading.warnings == ["a.jsonl:2: bytes that are not UTF-8 became U+FFFD"]


def test_authors_that_are_none_are_counted_once() -> None:
    reading = read_raw(lines(ROW | {"authors": ["Oak Team", ":"]}, ROW | {"authors": [""]}), "a.jsonl")
    assert [len(record.authors) for record in reading.records] == [1, 0]
    assert reading.warnings == [
        "a.jsonl:1: an author that is empty, ':' or longer than 500 characters was left out (2 times, here first)"
    ]


def test_authors_as_one_text() -> None:
    (record,) = read_raw(lines(ROW | {"authors": "Ada Stone, Tom Oak, Jr."}), "a.jsonl").records
    assert [author.name for author in record.authors] == ["Ada Stone", "Tom Oak, Jr."]


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["id", "title", "authors", "categories", "AI", "summary", "abs"], VALUE)
    )
)
def test_any_row_becomes_a_record_or_a_reject(row: dict[str, object]) -> None:
    whole = read_enhanced(lines(row | {"id": "2512.00001", "title": "T"}), "a.jsonl")
    assert (read_enhanced(lines(row), "a.jsonl").blocks, len(whole.records)) == (1, 1)


def test_twenty_thousand_papers_take_seconds() -> None:
    data = "".join(json.dumps(ROW | {"id": f"2512.{number:05}"}) + "\n" for number in range(20_000)).encode()
    start = time.process_time()
    assert len(read_raw(BytesIO(data), "a.jsonl").records) == 20_000
    assert time.process_time() - start < 8
