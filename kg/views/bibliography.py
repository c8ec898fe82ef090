"""Papers for reference managers and for notes: BibTeX, RIS, CSL-JSON, Markdown.

Titles and names come without LaTeX and are escaped for the format, so that none of them can end an entry, begin a
field, or run a command.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg.model.tables import GraphReader
from kg.views.exports import ExportOptions
from kg.views.references import Name, Reference, references

_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\textbraceleft{}",  # BibTeX counts `\{` as a brace
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def escape_latex(text: str) -> str:
    r"""The text as LaTeX prints it.

    >>> escape_latex("50 % of R&D")
    '50 \\% of R\\&D'
    """
    return "".join(_LATEX.get(character, character) for character in text)


def escape_markdown(text: str) -> str:
    r"""The text as Markdown prints it.

    >>> escape_markdown("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", text)


def bibtex(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """BibTeX in UTF-8, as BibLaTeX and natbib read it; capitals of titles are kept.

    Reference
        https://info.arxiv.org/help/hypertex/bibstyles/
    """
    yield f"% {_origin(graph)}\n"
    for reference in references(graph, options):
        fields = [(name, value) for name, value in _bibtex_fields(reference) if value]
        kind = "article" if reference.venue else "misc"
        lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields)
        yield f"\n@{kind}{{{reference.key}{lines}\n}}\n"


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    year, _, rest = reference.date.partition("-")
    yield "title", f"{{{escape_latex(reference.title)}}}"
    yield "author", " and ".join(map(_bibtex_name, reference.authors))
    yield "year", year
    yield "month", rest[:2].lstrip("0")
    yield "journal", escape_latex(reference.venue)
    yield "eprint", reference.arxiv
    yield "archiveprefix", "arXiv" if reference.arxiv else ""
    yield "primaryclass", reference.categories[0] if reference.arxiv and reference.categories else ""
    yield "doi", re.sub(r"[{}\\]", "", reference.doi)
    yield "url", reference.url
    yield "abstract", escape_latex(reference.abstract)


def _bibtex_name(name: Name) -> str:
    if not name.given:
        return f"{{{escape_latex(name.family)}}}"
    return f"{escape_latex(name.family)}, {escape_latex(name.given)}"


def ris(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """RIS, as Zotero, EndNote and Mendeley read it.

    Reference
        https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp
    """
    origin = _origin(graph)
    for reference in references(graph, options):
        tags = [
            ("TY", "JOUR" if reference.venue else "UNPB"),
            ("ID", reference.key),
            ("TI", reference.title),
            *(("AU", f"{name.family}, {name.given}" if name.given else name.family) for name in reference.authors),
            ("PY", reference.date[:4]),
            ("DA", reference.date.replace("-", "/")),
            ("T2", reference.venue),
            ("AN", f"arXiv:{reference.arxiv}" if reference.arxiv else ""),
            ("DO", reference.doi),
            ("UR", reference.url),
            *(("KW", category) for category in reference.categories),
            ("AB", reference.abstract),
            ("DB", origin),
        ]
        yield "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value) + "ER  - \r\n\r\n"


def csl_json(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """One JSON array, as pandoc, Zotero and citeproc read it.

    Reference
        https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
    """
    origin, separator = _origin(graph), "[\n"
    for reference in references(graph, options):
        item = {name: value for name, value in _csl(reference, origin).items() if value}
        yield separator + json.dumps(item, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n" if separator == ",\n" else "[]\n"


def _csl(reference: Reference, origin: str) -> dict[str, Any]:
    date = [int(part) for part in reference.date.split("-") if part]
    return {
        "id": reference.key,
        "type": "article-journal" if reference.venue else "article",
        "title": reference.title,
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in reference.authors
        ],
        "issued": {"date-parts": [date]} if date else None,
        "container-title": reference.venue,
        "publisher": "arXiv" if reference.arxiv and not reference.venue else "",
        "number": f"arXiv:{reference.arxiv}" if reference.arxiv else "",
        "DOI": reference.doi,
        "URL": reference.url,
        "keyword": ", ".join(reference.categories),
        "abstract": reference.abstract,
        "source": origin,
    }


def markdown(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """A list for notes, newest listing first: title, authors, address, and the digest's one line."""
    yield f"# Papers\n\n{_origin(graph)}\n"
    found = sorted(references(graph, options), key=lambda reference: reference.listed, reverse=True)
    for listed, papers in groupby(found, key=lambda reference: reference.listed):
        yield f"\n## {listed or 'Not listed'}\n\n"
        for reference in papers:
            names = ", ".join(name.whole for name in reference.authors)
            place = f"[{reference.id}]({reference.url})" if reference.url else escape_markdown(reference.id)
            yield f"- **{escape_markdown(reference.title)}** {escape_markdown(names)}. {place}"
            yield f"  \n  {escape_markdown(reference.tldr)}\n" if reference.tldr else "\n"


def _origin(graph: GraphReader) -> str:
    return f"kg, fingerprint {graph.fingerprint}"
