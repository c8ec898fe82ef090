"""Latin names in Chinese and Korean sentences, and the relation that the phrase beside them tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.cues import Found
from kg.extraction.reading import Reading

__all__ = ["RELATION_OF", "by_asian_phrase", "is_asian"]

RELATION_OF = {
    "asian_named": ("PROPOSES", 0.8),
    "asian_propose": ("PROPOSES", 0.7),
    "asian_data": ("EVALUATES_ON", 0.6),
    "asian_compare": ("COMPARES_WITH", 0.5),
    "asian_uses": ("USES", 0.5),
    "asian_is": ("PROPOSES", 0.4),
}
"""Rule → the relation it stands for and how sure it is; in the order in which they win over one another."""

_NAME = r"(?P<name>[A-Za-zα-ω][A-Za-z0-9_+.*-]*(?:[ -](?:[A-Z]|\d)[A-Za-z0-9_+.*-]*){0,5})"
_GAP = r"[^，。；,;.!?、\nA-Za-z]"
_QUOTE = r"[\s\"“「《『(（]*"
_PHRASES = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("asian_named", rf"(?:名为|称为|称作|叫做|命名为|简称)[：:]?{_QUOTE}{_NAME}"),
        ("asian_named", rf"{_NAME}(?:이?라는|이?라고)"),
        ("asian_propose", rf"(?:提出|引入|介绍|开发|设计|构建|发布|推出|建立|创建){_GAP}{{0,20}}{_QUOTE}{_NAME}"),
        ("asian_propose", rf"{_NAME}(?:\([^()]*\))?(?:을|를)?\s*{_GAP}{{0,12}}(?:제안|제시|도입|소개|개발|구축)"),
        ("asian_data", rf"{_NAME}\s*(?:等|{_GAP}{{0,4}})?(?:数据集|基准|语料|数据库|测试集|데이터\s?[세셋]|벤치마크)"),
        ("asian_compare", rf"(?:优于|超过|超越|相比|对比|胜过|相较于|比){_GAP}{{0,6}}{_QUOTE}{_NAME}"),
        ("asian_compare", rf"{_NAME}\s?(?:보다|대비|에 비해)"),
        ("asian_uses", rf"(?:基于|使用|利用|采用|结合|通过|借助|应用|扩展|微调|运用){_GAP}{{0,8}}{_QUOTE}{_NAME}"),
        ("asian_uses", rf"{_NAME}\s?(?:을|를|로|으로)?\s?(?:사용|활용|이용|기반|결합)"),
        ("asian_is", rf"{_NAME}\s?(?:是一|框架|模型|方法|算法|系统|는|은)"),
    )
)
_ASIAN = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_asian(text: str) -> bool:
    """Whether more than a tenth of the characters are Chinese, Japanese or Korean."""
    return len(_ASIAN.findall(text)) * 10 > len(text)


def by_asian_phrase(reading: Reading) -> Iterator[Found]:
    """Latin names beside a Chinese or Korean phrase such as 提出 or 제안; nothing in other texts."""
    if not is_asian(reading.text):
        return
    for rule, pattern in _PHRASES:
        for match in pattern.finditer(reading.text):
            start, end = match.span("name")
            end -= len(match["name"]) - len(match["name"].rstrip(".-"))
            yield start, end, rule
