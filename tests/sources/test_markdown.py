import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources.markdown import TEMPLATES
from tests.sources.samples import block, digest, read
from tests.sources.test_bulleted import EARLY
from tests.sources.test_standard import BOLD, TRANSLATED
from tests.sources.test_topics import TOPICS

SAMPLES = [digest([block(), block(number=2)]), EARLY, BOLD, TRANSLATED, TOPICS]


def test_a_standard_digest() -> None:
    reading = read(
        digest([block(), block(title="Quick Leaks", address="https://arxiv.org/abs/2512.00002v4", number=2)])
    )
    first, second = reading.records
    assert (first.paper, first.kind, first.path, first.line) == ("arxiv:2512.00001", "markdown", "2025-12-25.md", 12)
    assert (first.title, first.abstract) == ("Slow Gates for Fast Nets", "We slow the gates of a fast net.")
    assert [author.name for author in first.authors] == ["Ada Stone", "Bo Li"]
    assert (first.categories, first.categories_complete, first.section) == (("cs.LG",), False, "cs.LG")
    assert (first.url, first.published, first.first_listed) == ("https://arxiv.org/abs/2512.00001", None, None)
    assert first.summary is not None
    assert (first.summary.language, first.summary.tldr) == ("English", "Gates may be slow.")
    assert (second.paper, second.version, second.rank) == ("arxiv:2512.00002", 4, 2)
    assert (reading.rejects, reading.warnings) == ([], [])


def test_the_early_standard_template_without_numbers() -> None:
    (record,) = read(digest([block().replace("### [1] [", "### [")])).records
    assert (record.paper, record.rank, record.title) == ("arxiv:2512.00001", 1, "Slow Gates for Fast Nets")


def test_failed_summaries_are_none() -> None:
    failed = block(
        tldr="Summary generation failed",
        motivation="Motivation analysis unavailable",
        method="Method extraction failed",
        result="Result analysis unavailable",
        conclusion="Conclusion extraction failed",
    )
    (record,) = read(digest([failed])).records
    assert record.summary is None
    assert record.abstract == "We slow the gates of a fast net."


def test_the_section_is_the_category_where_none_is_given() -> None:
    (record,) = read(digest([block(category="{cate}")])).records
    assert record.categories == ("cs.LG",)
    topic = "# Gates [[Back]](#toc)\n\n" + block(category="")
    assert read(topic).records[0].categories == ()


@pytest.mark.parametrize(
    "data",
    [
        digest([block()]).replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + digest([block()]).encode(),
        digest([block()]).replace("Slow", "Sl\x00ow").encode(),
        digest([block()]).replace("Slow", "\u202eSlow\u202c").encode(),
        digest([block()]).replace("\n", "\r").encode(),
    ],
    ids=["crlf", "bom", "nul", "bidi", "cr"],
)
def test_encodings_change_nothing(data: bytes) -> None:
    (record,) = read(data).records
    (expected,) = read(digest([block()])).records
    assert record == expected


def test_invalid_bytes_are_told() -> None:
    reading = read(digest([block()]).encode().replace(b"Slow", b"Sl\xf6w"))
    assert reading.records[0].title == "Sl\ufffdw Gates for Fast Nets"
    assert reading.warnings == ["2025-12-25.md:12: bytes that are not UTF-8 became U+FFFD"]


def test_the_same_paper_twice_is_two_records() -> None:
    reading = read(digest([block(), block(number=2, tldr="Again.")]))
    assert [(record.paper, record.rank) for record in reading.records] == [
        ("arxiv:2512.00001", 1),
        ("arxiv:2512.00001", 2),
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (block(address=""), "expected an arXiv id or address, found ''"),
        (block(address="https://example.org/1"), "expected an arXiv id or address, found 'https://example.org/1'"),
        (block(title=""), "expected a title, found none"),
        (block().replace("](https://arxiv.org/abs/2512.00001)", ""), "expected an arXiv id or address, found ''"),
        (
            block().replace("[1] [Slow Gates for Fast Nets](https://arxiv.org/abs/2512.00001)", "Slow Gates"),
            "expected an",
        ),
    ],
)
def test_a_block_without_id_or_title_is_rejected(written: str, reason: str) -> None:
    reading = read(digest([block(), written]))
    assert (reading.blocks, len(reading.records)) == (2, 1)
    (reject,) = reading.rejects
    assert reject.reason.startswith(reason)
    assert (reject.path, reject.line) == ("2025-12-25.md", 36)
    assert reject.raw == written.strip()


