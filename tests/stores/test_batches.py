"""How many rows a transaction takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.stores.batches import CHARACTERS, FIRST_ROWS, LEAST_ROWS, MOST_ROWS, BatchSize, fitting_count


def numbered(count: int, text: str = "") -> list[dict[str, object]]:
    return [{"id": str(number), "text": text} for number in range(count)]


def test_a_quick_answer_doubles_the_batch_and_a_slow_one_halves_it() -> None:
    size = BatchSize()
    size.answered(FIRST_ROWS, 0.01)
    assert size.rows == 2 * FIRST_ROWS
    size.answered(2 * FIRST_ROWS, 60)
    assert size.rows == FIRST_ROWS
    size.answered(FIRST_ROWS, 0.8)
    assert size.rows == FIRST_ROWS / 0.8


def test_it_stays_between_its_bounds() -> None:
    quick, slow = BatchSize(), BatchSize()
    for _ in range(20):
        quick.answered(quick.rows, 0.001)
        slow.answered(slow.rows, 100)
    assert (quick.rows, slow.rows) == (MOST_ROWS, LEAST_ROWS)


def test_the_short_end_of_a_table_tells_nothing() -> None:
    size = BatchSize()
    size.answered(3, 0.5)
    assert size.rows == FIRST_ROWS


def test_after_a_refusal_no_batch_grows_to_what_was_refused() -> None:
    size = BatchSize()
    assert size.refused(FIRST_ROWS) == FIRST_ROWS // 2
    for _ in range(5):
        size.answered(size.rows, 0.001)
    assert size.rows == FIRST_ROWS // 2
    assert [BatchSize().refused(rows) for rows in (1, 2, 3)] == [1, 1, 1]


def test_a_batch_is_as_large_as_is_fitting_when_it_is_asked_for() -> None:
    size = BatchSize()
    batches = size.batches(numbered(10_000))
    assert len(next(batches)) == FIRST_ROWS
    size.answered(FIRST_ROWS, 0.5)
    assert len(next(batches)) == 2 * FIRST_ROWS
    size.refused(2 * FIRST_ROWS)
    assert [len(batch) for batch in batches] == [FIRST_ROWS, FIRST_ROWS]


def test_long_rows_make_short_batches() -> None:
    assert fitting_count(numbered(10, "x" * (CHARACTERS // 4))) == 3
    assert fitting_count([{"id": "1", "list": ["x" * CHARACTERS, "y"]}]) == 1


@given(st.lists(st.integers(0, 800_000), max_size=30), st.integers(1, 10))
def test_every_row_comes_once_and_in_order(lengths: list[int], most: int) -> None:
    rows = [{"id": str(number), "text": "x" * length} for number, length in enumerate(lengths)]
    size = BatchSize()
    size.rows = most
    batches = list(size.batches(rows))
    assert [row for batch in batches for row in batch] == rows
    assert all(len(batch) <= most for batch in batches)
    assert all(len(batch) == 1 or sum(len(str(row["text"])) for row in batch) <= CHARACTERS for batch in batches)
