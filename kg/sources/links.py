"""Headings and links of a digest: number, title, address, and the paper that an address names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model.ids import paper_id, parse_arxiv_id
from kg.sources.decode import fold
from kg.sources.reading import BlockError
from kg.text.dois import doi_of, preprint_of

_NUMBER = re.compile(r"\[\d{1,7}\]\.?\s*")
_ARCHIVES = (
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics"
    " q-bio q-fin quant-ph stat"
)
_OTHER = re.compile(r"(?:https?://)?(dblp|openalex)(?:\.org/(?:rec/)?|:)(\S{1,200})")
_CATEGORY = re.compile(rf"(?:{_ARCHIVES.replace(' ', '|')})(?:\.[A-Za-z]{{2,}}(?:-[a-z]+)?)?")


@dataclass(frozen=True, slots=True)
class PaperLink:
    """The paper that an address names; `url` or `pdf_url` is the address, by its kind."""

    paper: str
    version: int | None
    url: str | None
    pdf_url: str | None


def parse_heading(text: str) -> tuple[str, str]:
    """Title and address of `[3] [Title](address)`, with or without number; '' for an address that is not there.

    >>> parse_heading("[3] [Sets [a, b) and (c)](https://arxiv.org/abs/2512.00001)")
    ('Sets [a, b) and (c)', 'https://arxiv.org/abs/2512.00001')
    """
    text = text.strip()
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    middle = text.rfind("](")
    if not text.startswith("[") or middle < 0:
        return fold(text), ""
    address = text[middle + 2 :].partition(")")[0].split()
    return fold(text[1:middle]), address[0] if address else ""


def parse_link(address: str) -> PaperLink:
    """The paper behind an address or a bare id.

    Raises: BlockError where it names no arXiv paper.
    """
    parsed = parse_arxiv_id(address)
    if parsed is None:
        raise BlockError(f"expected an arXiv id or address, found {address[:200]!r}")
    is_url = address.strip().startswith(("http://", "https://"))
    is_pdf = is_url and "/pdf/" in address
    return PaperLink(
        paper_id(parsed[0]),
        parsed[1],
        address.strip() if is_url and not is_pdf else None,
        address.strip() if is_pdf else None,
    )


def parse_other(text: str) -> str | None:
    """The paper's id from a DOI, or from an id or address of DBLP or OpenAlex; arXiv's own DOIs are arXiv ids.

    >>> parse_other("https://doi.org/10.1234/Kiln"), parse_other("https://openalex.org/W42"), parse_other("kiln")
    ('doi:10.1234/kiln', 'openalex:W42', None)
    """
    if match := _OTHER.fullmatch(text.strip()):
        return f"{match[1]}:{match[2]}"
    doi = doi_of(text)
    parsed = parse_arxiv_id(preprint_of(doi) or "") if doi else None
    return paper_id(parsed[0]) if parsed else f"doi:{doi}" if doi and len(doi) <= 200 else None


def category(text: object) -> str:
    """The category on one line, '' for what is no text or too long to be one."""
    name = fold(text) if isinstance(text, str) else ""
    return name if len(name) <= 60 else ""


def is_category(text: str) -> bool:
    """Whether a heading looks like an arXiv category (`cs.LG`, `quant-ph`), rather than a topic in words.

    >>> is_category("cond-mat.dis-nn"), is_category("astro-ph"), is_category("Language models")
    (True, True, False)
    """
    return _CATEGORY.fullmatch(text) is not None
