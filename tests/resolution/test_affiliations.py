"""Which words of an affiliation tell the institution."""

import pytest

from kg.resolution.affiliations import institution, overlap


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Univ. of Östra Varn", {"ostra", "varn"}),
        ("Institute of Computer Science", set()),
        ("Dept. 4, ETH Zürich 8092", {"eth", "zurich"}),
        (None, set()),
    ],
)
def test_words_that_tell_which(written: str | None, words: set[str]) -> None:
    assert institution(written) == words


def test_overlap_is_the_best_share_of_the_fewer_words() -> None:
    varn = institution("University of East Varn")
    assert overlap(varn, [institution("Varn"), institution("Ostby")]) == 1.0
    assert overlap(varn, [institution("West Varn")]) == 0.5
    assert overlap(varn, [institution("Ostby")]) == 0.0
