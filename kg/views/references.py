"""Papers as references: what a bibliography says of each, in the order of their ids, with names in their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from unidecode import unidecode

from kg.model.ids import parse_arxiv_id
from kg.model.tables import GraphReader
from kg.text.latex import plain
from kg.text.person_names import parse_person_name
from kg.views.contents import addresses
from kg.views.exports import ExportOptions, export_papers

_TWO_PARTICLES = frozenset(
    ("van de", "van den", "van der", "van het", "van 't", "van ’t", "von dem", "von der", "de la", "de las", "de los")
)
"""Whatever their capitals, these begin a family name; one alone may be a given name (the Van of Vietnam)."""


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name without LaTeX, whole and in its parts; `given` is empty where it has none (a group, 王伟)."""

    whole: str
    family: str
    given: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper. Texts are plain (no LaTeX, one line), '' where unknown; `date` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    id: str
    key: str
    title: str
    authors: tuple[Name, ...]
    date: str
    listed: str
    venue: str
    arxiv: str
    doi: str
    url: str
    categories: tuple[str, ...]
    abstract: str
    tldr: str


def references(graph: GraphReader, options: ExportOptions) -> Iterator[Reference]:
    """One reference a paper, sorted by id."""
    nodes = {row["id"]: row for row in graph.nodes("Paper")}
    for paper in export_papers(graph, options):
        node = nodes[paper["id"]]
        urls = dict(addresses(node))
        authors = tuple(map(split_name, paper["authors"]))
        number = parse_arxiv_id(paper["id"].removeprefix("arxiv:")) if paper["id"].startswith("arxiv:") else None
        yield Reference(
            id=paper["id"],
            key=_key(authors, paper["id"]),
            title=plain(paper["title"]).text,
            authors=authors,
            date=paper["published"] or node.get("published_month") or (node.get("first_listed") or "")[:7],
            listed=node.get("first_listed") or "",
            venue=plain(node.get("journal_ref") or node.get("venue") or "").text,
            arxiv=number[0] if number else "",
            doi=unquote(urls.get("DOI", "").removeprefix("https://doi.org/")),
            url=urls.get("arXiv") or urls.get("DOI") or "",
            categories=tuple(paper["categories"]),
            abstract=plain(paper["abstract"] or "").text,
            tldr=plain(paper["tldr"] or "").text,
        )


def split_name(written: str) -> Name:
    """The name in its parts: particles and a suffix belong to the family name.

    >>> split_name("Ludwig van Beethoven")
    Name(whole='Ludwig van Beethoven', family='van Beethoven', given='Ludwig')
    """
    whole, parsed = plain(written).text, parse_person_name(written)
    if parsed.group or parsed.script or " " not in whole:
        return Name(whole, whole, "")
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    suffix = [part for part in parts[1:] if parsed.suffix and _letters(part) == parsed.suffix]
    rest = [part for part in parts if part not in suffix]
    words = rest[0].split()
    if parsed.suffix and len(words) > 1 and _letters(words[-1]) == parsed.suffix:
        suffix = [words.pop()]
    if len(rest) > 1:
        return Name(whole, " ".join((*words, *suffix)), " ".join(rest[1:]))
    cut = len(words) - 1
    if cut > 2 and " ".join(words[cut - 2 : cut]).casefold() in _TWO_PARTICLES:
        cut -= 2
    while cut > 1 and words[cut - 1][:1].islower():
        cut -= 1
    return Name(whole, " ".join((*words[cut:], *suffix)), " ".join(words[:cut]))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", unidecode(text).lower())


def _key(authors: tuple[Name, ...], id_: str) -> str:
    """A citation key that stays, whatever else is in the graph: `lin:2602.90053`."""
    family = _letters(authors[0].family) if authors else ""
    number = re.sub(r"[^\w./-]", "-", unidecode(id_.removeprefix("arxiv:")))
    return f"{family or 'anonymous'}:{number}"
