import gzip
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.decode import decode, fold, numbered_lines, open_source


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("two\n  lines", "two lines"),
        ("nul\x00byte", "nulbyte"),
        ("form\x0cfeed", "form feed"),
        ("right\u202eto left\u202c", "rightto left"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("Elin P\\'epin", "Elin P\\'epin"),
        ("zero\u200dwidth joiner stays", "zero\u200dwidth joiner stays"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folded_text_can_be_stored_and_folds_to_itself(text: str) -> None:
    folded = fold(text)
    folded.encode()
    assert fold(folded) == folded
    assert "\x00" not in folded


def test_byte_order_mark_and_line_ends() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\n") == ("a\nb\n", None)
    assert decode(b"old\rmac\r") == ("old\nmac\n", None)


def test_invalid_bytes_are_replaced_and_their_line_told() -> None:
    assert decode(b"fine\nbad \xff\n") == ("fine\nbad \ufffd\n", 2)


def test_gzip_is_known_by_its_bytes_not_by_its_name(tmp_path) -> None:
    path = tmp_path / "packed.md"
    path.write_bytes(gzip.compress(b"text"))
    with open_source(path) as stream:
        assert stream.read() == b"text"
    assert open_source("-", gzip.compress(b"text")).read() == b"text"


def test_numbered_lines_leave_blank_ones_out() -> None:
    assert list(numbered_lines(BytesIO(b"a\n\n \nb\xff"))) == [(1, "a", True), (4, "b\ufffd", False)]
