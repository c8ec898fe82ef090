"""A thousand spoilt inputs: what a reader says of each is a record, a reject, or an error of ours."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.errors import KgError
from tests.sources.fuzz.mutate import TOKENS, Edit, spoil
from tests.sources.fuzz.readers import FUZZED, seeds

EXAMPLES = 120
"""Inputs a reader: with ten readers, a thousand together."""

ANY = st.integers(0, 65_535)
EDITS = st.lists(st.builds(Edit, ANY, ANY, ANY, st.integers(0, len(TOKENS) - 1)), min_size=1, max_size=8)


def test_there_are_a_thousand() -> None:
    assert EXAMPLES * len(FUZZED) >= 1_000


@pytest.mark.parametrize("reader", FUZZED)
def test_no_exception_but_ours(reader: str) -> None:
    files = seeds(reader)

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.integers(0, len(files) - 1), EDITS)
    def feed(file: int, edits: list[Edit]) -> None:
        with suppress(KgError):
            FUZZED[reader](spoil(files[file], edits))

    feed()


@pytest.mark.parametrize("reader", FUZZED)
def test_sound_files_are_read(reader: str) -> None:
    for file in seeds(reader):
        FUZZED[reader](file)


@pytest.mark.parametrize("reader", FUZZED)
@pytest.mark.parametrize("data", [b"", b"\n", b"\x00", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04" + bytes(60)])
def test_hardly_a_file_at_all(reader: str, data: bytes) -> None:
    with suppress(KgError):
        FUZZED[reader](data)
