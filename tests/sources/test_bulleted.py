from kg.sources.blocks import split_blocks
from kg.sources.bulleted import is_bulleted, read_fields
from tests.sources.samples import block, read

EARLY = """---
title: "arXiv Daily · 2025-10-07 · 2 papers"
---

# arXiv Daily · 2025-10-07 · 2 papers

### Slow gates in $t-J_{\\parallel}$ models
- **arXiv**: [2510.00001](https://arxiv.org/abs/2510.00001v3)  ·  [PDF](https://arxiv.org/pdf/2510.00001.pdf)
- **Title (EN)**: Slow gates in $t-J_{\\parallel}$ models
- **Authors**: Ada Stone, Tom Oak, Jr., Bo Li
- **Categories**: cond-mat.str-el, cond-mat.supr-con
- **TL;DR**: 慢速门减少泄漏。

Gates of up to &lt;3 THz
leak.

### Leaks
are told apart.

### 漏
- **arXiv**: [2510.00002](https://arxiv.org/abs/2510.00002)
- **Title (EN)**: A Leak
- **Authors**: Bo Li
- **Categories**: cs.LG
- **TL;DR**: Error

A leak.
"""


def test_fields() -> None:
    first = split_blocks(EARLY).blocks[0]
    fields = read_fields(first)
    assert is_bulleted(first)
    assert fields["link"] == "https://arxiv.org/abs/2510.00001v3"
    assert fields["abstract"] == "Gates of up to <3 THz\nleak.\n\n### Leaks\nare told apart."


def test_records() -> None:
    reading = read(EARLY, "2025-10-07.md")
    assert (reading.rejects, reading.warnings) == ([], [])
    first, second = reading.records
    assert (first.paper, first.version, first.rank, first.line) == ("arxiv:2510.00001", 3, 1, 7)
    assert first.title == "Slow gates in $t-J_{\\parallel}$ models"
    assert [author.name for author in first.authors] == ["Ada Stone", "Tom Oak, Jr.", "Bo Li"]
    assert (first.categories, first.categories_complete) == (("cond-mat.str-el", "cond-mat.supr-con"), True)
    assert first.summary is not None
    assert (first.summary.language, first.summary.tldr) == ("Chinese", "慢速门减少泄漏。")
    assert (second.title, second.abstract, second.summary) == ("A Leak", "A leak.", None)


def test_a_standard_block_is_not_bulleted() -> None:
    assert not is_bulleted(split_blocks(block()).blocks[0])
