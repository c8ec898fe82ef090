"""The comparable form of an entity's name: what two spellings of one thing share."""

from __future__ import annotations

import re
import unicodedata

from kg.text.sizes import without_size

__all__ = ["GENERIC_HEADS", "name_key"]

_HEADS = """
    model models method methods framework frameworks algorithm algorithms technique techniques approach approaches
    dataset datasets benchmark benchmarks architecture architectures network networks system systems platform platforms
    suite corpus module modules strategy strategies mechanism mechanisms modeling modelling
"""
GENERIC_HEADS = frozenset(_HEADS.split())
"""Words that say what kind of thing a name names, so that `BERT model` is `BERT`."""

_CHINESE_HEADS = re.compile(r"(?<=.)(?:模型|框架|方法|算法|数据集|基准|网络|系统|기법|모델|데이터셋)$")
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*[+#*]*")
_ASIDE = re.compile(r"(?<=\w) \([^()]*\) (?=\w)")
_POSSESSIVE = re.compile(r"['’]s\b")
_ACRONYM_PLURAL = re.compile(r"(?<=[A-Z])s$")
_ARTICLES = frozenset({"the", "a", "an"})
_POINT_ZERO = re.compile(r"(?<=\d)\.0(?![\d.])")
_SAME_STEM = {"computation": "computing", "matrices": "matrix", "vertices": "vertex", "indices": "index"}
"""Plurals with another stem, and a second word for one thing."""
_NO_PLURAL = frozenset({"series", "species"})


def name_key(name: str) -> str:
    """The name without case, accents, spaces, punctuation, a plural s, a model's size and trailing generic words.

    Never empty. Digits count, so versions stay apart (but 2.0 is 2), and so do `+`, `#` and `*` after a letter (`C`,
    `C++`, `A*`).

    >>> name_key("Low-Rank Adaptation method"), name_key("CNNs"), name_key("GPT-3.5"), name_key("Qwen2.5-7B")
    ('lowrankadaptation', 'cnn', 'gpt3.5', 'qwen2.5')
    """
    plain = _POSSESSIVE.sub("", _ASIDE.sub(" ", _without_accents(name)))
    places = list(_WORD.finditer(plain))
    while len(places) > 1 and places[0].group().casefold() in _ARTICLES and plain[places[0].end()].isspace():
        places = places[1:]
    while len(places) > 1 and places[-1].group().casefold() in GENERIC_HEADS:
        places = places[:-1]
    if not places:
        return " ".join(name.casefold().split()) or name
    bare = _POINT_ZERO.sub("", without_size(plain[places[0].start() : places[-1].end()]))
    words = _without_inner_head([_SAME_STEM.get(word.casefold(), word) for word in _WORD.findall(bare)])
    words[-1] = _CHINESE_HEADS.sub("", words[-1])
    joined = "".join([*(_singular(word) if word.islower() else word for word in words[:-1]), words[-1]])
    key = _ACRONYM_PLURAL.sub("", joined).casefold().replace("isation", "ization")
    return _singular(key) if _ACRONYM_PLURAL.search(joined) is None else key


def _without_inner_head(words: list[str]) -> list[str]:
    """The words without the generic one before a version at the end: `Segment Anything Model 2`."""
    has_version = len(words) > 2 and words[-1].isdecimal() and words[-2].casefold() in GENERIC_HEADS
    return [*words[:-2], words[-1]] if has_version else words


def _singular(key: str) -> str:
    if key in _NO_PLURAL:
        return key
    if key.endswith("ies") and len(key) > 6:
        return key[:-3] + "y"
    if len(key) > 5 and key.endswith(("sses", "xes", "shes", "nches", "rches", "tches")):
        return key[:-2]
    if len(key) > 4 and key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


def _without_accents(name: str) -> str:
    letters = (char for char in unicodedata.normalize("NFKD", name) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(letters))
