"""The words by which a statement is refused, without a server."""

from __future__ import annotations

import pytest

from kg.model.errors import UsageError
from kg.stores.readonly import refuse_writes
from tests.stores.attempts import READS, WRITES

GARBLED = "C/**/REATE (:Owned)"
"""No server reads this as one word: it goes through and does not parse."""


@pytest.mark.parametrize("text", [text for text in WRITES if text != GARBLED])
def test_a_statement_that_writes_is_refused_by_its_words(text: str) -> None:
    with pytest.raises(UsageError, match="a reading query may not"):
        refuse_writes(text)


@pytest.mark.parametrize("text", READS)
def test_a_statement_that_reads_passes(text: str) -> None:
    refuse_writes(text)


def test_the_refusal_names_the_word_and_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"may not contain DELETE: say --write .* back-quotes"):
        refuse_writes("MATCH (n) DELETE n")
