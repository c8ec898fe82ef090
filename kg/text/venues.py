"""Where a paper was accepted or published, as its journal reference or comment says: `NeurIPS 2025`, `Phys. Rev. D`.

A conference has its year behind it, then `Workshop` or `Findings` where it was one; a journal has neither year nor
volume. Nothing is read from what says that a paper was submitted, is under review, or is another version of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["venue_of"]

_START = re.compile(r"(?<![\w@./])[A-Za-z].")
_OTHER = re.compile(
    r"submi(?:t|ss)|\bunder\b.{0,20}\b(?:review|revision|consideration)|\bin (?:review|revision|prep)|reviewed|\breject"
    r"|withdr[ae]w|\b(?:extended|full|long|longer|journal|short|shorter|preliminary|earlier|previous|abridged|condensed"
    r"|prior|initial|conference|workshop|draft|expanded|updated|technical|complete)(?: \w+)? versions?\b"
    r"|\bversion (?:of|from|appear|was|is)|\bexten(?:ds?|sion|ded from)\b|\bbased (?:up)?on\b|\bfollow-?up|\bcompanion"
    r"|\bprepared for|\bintended for|\btarget|\bchallenge|\bcompetition|\btemplate|\bformat|\bstyle\b|\bsolution"
    r"|\bsuperse|\bcited\b|\bcomments? on|\breply to|\bresponse to|\berratum",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"accept(?:ed|ance)|appear(?:s|ed|ing)?\b|publi(?:shed|cation)|present(?:ed|ation)|in press|forthcoming"
    r"|camera.?ready|proceedings|\boral\b|\bposter\b|spotlight",
    re.IGNORECASE,
)
_BREAK = re.compile(r";|(?<![A-Z])(?<!\b(?:Rev|Not|Roy|Soc|Int|Mod|Res))(?<!\b(?:Lett|Phys|Proc|Conf))\.\s+(?=[A-Z])")
_ELSEWHERE = re.compile(
    r"\(?,?\s*(?:co-?located|held|in conjunction|alongside|affiliated|satellite)\b.*", re.IGNORECASE
)
_YEAR = r"(?:20(?P<year>[0-3]\d)|['’]?(?P<short>[12]\d)(?![\w.:/-]))(?!\d)"
_TRACK = (
    r"(?:Conference|Main|Track|Findings|Workshops?|Papers?|Proceedings|Posters?|Demo|Industry|Research|and|of|on|the)"
)
_BEHIND = re.compile(rf"(?:[ ,]+(?i:{_TRACK})\b)*[\s,()–-]*{_YEAR}")
_BEFORE = re.compile(r"20(?P<year>[0-3]\d)\s+(?:\w+[ /]+){0,3}$")
_INTO = re.compile(r"\b(?:in|by|to|at|of|for|the|ACM|IEEE)\s+(?:the\s+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:[A-Z/]+\s+)?$")
_ABBREVIATION = rf"(?P<name>[A-Z][A-Za-z0-9&/+-]*?)(?:(?<=[A-Za-z])['’-]?|[\s’'-]{{1,2}}){_YEAR}"
_INTO_ABBREVIATION = re.compile(rf"(?:\b(?:in|by|to|at|for|of|the|IEEE|ACM)\s+|\(\s*){_ABBREVIATION}")
_ONLY_ABBREVIATION = re.compile(rf"\s*{_ABBREVIATION}\W*(?i:workshop|oral|poster|main conference)?\W*$")
_NO_VENUE = frozenset({"ACM", "AMS", "CC", "DOI", "EU", "IEEE", "LLM", "MSC", "PACS", "PDF", "PhD", "UK", "US", "USA"})
_ORDINAL = r"(?:\d+(?:st|nd|rd|th)\s+)"
_PHRASE = re.compile(
    rf"\b(?:in|by|to|at|for|[Pp]roceedings of)\s+(?:the\s+)?{_ORDINAL}?"
    rf"(?P<name>(?:(?:{_ORDINAL}|[A-Z][\w&/’'-]*|of|on|in|and|for|the|&)[ .]*)+)"
)
_EDGES = re.compile(
    r"^(?:Proceedings of (?:the )?)|\s+(?:of|on|in|and|for|the|&|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)$"
)
_CITED = re.compile(
    rf"(?:(?:In|in|Dans|Published in|Appeared in|Proc\.|Proceedings|of|the|The)\s+)*{_ORDINAL}?"
    r"(?P<name>[A-Z](?:(?!\b[Vv]ol|\bno\b|\bNo\.|\bpp\b|\bissue\b)[^,;:(\d])*)"
)
_VOLUME = re.compile(r"[\s,.]*(?:\([A-Z]\w+\)[\s,]*)?(?:[Vv]ol|[Nn]o\b|[Ii]ssue|[Vv]\. ?\d|\(?\d)")
_PUBLICATION = re.compile(
    r"\b(?:Journal|Transactions|Letters|Annals|Reviews?|Bulletin|Magazine|Conference|Symposium|Workshop|Congress|Physics"
    r"|Mathematics|Reports|Communications|Archive|Acta|Studies|Quarterly|Advances|J\.|Math\.|Phys\.)"
)


@dataclass(frozen=True, slots=True)
class _Venue:
    """A well-known venue; `usual` marks a name that is a usual word, too."""

    name: str
    conference: bool
    usual: bool


@cache
def _well_known() -> Mapping[str, Sequence[tuple[re.Pattern[str], _Venue]]]:
    """The patterns of the well-known venues by the first two letters of a spelling, the longest spelling first."""
    lines = (files("kg.text") / "data" / "venues.txt").read_text(encoding="utf-8").splitlines()
    spelt = []
    for line in (line for line in lines if line[:1] in "=-"):
        spellings = [part.strip() for part in line[1:].rstrip("! ").split("|")]
        venue = _Venue(spellings[0], line[0] == "=", line.endswith("!"))
        spelt += [(spelling, venue) for spelling in spellings]
    index: dict[str, list[tuple[re.Pattern[str], _Venue]]] = defaultdict(list)
    for spelling, venue in sorted(spelt, key=lambda pair: (-len(pair[0]), pair[0])):
        index[spelling[:2].casefold()].append((re.compile(_spelt(spelling)), venue))
    return index


def _matches(text: str) -> Iterator[tuple[re.Match[str], _Venue]]:
    """The well-known venues in the text, by place; none inside another."""
    index = _well_known()
    end = 0
    for start in _START.finditer(text):
        if start.start() >= end:
            for pattern, venue in index.get(start[0].casefold(), ()):
                if match := pattern.match(text, start.start()):
                    end = match.end()
                    yield match, venue
                    break


def _spelt(spelling: str) -> str:
    """The pattern of a spelling: dots may be missing, full names and long acronyms may be in any case."""
    parts = re.split(r"(\. ?| ?& ?| )", spelling)
    signs = {".": r"\.?\s?", "&": r"\s?(?:&|\\&|and)\s?", "": r"\s+"}
    pattern = "".join(signs[part.strip()] if i % 2 else re.escape(part) for i, part in enumerate(parts))
    end = "" if spelling.endswith(".") else r"(?![A-Za-z]|-[A-Z])"
    return f"(?i:{pattern}){end}" if len(spelling) > 4 and "." not in spelling else f"{pattern}{end}"


def venue_of(journal_ref: str | None, comment: str | None) -> str | None:
    """The venue that the reference names, else the one that the comment says has accepted or published the paper.

    >>> venue_of(None, "12 pages. Accepted at NeurIPS 2025"), venue_of("Phys.Rev.D76:013009,2007", None)
    ('NeurIPS 2025', 'Phys. Rev. D')
    """
    return _of_reference(" ".join((journal_ref or "").split())) or _of_comment(comment or "")


def _of_reference(text: str) -> str | None:
    if not text:
        return None
    if found := _known(text, sure=True):
        return found
    match = _CITED.match(text)
    if match is None or not (_PUBLICATION.search(match["name"]) or _VOLUME.match(text, match.end("name"))):
        return None
    name = _EDGES.sub("", match["name"].strip(" .,-"))
    return (
        name if len(name) > 3 and not re.match(r"(?:Proc|Proceedings?|Ph\.? ?D|In|Thesis|ISBN|DOI)\b", name) else None
    )


def _of_comment(text: str) -> str | None:
    for statement in _BREAK.split(" ".join(text.split())):
        if _OTHER.search(statement):
            continue
        here = _ELSEWHERE.sub("", statement)
        accepted = _ACCEPTED.search(statement) is not None
        if found := _known(here, sure=accepted) or _unknown(here, accepted=accepted):
            return found
        if here != statement and (found := _known(statement, sure=False)):
            return found if found.endswith("Workshop") else f"{found} Workshop"
    return None


def _known(text: str, *, sure: bool) -> str | None:
    """The first well-known venue in the text; `sure` where the text is about where the paper was accepted."""
    first: _Venue | None = None
    names = []
    for match, venue in _matches(text):
        if first in (None, venue):
            said = _conference if venue.conference else _journal
            if name := said(venue, text, match, sure):
                first = venue
                names.append(name)
    return max(names, key=len, default=None)


def _conference(venue: _Venue, text: str, match: re.Match[str], sure: bool) -> str | None:
    """The conference with the year beside it and its kind; without a year only where a preposition stands before it."""
    behind, before = _BEHIND.match(text, match.end()), _BEFORE.search(text, 0, match.start())
    year = (behind and (behind["year"] or behind["short"])) or (before and before["year"])
    part = re.split(r",", text[: match.start()])[-1] + re.split(r",", text[match.start() :])[0]
    if (not year and not (sure and _INTO.search(text[: match.start()]))) or (
        not sure and "preprint" in part.casefold()
    ):
        return None
    kind = next((word for word in ("Workshop", "Findings") if re.search(word, text, re.IGNORECASE)), None)
    return " ".join(part for part in (venue.name, f"20{year}" if year else None, kind) if part)


def _journal(venue: _Venue, text: str, match: re.Match[str], sure: bool) -> str | None:
    """The journal, where the text is about it or begins with it; one that is a usual word must stand by itself."""
    begins = not text[: match.start()].strip()
    if not venue.usual:
        return venue.name if sure or begins else None
    alone = re.match(r"\s*(?:$|[,.;()\d]|[Vv]ol)", text[match.end() :])
    said = sure and re.search(r"\b(?:in|by|to|at|journal)\s+(?:the )?(?:journal )?$", text[: match.start()])
    return venue.name if alone and ((begins and sure) or said) else None


def _unknown(text: str, *, accepted: bool) -> str | None:
    """A venue that is not well known: an abbreviation with its year, or the full name behind a preposition."""
    for part in [text] if accepted else text.split(","):
        match = _INTO_ABBREVIATION.search(part) if accepted else _ONLY_ABBREVIATION.match(part)
        if match and match["name"] not in _NO_VENUE and sum(map(str.isupper, match["name"])) > 1:
            kind = " Workshop" if re.search("workshop", text, re.IGNORECASE) else ""
            return f"{match['name']} 20{match['year'] or match['short']}{kind}"
    for match in _PHRASE.finditer(text) if accepted else ():
        name = _EDGES.sub("", _EDGES.sub("", match["name"].strip(" .")))
        if _PUBLICATION.search(name) and len(name.split()) > 1:
            return name
    return None