def test_an_author_that_is_none_is_left_out_and_told() -> None:
    reading = read(digest([block(authors="Oak Team,:,Ada Stone,,Bo Li")]))
    assert [author.name for author in reading.records[0].authors] == ["Oak Team", "Ada Stone", "Bo Li"]
    assert reading.warnings == [
        "2025-12-25.md:12: an author that is empty, ':' or longer than 500 characters was left out"
    ]


def test_contents_that_announce_more_are_told() -> None:
    text = digest([block()]).replace("[Total: 1]", "[Total: 2]")
    assert read(text).warnings == ["2025-12-25.md: cs.LG announces 2 papers, 1 stand there"]


def test_contents_without_papers_are_no_error() -> None:
    reading = read("# Table of Contents\n\n- [cs.LG](#cs.LG) [Total: 9]\n\n# cs.LG [[Back]](#toc)\n\n")
    assert (reading.blocks, reading.warnings) == (
        0,
        ["2025-12-25.md: the table of contents announces 9 papers in 1 sections, none stands there"],
    )


WORD = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="*,;"), min_size=1
)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
NAME = st.from_regex(r"[A-Z][a-zé\\'`{}]{1,8} [A-Z][a-z-]{2,8}\*?", fullmatch=True)


@given(
    st.lists(
        st.tuples(LINE, st.lists(NAME, min_size=1, max_size=4), st.lists(LINE, min_size=1, max_size=3), LINE),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_is_rendered_is_read_back(papers: list[tuple[str, list[str], list[str], str]]) -> None:
    blocks = [
        block(title=title, authors=",".join(names), abstract="\n".join(abstract), tldr=f"It {tldr}.", number=number)
        for number, (title, names, abstract, tldr) in enumerate(papers, 1)
    ]
    reading = read(digest(blocks))
    assert (reading.rejects, reading.warnings) == ([], [])
    for record, (title, names, abstract, tldr) in zip(reading.records, papers, strict=True):
        assert record.title == title
        assert [author.name for author in record.authors] == names
        assert record.abstract == " ".join(abstract)
        assert record.summary is not None
        assert record.summary.tldr == f"It {tldr}."


PIECES = [
    "### ",
    "[1] [",
    "](",
    ")",
    "\n",
    "\n\n",
    "*",
    "<details>",
    "</details>",
    "Abstract: ",
    "- **",
    "# ",
    "\x00",
    "['",
    "]. [*",
]


@given(st.sampled_from(SAMPLES), st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_mutated_text_never_raises(text: str, seed: int, count: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 5, 80]))
        text = text[:start] + chance.choice(PIECES) + text[end:]
    reading = read(text)
    assert all(record.paper.startswith("arxiv:") and record.title for record in reading.records)
    assert all(reject.reason and reject.raw for reject in reading.rejects)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    read(data)


SIZE = 500_000


@pytest.mark.parametrize(
    "text",
    [
        "### [1] [" + "a](" * (SIZE // 3),
        "### [1] [" + "[" * SIZE,
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n*" + "a," * (SIZE // 2) + "*",
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n" + "\n" * SIZE,
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n*a" + "\na" * (SIZE // 2),
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n*['" + "\\'" * (SIZE // 2),
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n*" + "[" * SIZE,
        "### T\n- **arXiv**: [2512.00001](x)\n" + "a\n" * (SIZE // 2),
        "### [1] [T](https://arxiv.org/abs/2512.00001)\n<details>\n" + "Method: a\n\n" * (SIZE // 11),
        "# " + "<" * SIZE,
        "[1]. [*" + "*](" * (SIZE // 3),
        "### [\n" * (SIZE // 6),
        "{" * SIZE,
    ],
    ids=range(13),
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 3


def test_every_template_has_its_test_file() -> None:
    from pathlib import Path

    for reader in TEMPLATES.values():
        module = reader.__module__.rpartition(".")[2]
        assert Path(__file__).with_name(f"test_{module}.py").exists()
