import pytest

from kg.model.records import PaperRecord, Summary
from kg.sources.summaries import is_failed, make_summary, set_language

FAILURES = [
    "Summary generation failed",
    "Motivation analysis unavailable",
    "Method extraction failed",
    "Result analysis unavailable",
    "Conclusion extraction failed",
    "Unexpected Error",
    "Error",
    "error.",
    "Error code: 404 - {'error': {'message': 'no such model'}}",
    "Error: connection refused",
    "N/A",
    "string",
    "true",
    "",
    "  \n",
    "{tldr}",
    "{ai_summary}",
    "None",
    "错误：AI分析失败。",
    "从该论文摘要中描述动机： [完整摘要粘贴，同上]",
]

TEXTS = [
    "Error-Aware Decoding shortens the search.",
    "Errors in the gate are rare.",
    "True gates leak less than false ones.",
    "String matching in linear time.",
    "Result analysis unavailable to others is published here.",
    "The method extraction failed on two of ten files.",
    "{a} is a set with one member.",
    "错误率下降。",
    "无",
]


@pytest.mark.parametrize("text", FAILURES)
def test_failures_are_no_text(text: str) -> None:
    assert is_failed(text)
    assert make_summary({"tldr": text, "method": text}) is None


@pytest.mark.parametrize("text", TEXTS)
def test_texts_stay(text: str) -> None:
    assert not is_failed(text)
    assert make_summary({"tldr": text}) == Summary("", tldr=text)


def test_only_the_failed_fields_vanish() -> None:
    assert make_summary({"tldr": "Slow  gates.", "method": "Error"}) == Summary("", tldr="Slow gates.")


def test_background_stands_for_an_absent_motivation() -> None:
    assert make_summary({"background": "Gates leak."}) == Summary("", motivation="Gates leak.")
    both = make_summary({"background": "Gates leak.", "motivation": "Why?"})
    assert both == Summary("", motivation="Why?", extra=(("background", "Gates leak."),))


def test_other_fields_are_kept_under_one_name_each() -> None:
    summary = make_summary({"tldr": "Slow.", "摘要翻译": "译文", "keywords": ["gate", "leak"], "data": "N/A"})
    assert summary is not None
    assert summary.extra == (("translated_abstract", "译文"), ("keywords", "gate, leak"))


def test_values_that_are_no_text_are_left_out() -> None:
    assert make_summary({"tldr": True, "method": None, "result": {"a": 1}, "conclusion": 3}) is None


def test_the_language_is_that_of_most_summaries_unless_given() -> None:
    records = [
        PaperRecord(f"arxiv:2512.0000{n}", "markdown", "a.md", n, "T", summary=Summary("", tldr=tldr))
        for n, tldr in enumerate(["慢速门控减少泄漏。", "慢速门控减少泄漏。", "The model slipped."])
    ]
    records.append(PaperRecord("arxiv:2512.00009", "markdown", "a.md", 9, "T"))
    languages = [record.summary and record.summary.language for record in set_language(records, None)]
    assert languages == ["Chinese", "Chinese", "Chinese", None]
    assert {record.summary.language for record in set_language(records, "Korean") if record.summary} == {"Korean"}
