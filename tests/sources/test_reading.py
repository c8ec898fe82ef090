from kg.model.records import Reject
from kg.sources.reading import FileReading, Notes


def test_a_note_is_said_once_with_its_first_line_and_number() -> None:
    notes = Notes("a.md")
    notes.add("an author was left out", 7)
    notes.add("an author was left out", 9)
    notes.add("has no end")
    assert notes.texts() == ["a.md:7: an author was left out (2 times, here first)", "a.md: has no end"]


def test_blocks_are_records_and_rejects() -> None:
    assert FileReading([], [Reject("a.md", 1, "why", "raw")], []).blocks == 1
