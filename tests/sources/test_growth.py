"""Twice the input takes twice the time and memory, also where the input was made to take more."""

from __future__ import annotations

import gc
import time
import tracemalloc
from contextlib import suppress

import pytest

from kg.model.errors import KgError
from tests.sources.fuzz.readers import FUZZED, LIST, OVERRIDES
from tests.sources.samples import block
from tests.text.test_bibtex import FILE as BIBTEX
from tests.text.test_ris import RIS

pytestmark = pytest.mark.slow

RATIO = 2.3
BYTES = 200_000

BLOCK = "### [1] [T](https://arxiv.org/abs/2512.00001)\n"
TOPIC = "[1]. [*T*](https://arxiv.org/abs/2512.00001)\nA\n"
ROW = '{"id": "2603.90001", "title": "t", '
GROWING: dict[str, tuple[tuple[str, str, str], ...]] = {
    "markdown": (
        ("", block(), ""),
        *(("", piece, "") for piece in (BLOCK, "### [\n", "<details>\n", "- **a**: b\n", "# A [[Back]](#toc)\n", "<")),
        *(("", piece, "") for piece in (" ", "\n", "\\", "- [a](#a) [Total: 3]\n", TOPIC)),
        *((f"{BLOCK}*", piece, "*\n") for piece in ("A,Jr.,", "Jr.,", "A;B,", "\n", "a ")),
        *((f"{BLOCK}*[", piece, "]*\n") for piece in ("'a', ", "'a' ", "['a', ", "'", "\\", "-")),
        (f"{BLOCK}\n<details>\n", "Method: a\n\n", "\n</details>"),
        ("### [", "](", "\n"),
        ("# ", "9", " papers\n"),
    ),
    "raw": (
        ("", f'{ROW}"authors": ["A B"]}}\n', ""),
        *((ROW + '"authors": "', piece, '"}\n') for piece in ("Jr.,", "A,Jr.,", "A;", "['a', ", "[[", "'a' ")),
        *((ROW + '"authors": [', piece, '"b"]}\n') for piece in ('"a",', '{"name": "a"},', "[],", "1,")),
        *(("", piece, "") for piece in ("[", '{"a":', "9", '"', "\\", " ", "\n", "{\n")),
        (ROW + '"comment": "', "\\u0041", '"}\n'),
    ),
    "enhanced": (
        (ROW + '"AI": {', '"method": ["a"], ', '"b": "c"}}\n'),
        (ROW + '"AI": {"method": [', '["a"],', "1]}}\n"),
    ),
    "papers": (("", ROW + '"first_listed": "2026-03-02"}\n', ""),),
    "gzip": (("", block(), ""),),
    "bibtex": (
        ("", BIBTEX, ""),
        *(("", piece, "") for piece in ("@a{k, t={\n", "@a(k, t={\n", "@a(k, t={\\\n", '@a{k, t="\n', "@a{\n", "@")),
        *(("", piece, "") for piece in ("\\", "{")),
        *(("@a{", piece, "") for piece in (" ", ",", "t = 1 ", "t = {} # ", "t")),
        *(("@a{k, title = {", piece, "}}") for piece in ("\\href{", "$", "\\'", "{}", "\\textbf ", "--")),
    ),
    "ris": (
        ("", RIS, ""),
        *(("", piece, "") for piece in ("TY  - A\nER  - \n", "TY  - ", "ER  - \n", "\n", " ", "a\n")),
        *(("TY  - JOUR\n", piece, "\nER  - \n") for piece in ("AU  - A, B\n", "TI  - ", "AB  - a\n", "a\n", "DO  - ")),
    ),
    "list": (
        ("", LIST.partition("\n\n")[2], ""),
        ("[[papers]]\nid = '2603.90001'\ntags = [", '"a",', "]\n"),
        *(("note = ", piece, "") for piece in ("[", "{a=", "9", "'", '"""', "\\")),
        *(("", piece, "") for piece in ("a.", "[a.", "# a\n", "a = 1\n")),
    ),
    "overrides": (("", OVERRIDES, ""), ("same = [", "{a = 'b'},", "]")),
    "query": (
        *(("", piece, "RETURN 1") for piece in ("// a\n", ":param a => 1;\n", "\n")),
        *((":param a => ", piece, "\nRETURN 1") for piece in (" ", ";", "'", "\\'", "'\\'", '"\\"', "[", "'a', ")),
        (":param a => '", "\\'", "\\"),
    ),
}  # fmt: skip
"""Reader → what grows: before, the piece that is repeated, after."""


def cases() -> list[tuple[str, str, str, str]]:
    return [(reader, *parts) for reader, growing in GROWING.items() for parts in growing]


def filled(before: str, piece: str, after: str, size: int) -> bytes:
    return f"{before}{piece * (size // len(piece))}{after}".encode()


def seconds(reader: str, data: bytes) -> float:
    """Without Python's collection of cycles, which looks through every list anew as they grow."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    with suppress(KgError):
        FUZZED[reader](data)
    spent = time.process_time() - started
    gc.enable()
    return spent


def peak(reader: str, data: bytes) -> int:
    tracemalloc.start()
    with suppress(KgError):
        FUZZED[reader](data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_every_reader_grows_here() -> None:
    assert set(GROWING) == set(FUZZED)


@pytest.mark.parametrize(("reader", "before", "piece", "after"), cases())
def test_twice_the_bytes_take_twice_the_time(reader: str, before: str, piece: str, after: str) -> None:
    """The quickest of five runs each, the two sizes in turn; what takes less than 20 ms is not compared."""
    once, twice = (filled(before, piece, after, size) for size in (BYTES, 2 * BYTES))
    runs = [(seconds(reader, once), seconds(reader, twice)) for _ in range(5)]
    assert min(two for _, two in runs) <= RATIO * max(min(one for one, _ in runs), 0.02)


@pytest.mark.parametrize(("reader", "before", "piece", "after"), cases())
def test_memory_is_bounded_by_the_input(reader: str, before: str, piece: str, after: str) -> None:
    """At most 150 bytes for each of the input (a list of empty lists takes 64 for three), above a floor of 4 MB."""
    data = filled(before, piece, after, BYTES // 4)
    size = 100 * len(data) if reader == "gzip" else len(data)
    assert peak(reader, data) <= 4_000_000 + 150 * size
