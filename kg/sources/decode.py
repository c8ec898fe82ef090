"""Bytes to text: what every reader does to its input before it looks at a format."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_JUNK = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """The text on one line: white space folded to single spaces, control and bidi override characters left out.

    Lone surrogates, which no file can hold, become U+FFFD. Everything else stands as written, LaTeX included.

    >>> fold("A  hard-wrapped\\n  title\\x00")
    'A hard-wrapped title'
    """
    if text.isascii():
        return " ".join((_JUNK.sub("", text) if not text.isprintable() else text).split())
    return " ".join(_SURROGATE.sub("\ufffd", _JUNK.sub("", text)).split())


def decode(data: bytes) -> tuple[str, int | None]:
    """The text, without byte order mark, and the line (from 1) of the first byte that is not UTF-8, else None.

    Such bytes become U+FFFD; `CR LF` becomes a line feed, as does `CR` in a text without any.
    """
    bad_line = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad_line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n"), bad_line


def is_gzip(head: bytes) -> bool:
    """Whether a file that begins so is gzip-compressed, whatever its name says."""
    return head.startswith(b"\x1f\x8b")


def open_source(path: str | Path, data: bytes | None = None) -> BinaryIO:
    """The uncompressed bytes of a file (of `data` where they are in memory already), as a stream.

    Raises: OSError where the file cannot be read; reading from damaged gzip raises OSError, EOFError or zlib.error, and
    from gzip that swells beyond any text OSError.
    """
    if data is not None:
        return _unpacked(BytesIO(data), len(data)) if is_gzip(data) else BytesIO(data)
    stream = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    if is_gzip(stream.peek(2)):
        return _unpacked(stream, Path(path).stat().st_size)
    return stream


SWELL = 100
"""How many times its size a gzip file may unpack to; digests stay below ten, a bomb reaches a thousand."""
_ALWAYS = 4 * 2**20


def _unpacked(stream: BinaryIO, size: int) -> BinaryIO:
    return BufferedReader(_Unpacked(stream, SWELL * size + _ALWAYS), 2**16)


class _Unpacked(RawIOBase):
    """What gzip unpacks to, up to a number of bytes; beyond them an OSError."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._gzip = gzip.GzipFile(fileobj=stream)
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = self._gzip.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise OSError(f"gzip that unpacks to more than {SWELL} times its size; unpack it yourself if it is sound")
        return count

    def close(self) -> None:
        self._gzip.close()
        self._stream.close()
        super().close()


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, str, bool]]:
    """The lines that are not blank, with their number (from 1) and whether all bytes were UTF-8; memory of one line."""
    for number, data in enumerate(stream, 1):
        if data.isspace():
            continue
        text, bad_line = decode(data)
        if text := text.strip():
            yield number, text, bad_line is None
