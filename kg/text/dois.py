"""DOIs as they stand in records, addresses and bibliographies."""

from __future__ import annotations

import re

__all__ = ["doi_of", "preprint_of"]

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = "10.48550/arxiv."


def doi_of(text: str) -> str | None:
    r"""The first DOI in the text, in lower case.

    >>> doi_of("https://doi.org/10.1234/Kiln\\_9"), doi_of("kiln")
    ('10.1234/kiln_9', None)
    """
    match = _DOI.search(text.replace("\\", ""))
    return match[0].casefold().rstrip(".,;}") if match else None


def preprint_of(doi: str) -> str | None:
    """What arXiv's own DOI says behind its prefix, an arXiv id; None for anybody else's.

    >>> preprint_of("10.48550/arxiv.2603.90001"), preprint_of("10.1234/kiln")
    ('2603.90001', None)
    """
    return doi.removeprefix(_ARXIV) if doi.startswith(_ARXIV) else None
