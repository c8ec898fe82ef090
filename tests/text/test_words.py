import pytest

from kg.text.words import DOCUMENTS, LEAST_COUNT, document_frequencies, document_frequency, rarity, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Low-Rank adaptation", ["low", "rank", "adaptation"]),
        ("a 3D scene in 2025, 17 x", ["3d", "scene", "in"]),
        (r"the $\mathcal{L}_{reg}$ loss", ["the", "reg", "loss"]),
        ("code at https://example.org/a-b and on", ["code", "at", "and", "on"]),
        ("Schrödinger ﬁeld", ["schrödinger", "field"]),
        ("", []),
    ],
)
def test_tokens(text, words):
    assert tokens(text) == words


def test_table_is_sorted_whole_and_of_words_that_tokens_gives():
    table = document_frequencies()
    assert list(table) == sorted(table)
    assert len(table) > 20_000
    assert all(LEAST_COUNT <= count <= DOCUMENTS for count in table.values())
    assert [word for word in table if tokens(word) != [word]] == []


def test_common_words_stand_in_more_papers_than_rare_ones():
    assert document_frequency("the") > document_frequency("model") > document_frequency("transformer") > 100
    assert document_frequency("zzyzx") == 0


def test_a_common_word_weighs_nothing_and_an_unknown_one_most():
    assert rarity("the") == 0 < rarity("graph") < rarity("federated") < rarity("zzyzx")
