"""Canonical rows and fingerprints."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model.rows import canonical, fingerprint, row_hash


def test_nulls_empty_lists_and_internal_properties_do_not_count() -> None:
    row = {"id": "a", "name": "Ada"}
    assert row_hash(row) == row_hash(row | {"orcid": None, "aliases": [], "_row": "x", "_kg": "y", "_adopted": True})


def test_floats_count_to_six_digits_and_whole_ones_like_integers() -> None:
    assert canonical({"score": 0.12345649}) == canonical({"score": 0.1234565})
    assert canonical({"score": 0.123456}) != canonical({"score": 0.123457})
    assert canonical({"score": 1.0}) == canonical({"score": 1})


@given(st.lists(st.tuples(st.sampled_from(["Paper", "Author"]), st.text("0123456789abcdef", min_size=4))))
def test_a_fingerprint_knows_no_order(pairs: list[tuple[str, str]]) -> None:
    assert fingerprint(pairs) == fingerprint(reversed(pairs))


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.one_of(st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.lists(st.text())),
    )
)
def test_the_order_of_keys_does_not_matter(row: dict[str, object]) -> None:
    assert row_hash(row) == row_hash(dict(reversed(row.items())))
