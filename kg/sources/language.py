"""In which language a machine wrote: by script, since every digest seen writes Chinese, Korean, Japanese or English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u4e00-\u9fff]")

_CODES = {"zh": "Chinese", "cn": "Chinese", "en": "English", "ko": "Korean", "kr": "Korean", "ja": "Japanese"}


def language_name(word: str) -> str | None:
    """The English name of a language as a file name gives it (`Chinese`, `zh`), None for nothing.

    >>> language_name("chinese"), language_name("zh"), language_name("")
    ('Chinese', 'Chinese', None)
    """
    word = word.strip(" _-")
    return _CODES.get(word.casefold(), word[:1].upper() + word[1:]) or None


def detect_language(text: str) -> str:
    """The language of a text, `English` where no other script says otherwise.

    A foreign script counts from one letter in ten, so that a Chinese name in an English sentence changes nothing.
    """
    letters = sum(map(str.isalpha, text))
    counts = {"Korean": len(_HANGUL.findall(text)), "Japanese": len(_KANA.findall(text))}
    han = len(_HAN.findall(text))
    if counts["Japanese"]:
        counts["Japanese"] += han
    counts["Chinese"] = han
    best = max(("Korean", "Japanese", "Chinese"), key=lambda name: counts[name])
    return best if counts[best] * 10 > letters else "English"


def common_language(texts: Iterable[str]) -> str:
    """The language that most of the texts of one file are in: a file is written in one, some models slip."""
    votes = Counter(map(detect_language, texts))
    return min(votes, key=lambda name: (-votes[name], name), default="English")
