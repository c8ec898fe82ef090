"""Machine-written summaries: which texts are failures of the machine, and which field they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.model.records import SUMMARY_FIELDS, PaperRecord, Summary
from kg.sources.decode import fold
from kg.sources.language import common_language

_FAILED = {"", "n/a", "na", "nan", "none", "null", "nil", "undefined", "string", "str", "true", "false"} | {
    *("-", "...", "…", "error", "unexpected error", "unknown error", "failed")
}
_FAILURE = re.compile(
    r"(?:ai|tldr|summary|motivation|method|results?|conclusion|background|data|abstract|translation)"
    r" (?:generation|analysis|extraction|translation|summary) (?:failed|unavailable)"
    r"|\{\w+\}"
    r"|错误：.{0,12}失败"
    r"|从该论文摘要中描述.{1,4}：\s*\[完整摘要[^\]]*\]"
)
_RENAMED = {
    "tl;dr": "tldr",
    "摘要翻译": "translated_abstract",
    "translated_summary": "translated_abstract",
    "title (zh)": "translated_title",
}
_API_ERROR = re.compile(
    r"error code:?\s*\d{3}\b|error:\s*(?:api|http|connection|request|timeout|\d{3})\b", re.IGNORECASE
)


def is_failed(text: str) -> bool:
    """Whether a summary field says that no summary was made.

    >>> is_failed("Error code: 404 - no such model"), is_failed("Error-Aware Decoding shortens the search.")
    (True, False)
    """
    text = fold(text)
    plain = text.rstrip(".!。").casefold()
    return text in _FAILED or plain in _FAILED or bool(_FAILURE.fullmatch(plain) or _API_ERROR.match(plain))


def make_summary(fields: Mapping[str, object]) -> Summary | None:
    """The summary of these fields (names in lower case), its language still open; None where all of them failed.

    The background stands for a motivation that is absent; fields of other names go to `extra`, in their order.
    """
    texts = {_RENAMED.get(name, name): text for name, value in fields.items() if not is_failed(text := _text(value))}
    if "motivation" not in texts and "background" in texts:
        texts["motivation"] = texts.pop("background")
    if not texts:
        return None
    extra = tuple((name, text) for name, text in texts.items() if name not in SUMMARY_FIELDS)
    return Summary("", **{name: texts[name] for name in SUMMARY_FIELDS if name in texts}, extra=extra)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(text for item in value if isinstance(item, str) and (text := fold(item)))
    return fold(value) if isinstance(value, str) else ""


def set_language(records: list[PaperRecord], language: str | None) -> list[PaperRecord]:
    """The records with the language of their summaries: the given one, else the one that most of them are in."""
    if language is None:
        language = common_language(_words(record.summary) for record in records if record.summary)
    return [
        replace(record, summary=replace(record.summary, language=language)) if record.summary else record
        for record in records
    ]


def _words(summary: Summary) -> str:
    return " ".join(text for _, text in (*summary.fields(), *summary.extra))
