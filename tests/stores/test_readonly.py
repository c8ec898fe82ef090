"""The words by which a statement is refused, without a server."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from kg.model.errors import UsageError
from kg.stores.readonly import refuse_writes
from tests.stores.attempts import READS, WRITES

GARBLED = ("C/**/REATE (:Owned)", "CREA\u00adTE (:Owned)")
"""No server reads these as one word."""


def test_a_hundred_ways_are_tried() -> None:
    assert len(set(WRITES)) >= 100


@pytest.mark.parametrize("text", [text for text in WRITES if text not in GARBLED])
def test_a_statement_that_writes_is_refused_by_its_words(text: str) -> None:
    with pytest.raises(UsageError, match="a reading query may not"):
        refuse_writes(text)


@pytest.mark.parametrize("text", READS)
def test_a_statement_that_reads_passes(text: str) -> None:
    refuse_writes(text)


def test_the_refusal_names_the_word_and_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"may not contain DELETE: say --write .* back-quotes"):
        refuse_writes("MATCH (n) DELETE n")


def test_only_a_statement_that_begins_like_one_that_reads_passes() -> None:
    with pytest.raises(UsageError, match="may not begin with EXPORT"):
        refuse_writes("EXPORT DATABASE file:///tmp/x")
    refuse_writes("CYPHER 25 runtime = slotted planner=cost EXPLAIN MATCH (n) RETURN n;")


@pytest.mark.parametrize(
    "piece", ["CALL db.labels() ", "n.a+", "'", "`", "/*", "\\u0041", "{a: 1}, ", "IN ", "x² ", ". "]
)
def test_a_long_statement_is_read_in_linear_time(piece: str) -> None:
    """Twenty times the text in less than two hundred times the time; in square time it would be four hundred."""

    def seconds(count: int) -> float:
        text = f"RETURN 1 {piece * count}"
        started = time.process_time()
        with suppress(UsageError):
            refuse_writes(text)
        return time.process_time() - started

    assert seconds(20_000) < 200 * max(min(seconds(1_000) for _ in range(3)), 0.001)
