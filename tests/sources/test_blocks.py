from kg.sources.blocks import Block, section_name, split_blocks
from tests.sources.samples import block, digest


def test_blocks_know_line_and_section() -> None:
    blocks = split_blocks(digest([block(), block(number=2)])).blocks
    assert [(item.section, item.heading[:3]) for item in blocks] == [("cs.LG", "[1]"), ("cs.LG", "[2]")]
    lines = digest([block(), block(number=2)]).split("\n")
    assert all(lines[item.line - 1] == f"### {item.heading}" for item in blocks)


def test_headings_inside_an_abstract_begin_no_block() -> None:
    text = "We show:\n### A lemma\n\n### [x] [y](z)\n# A section [1]"
    blocks = split_blocks(digest([block(abstract=text), block(number=2)])).blocks
    assert [item.heading[:3] for item in blocks] == ["[1]", "[2]"]


def test_a_missing_end_of_details_costs_one_block_at_most() -> None:
    blocks = split_blocks(digest([block().replace("</details>", ""), block(number=2), block(number=3)])).blocks
    assert [item.heading[:3] for item in blocks] == ["[1]", "[2]", "[3]"]


def test_a_table_of_contents_below_three_marks_is_no_block() -> None:
    text = "### Table of Contents\n- [cs.LG](#cs.LG) [Total: 1]\n\n" + block()
    assert len(split_blocks(text).blocks) == 1


def test_a_topic_between_blocks_is_a_section() -> None:
    text = "## Gates\n\n" + block() + "## Leaks\n\n" + block(number=2)
    assert [item.section for item in split_blocks(text).blocks] == ["Gates", "Leaks"]


def test_section_names() -> None:
    assert section_name("# cs.LG [[Back]](#toc)") == "cs.LG"
    assert section_name("## <div id='cs.CL'></div> cs.CL [[Back]](#toc)") == "cs.CL"
    assert section_name("# Gates & leaks") == "Gates & leaks"


def test_a_title_over_two_lines_is_joined() -> None:
    item = Block(
        1, "[1] [Slow gates", None, ["  for nets](https://arxiv.org/abs/2512.00001)", "*Ada Stone*"]
    ).unwrapped()
    assert item.heading == "[1] [Slow gates for nets](https://arxiv.org/abs/2512.00001)"
    assert item.body == ["*Ada Stone*"]


def test_a_heading_without_address_stays_as_it_is() -> None:
    item = Block(1, "[1] Slow gates", None, ["*Ada Stone*", "", "see [this](x)"])
    assert item.unwrapped() is item
