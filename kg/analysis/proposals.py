"""How surely a paper is the one that a name comes from: what its title and the sentence of its link say."""

from __future__ import annotations

import re

from kg.model.rows import Row

__all__ = ["is_specific", "plain_name", "proposal_strength", "surface_of"]

_MAKES = (
    r"(?:propos|introduc|present|develop|design|releas|describ|creat|construct|build|built|contribut|formulat|offer"
    r"|establish|unveil|devis)\w*"
)
_WE = r"(?:we|this \w+|here,?|the authors)"
_BEFORE = re.compile(
    rf"\b{_WE}(?: \w+){{0,3}}? {_MAKES}(?: and \w+)?(?: (?:the|a|an|our|new|novel|first|simple))*\W*"
    rf"(?:(?:[\w-]+ ){{1,8}}(?:called|named|termed|dubbed|coined|namely)\W*)?$",
    re.IGNORECASE,
)
"""What stands right before a name that a paper gives to what is its own."""

_AFTER = re.compile(r"\W*(?:\([^()]*\)\W*)?(?:$|[,.:;]|(?:an?|the|which|that|is|where)\b)")
"""What follows a name that stands alone: with another noun behind it, it may say which known thing is used."""

_LEAD = re.compile(r"(?:Introducing |The )?")
_REPORT = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:$|:|—|–|- |technical report\b|system card\b)", re.IGNORECASE)
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]-?\d|[A-Z]\w*-[A-Z]")


def surface_of(link: Row, paper: Row) -> str:
    """The name as it stands in the paper at the place that the link shows; '' for a summary's."""
    text = {"title": paper.get("title"), "abstract": paper.get("abstract")}.get(link.get("section") or "")
    return (text or "")[link.get("start") or 0 : link.get("end") or 0]


def plain_name(surface: str) -> str:
    """A name without hyphens, spaces and a plural s after a capital; case stays, since `Lynx` is not `LYNX`.

    >>> plain_name("Self-Forcing") == plain_name("Self Forcing"), plain_name("RMDPs")
    (True, 'RMDP')
    """
    return re.sub(r"(?<=[A-Z])s$", "", re.sub(r"[\s\-–_]+", "", surface))


def is_specific(name: str) -> bool:
    """Whether the name's shape is hardly met by accident: capitals within a word, a digit, or five letters and a digit.

    >>> [is_specific(name) for name in ("DiffuCoder", "Dream-7B", "PRISM", "M2", "gating mechanism")]
    [True, True, False, False, False]
    """
    return len(plain_name(name)) >= 5 and _INNER.search(name) is not None


def proposal_strength(name: str, link: Row, paper: Row) -> int:
    """3 where the title begins with the name, 2 where the title holds it and the sentence gives it, 1 for the latter.

    0 where neither says that the name is the paper's own: a title may begin with a phrase (`Prompt tuning: …`) that is
    older, so of a phrase the sentence must say it, too.
    """
    title = paper.get("title") or ""
    lead = _LEAD.match(title)
    start = lead.end() if lead else 0
    headed = title.startswith(name, start) and _REPORT.match(title, start + len(name)) is not None
    if headed and (" " not in name or is_specific(name)):
        return 3
    said = _said(name, link.get("evidence") or "") or _said(name, paper.get("abstract") or "")
    if headed and said:
        return 3
    return (2 if name in title else 1) if said else 0


def _said(name: str, text: str) -> bool:
    """Whether a place in the text gives the name to what is the paper's own."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if _BEFORE.search(text[max(0, match.start() - 120) : match.start()]) and _AFTER.match(text, match.end()):
            return True
    return False
