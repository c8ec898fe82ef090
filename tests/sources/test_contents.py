from kg.sources.blocks import Block
from kg.sources.contents import check_contents

CONTENTS = ["- [cs.IR](#cs.IR) [Total: 2]", "- [cs.LG](#cs.LG) [Total: 34]"]


def blocks(**sections: int) -> list[Block]:
    return [Block(1, "", section.replace("_", ".")) for section, count in sections.items() for _ in range(count)]


def test_right_totals_are_no_news() -> None:
    assert check_contents(CONTENTS, blocks(cs_IR=2, cs_LG=34), "a.md") == []


def test_a_wrong_total_is_told() -> None:
    warnings = check_contents(CONTENTS, blocks(cs_IR=2, cs_LG=33), "2025-12-25.md")
    assert warnings == ["2025-12-25.md: cs.LG announces 34 papers, 33 stand there"]


def test_a_section_that_is_missing_here_or_there_is_told() -> None:
    assert check_contents(CONTENTS, blocks(cs_LG=34, cs_SE=1), "a.md") == [
        "a.md: cs.IR announces 2 papers, 0 stand there",
        "a.md: cs.SE with 1 papers is not in the contents",
    ]


def test_contents_without_papers_are_one_warning() -> None:
    assert check_contents(CONTENTS, [], "a.md") == [
        "a.md: the table of contents announces 36 papers in 2 sections, none stands there"
    ]


def test_totals_in_headings() -> None:
    assert check_contents(["## Total Papers Today: 3"], blocks(x=3), "a.md") == []
    assert check_contents(["# arXiv Daily · 2025-10-07 · 4 papers"], blocks(x=3), "a.md") == [
        "a.md: the heading announces 4 papers, 3 stand there"
    ]
