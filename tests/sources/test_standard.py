from kg.sources.blocks import split_blocks
from kg.sources.standard import read_fields
from tests.sources.samples import block, digest, read

BOLD = """# astro-ph.GA [[Back]](#toc)

### [1] [Slow Stars](https://arxiv.org/abs/2506.00001)
*Ada Stone,Bo Li*

**TL;DR**: 恒星很慢，因此我们等待。


<details>
  <summary>Details</summary>

Background: 背景是恒星。

Data: 使用了十颗恒星。

Method: 我们等待。

Result: 恒星移动了。

Abstract: We wait
for stars.

</details>
"""

TRANSLATED = """## <div id='cs.LG'></div> cs.LG [[Back]](#toc)

### [1] [Slow Gates](http://arxiv.org/pdf/2506.00001v2)
> *慢速门*

*['Ada Stone', "Flann O'Dea"]* | **Main category: {cate}**

**Keywords:** gates, leaks

**Comment:** Accepted at a workshop,
  with proceedings

> **TL;DR:** {tldr}

**AI_Comments:**

<details>
  <summary>Details</summary>

**Motivation:** {motivation}

**Method:** 一种慢速门。

**Result:**

**Conclusion:** {conclusion}

> **ai_Abstract:** {ai_summary}

> **摘要翻译:** 译文。

</details>
"""


def fields_of(text: str) -> dict[str, str]:
    return read_fields(split_blocks(text).blocks[0])


def test_fields_of_the_standard_template() -> None:
    fields = fields_of(digest([block()]))
    assert fields["authors"] == "Ada Stone,Bo Li"
    assert fields["main category"] == "cs.LG"
    assert fields["abstract"] == "We slow the gates\nof a fast net."
    assert [fields[name] for name in ("tl;dr", "motivation", "method", "result", "conclusion")] == [
        "Gates may be slow.",
        "Fast gates leak.",
        "A slower gate.",
        "Fewer leaks.",
        "Wait a little.",
    ]


def test_bold_summary_with_background_and_data() -> None:
    (record,) = read(BOLD).records
    assert record.categories == ("astro-ph.GA",)
    assert record.abstract == "We wait for stars."
    assert record.summary is not None
    assert record.summary.language == "Chinese"
    assert record.summary.fields() == [
        ("tldr", "恒星很慢，因此我们等待。"),
        ("motivation", "背景是恒星。"),
        ("method", "我们等待。"),
        ("result", "恒星移动了。"),
    ]
    assert record.summary.extra == (("data", "使用了十颗恒星。"),)


def test_translated_title_and_placeholders() -> None:
    (record,) = read(TRANSLATED).records
    assert (record.paper, record.version, record.pdf_url) == (
        "arxiv:2506.00001",
        2,
        "http://arxiv.org/pdf/2506.00001v2",
    )
    assert [author.name for author in record.authors] == ["Ada Stone", "Flann O'Dea"]
    assert record.categories == ("cs.LG",)
    assert record.comment == "Accepted at a workshop, with proceedings"
    assert record.summary is not None
    assert record.summary.fields() == [("method", "一种慢速门。")]
    assert record.summary.extra == (
        ("translated_title", "慢速门"),
        ("keywords", "gates, leaks"),
        ("translated_abstract", "译文。"),
    )


def test_labels_inside_an_abstract_belong_to_it() -> None:
    text = "We\n\nMethod: count.\n\nAbstract: this word\n\nResult: ten."
    fields = fields_of(digest([block(abstract=text)]))
    assert fields["abstract"] == text
    assert (fields["method"], fields["result"]) == ("A slower gate.", "Fewer leaks.")


def test_an_end_of_details_inside_an_abstract_belongs_to_it() -> None:
    fields = fields_of(digest([block(abstract="We close\n</details>\nearly.")]))
    assert fields["abstract"] == "We close\n</details>\nearly."


def test_a_label_out_of_turn_or_within_a_paragraph_belongs_to_the_field() -> None:
    fields = fields_of(digest([block(method="First.\nResult: is not yet.\n\nMotivation: was before.")]))
    assert fields["method"] == "First.\nResult: is not yet.\n\nMotivation: was before."
    assert fields["result"] == "Fewer leaks."


def test_authors_over_two_lines() -> None:
    assert fields_of(digest([block(authors="Ada Stone,\nBo Li")]))["authors"] == "Ada Stone, Bo Li"


def test_authors_whose_names_end_in_asterisks() -> None:
    assert fields_of(digest([block(authors="Ada Stone*,Bo Li*")]))["authors"] == "Ada Stone*,Bo Li*"


def test_a_block_without_details_keeps_its_fields_apart() -> None:
    text = "### [1] [A Title](https://arxiv.org/abs/2603.90001)\n*Ada Moreau*\n\nMain category: cs.IR\n\n"
    text += "TL;DR: Summary generation failed\n\nAbstract: We measure.\n"
    (record,) = read(text).records
    assert (record.categories, record.abstract, record.summary) == (("cs.IR",), "We measure.", None)
