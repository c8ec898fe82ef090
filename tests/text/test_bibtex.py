import pytest

from kg.text.bibtex import read_bibtex

FILE = r"""% exported by hand
@comment{ nothing here }
@string{jik = "Journal of Invented Kilns"}

@article{ash:26,
  Title  = {Slow {Glazes}: a {\"U}bersicht},
  author = "Ada Abara and {The {"}Kiln{"} Group}",
  journal = jik # " (letters)",
  year = 2026
  eprint = {2603.90001},
}
@MISC(round, title = "Round
   brackets")

@article{open, title = {never closed
@book{last, title={Last}, note = {a = b, c}}
"""


def test_fields_are_read_as_written_and_white_space_is_folded() -> None:
    entries, _ = read_bibtex(FILE)
    assert [(entry.key, entry.line) for entry in entries] == [("ash:26", 5), ("round", 12), ("last", 16)]
    assert entries[0].fields == {
        "title": r"Slow {Glazes}: a {\"U}bersicht",
        "author": 'Ada Abara and {The {"}Kiln{"} Group}',
        "journal": "jik (letters)",
        "year": "2026",
        "eprint": "2603.90001",
    }
    assert entries[1].fields == {"title": "Round brackets"}
    assert entries[2].fields == {"title": "Last", "note": "a = b, c"}


def test_an_entry_that_never_ends_is_named_and_the_next_is_read() -> None:
    assert read_bibtex(FILE)[1] == ["line 15: expected an entry that closes its braces, found none. It was left out."]


@pytest.mark.parametrize(
    "text", ["", "no entries", "@", "@article", "@article{", "@article{a,", "@article{a, title", "\\" * 9]
)
def test_fragments_hold_no_entry(text: str) -> None:
    assert read_bibtex(text)[0] == []


def test_an_entry_without_fields_is_one() -> None:
    assert read_bibtex("@misc{bare}")[0][0].fields == {}
