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


def test_initials_may_be_of_small_words_too_and_digits_repeat_a_letter() -> None:
    reading = read("", "The CoT way is chain of thought. And D3 means dense dry dunes.")
    result = groups(reading, _found(reading, "CoT", "chain of thought", "D3", "dense dry dunes"))
    assert [_names(reading, group) for group in result] == [["CoT", "chain of thought"], ["D3", "dense dry dunes"]]


def test_a_name_that_holds_a_short_form_joins_the_one_that_spells_it_out() -> None:
    reading = read("", "A wide beam search (WBS). Fast WBS routing is fast wide beam search routing.")
    result = groups(reading, _found(reading, "wide beam search", "Fast WBS routing", "fast wide beam search routing"))
    assert ["Fast WBS routing", "fast wide beam search routing"] in [_names(reading, group) for group in result]


def test_what_a_paper_makes_of_a_known_thing_is_another_thing() -> None:
    reading = read("", "A wide beam search (WBS) is slow. Our agile wide beam search (A-WBS) and WBS+ are quick.")
    names = ("wide beam search", "WBS", "agile wide beam search", "A-WBS", "WBS+")
    assert [set(_names(reading, group)) for group in groups(reading, _found(reading, *names))] == [
        {"wide beam search", "WBS"},
        {"agile wide beam search", "A-WBS"},
        {"WBS+"},
    ]


def test_sizes_plurals_latex_and_cut_names_are_one_group() -> None:
    reading = read(
        "", r"Use Pear2.5-7B, \texttt{Pear2.5} and Pear2.5-70B-Instruct; FIG$_{RP}$, FIG_RP and the FIG_RP dataset"
    )
    names = ("Pear2.5-7B", "Pear2.5", "Pear2.5-70B-Instruct", "FIG_RP", "the FIG_RP dataset")
    result = groups(reading, _found(reading, *names))
    assert len(result) == 2
    assert result[0].keys == {"pear2.5"}
    assert set(_names(reading, result[1])) == {"FIG_RP"}
