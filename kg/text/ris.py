"""RIS files, as far as a reading list needs them: the fields that tell which paper an entry is.

Reference
    https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

import re

from kg.text.bibtex import BibEntry

__all__ = ["read_ris"]

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
_FIELDS = {"TI": "title", "T1": "title", "DO": "doi", "UR": "url", "ID": "key", "JO": "journal", "N1": "note"}
_FIELDS |= {"M1": "volume", "AN": "eprint", "L1": "url"}


def read_ris(text: str) -> tuple[list[BibEntry], list[str]]:
    """(the entries in file order with BibTeX's names of fields, one message for each that never ends).

    >>> read_ris("TY  - JOUR\\nTI  - Trees Burn\\nDO  - 10.1234/ash\\nER  -\\n")[0][0].fields
    {'title': 'Trees Burn', 'doi': '10.1234/ash'}
    """
    entries: list[BibEntry] = []
    problems: list[str] = []
    begun, fields = 0, dict[str, str]()
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line.strip())
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", "")
        if tag in ("TY", "ER") and begun:
            if tag == "TY":
                problems.append(f"line {begun}: expected ER at the entry's end, found none. It was read up to there.")
            entries.append(BibEntry(fields.pop("key", ""), begun, fields))
            begun = 0
        if tag == "TY":
            begun, fields = number, {}
        elif begun and value and (name := _FIELDS.get(tag)):
            fields.setdefault(name, value)
    if begun:
        problems.append(f"line {begun}: expected ER at the entry's end, found none. It was read up to there.")
        entries.append(BibEntry(fields.pop("key", ""), begun, fields))
    return entries, problems
