"""RIS files as reference managers write them."""

from __future__ import annotations

from kg.text.ris import read_ris

RIS = """\ufeffTY  - JOUR
ID  - ash2026
T1  - Trees Burn
AU  - Wu, Jing
DO  - 10.1234/ash
ER  -

TY  - PREP
TI  - Slow Glazes
UR  - https://arxiv.org/abs/2603.90001v2
TY  - BOOK
TI  - Never Ends
"""


def test_entries_have_bibtexs_fields_and_what_never_ends_is_named() -> None:
    entries, problems = read_ris(RIS.removeprefix("\ufeff"))
    assert [(entry.key, entry.line, dict(entry.fields)) for entry in entries] == [
        ("ash2026", 1, {"title": "Trees Burn", "doi": "10.1234/ash"}),
        ("", 8, {"title": "Slow Glazes", "url": "https://arxiv.org/abs/2603.90001v2"}),
        ("", 11, {"title": "Never Ends"}),
    ]
    assert [problem.split(":")[0] for problem in problems] == ["line 8", "line 11"]


def test_what_is_no_ris_has_no_entries() -> None:
    assert read_ris("TI  - before any type\nhello") == ([], [])
