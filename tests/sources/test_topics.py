from kg.sources.topics import is_topics, read_fields, split_blocks
from tests.sources.samples import read

TOPICS = """# Gates
[1]. [*A $[2]$ gate*](https://arxiv.org/abs/2507.00001 "A $[2]$ gate")
Ada Stone, Niccol\\`o Oak
We slow a gate.

A second paragraph.

## Leaks

[2]. [*A leak (small)*](https://arxiv.org/abs/hep-th/0408048 "A leak (small)")
Bo Li
We leak.

[3]. [*No id*](https://example.org/3 "No id")
Bo Li
Nothing.
"""


def test_fields() -> None:
    fields = read_fields(split_blocks(TOPICS).blocks[0])
    assert fields == {
        "title": "A $[2]$ gate",
        "link": "https://arxiv.org/abs/2507.00001",
        "authors": "Ada Stone, Niccol\\`o Oak",
        "abstract": "We slow a gate.\nA second paragraph.",
    }


def test_records() -> None:
    reading = read(TOPICS, "2025-07-16_origin.md")
    assert [(record.paper, record.rank, record.section, record.line) for record in reading.records] == [
        ("arxiv:2507.00001", 1, "Gates", 2),
        ("arxiv:hep-th/0408048", 2, "Leaks", 10),
    ]
    assert [author.name for author in reading.records[0].authors] == ["Ada Stone", "Niccol\\`o Oak"]
    assert reading.records[1].title == "A leak (small)"
    assert [(reject.line, reject.reason) for reject in reading.rejects] == [
        (14, "expected an arXiv id or address, found 'https://example.org/3'")
    ]


def test_prose_is_not_in_this_template() -> None:
    assert not is_topics("See [1]. [this](x)\n\n- [2]. [*that*](y)\n")
