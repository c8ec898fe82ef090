"""Counting names by origin: words that go together share one."""

from __future__ import annotations

from kg.training.names import LEAST_COUNT, count_pairs, fit, lines


def test_counts_words_and_leaves_out_initials_and_groups() -> None:
    pairs = count_pairs(["Wei Wang", "Wang, Wei", "W. Wang", "Nowhere Collaboration", "Orrin C. Velder, Jr."])
    assert pairs == {("wang", "wei"): 2, ("velder", "orrin"): 1}


def test_names_of_one_origin_share_it_and_only_words_come_out() -> None:
    names = ["Wei Wang", "Wei Li", "Min Wang", "Min Li", "Anna Weber", "Anna Vogt", "Karl Weber", "Karl Vogt"]
    families, givens = fit(count_pairs(names * LEAST_COUNT))
    table = [line.rstrip("\n").split("\t") for line in (*lines("family", families), *lines("given", givens))]
    assert [row[:3] for row in table[:2]] == [
        ["family", "li", str(2 * LEAST_COUNT)],
        ["family", "vogt", str(2 * LEAST_COUNT)],
    ]
    shares = {word: digits for _, word, _, digits in table}
    assert not any(int(a, 36) and int(b, 36) for a, b in zip(shares["wang"], shares["weber"], strict=True))


def test_same_input_same_table() -> None:
    pairs = count_pairs(["Wei Wang", "Anna Weber"] * LEAST_COUNT)
    assert list(lines("family", fit(pairs)[0])) == list(lines("family", fit(pairs)[0]))
