"""Ids of the graph: arXiv identifiers, slugs, and the short hash that an author's id ends in.

Reference
    arXiv identifier schemes: https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

from unidecode import unidecode

_NEW = re.compile(r"(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v(\d{1,6}))?", re.ASCII)
_OLD = re.compile(r"([a-z][a-z-]*)(?:\.[A-Za-z-]{2,})?(/\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v(\d{1,6}))?", re.ASCII)
_PREFIX = re.compile(r"^(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format)/|^arxiv:", re.IGNORECASE)


def parse_arxiv_id(text: str) -> tuple[str, int | None] | None:
    """The id without version and the version, from an id, an address or a `…/pdf/….pdf`; None if it is none.

    The subject class of an old id is dropped, since both forms name one paper.

    >>> parse_arxiv_id("http://arxiv.org/pdf/2506.06333v1")
    ('2506.06333', 1)
    >>> parse_arxiv_id("hep-th/0408048")
    ('hep-th/0408048', None)
    >>> parse_arxiv_id("math.GT/0309136v2")
    ('math/0309136', 2)
    """
    bare = _PREFIX.sub("", text.strip()).split("?")[0].split("#")[0].removesuffix(".pdf").rstrip("/")
    if match := _NEW.fullmatch(bare):
        return match[1], int(match[2]) if match[2] else None
    if match := _OLD.fullmatch(bare):
        return match[1] + match[2], int(match[3]) if match[3] else None
    return None


def paper_id(arxiv: str) -> str:
    """The node id of a paper with this arXiv id (no version).

    >>> paper_id("2512.20916")
    'arxiv:2512.20916'
    """
    return f"arxiv:{arxiv}"


def arxiv_month(paper: str) -> str | None:
    """The month (`2025-12`) that an arXiv id tells, None for another scheme.

    >>> arxiv_month("arxiv:hep-th/9711200"), arxiv_month("arxiv:0705.1862")
    ('1997-11', '2007-05')
    """
    if not paper.startswith("arxiv:"):
        return None
    digits = paper.removeprefix("arxiv:").rpartition("/")[2][:4]
    year = int(digits[:2])
    return f"{1900 + year if year >= 91 else 2000 + year}-{digits[2:]}"


_SPELT = str.maketrans({"+": "-plus", "#": "-sharp", "&": "-and-", "@": "-at-", "*": "-star", "π": "pi"})


def slug(name: str) -> str:
    """The part of an id that is read by people: lower-case ASCII words joined by hyphens, at most 80 characters.

    >>> slug("C++"), slug("Łukasz Kaiser"), slug("Π-Net"), slug("A*")
    ('c-plus-plus', 'lukasz-kaiser', 'p-net', 'a-star')
    """
    plain = unidecode(unicodedata.normalize("NFKC", name).translate(_SPELT)).casefold()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    return words[:80].rstrip("-") or "x"


def anchor_letters(anchor: str, count: int = 5) -> str:
    """The first `count` base32 letters (lower case) of the sha256 of an anchor such as `arxiv:2512.20916#3`."""
    return base64.b32encode(hashlib.sha256(anchor.encode()).digest()).decode().lower().rstrip("=")[:count]
