"""Names of one thing are one group."""

from __future__ import annotations

from kg.extraction.cues import Found
from kg.extraction.group import Group, groups
from kg.extraction.reading import Reading, read


def _found(reading: Reading, *names: str) -> list[Found]:
    places = ((reading.text.index(name), name) for name in names)
    return [(start, start + len(name), "test") for start, name in places]


def _names(reading: Reading, group: Group) -> list[str]:
    return [reading.text[reading.words[first][0] : reading.words[last - 1][1]] for first, last in sorted(group.places)]


def test_spellings_and_abbreviation_are_one_group_with_every_place() -> None:
    reading = read(
        "Wide Beam Search", "We study wide beam search (WBS). WBS is a wide-beam search; GPT-3 and GPT-4 differ."
    )
    result = groups(
        reading, _found(reading, "Wide Beam Search", "wide beam search", "WBS", "wide-beam", "GPT-3", "GPT-4")
    )
    assert [_names(reading, group) for group in result] == [
        ["Wide Beam Search", "wide beam search", "WBS", "WBS"],
        ["wide-beam"],
        ["GPT-3"],
        ["GPT-4"],
    ]
    assert result[0].rules == {"test": 3, "again": 1}


def test_names_across_the_title_or_inside_a_word_are_left() -> None:
    reading = read("Title of Foo", "Bar text")
    assert groups(reading, [(9, 16, "test"), (10, 12, "test"), (0, 1, "test")]) == []


def test_an_acronym_joins_the_name_with_its_initials_without_a_definition() -> None:
    reading = read("RCT planning", "Random cherry trees help. In RCT, GPT is not green pear trees of old.")
    result = groups(reading, _found(reading, "RCT", "Random cherry trees", "GPT", "green pear trees of old"))
    assert [_names(reading, group) for group in result] == [
        ["RCT", "Random cherry trees", "RCT"],
        ["GPT"],
        ["green pear trees of old"],
    ]
    pairs = result[0].pairs
    assert [(reading.tokens[short[0]], reading.tokens[long[0]]) for short, long in pairs] == [("RCT", "Random")] * 2
