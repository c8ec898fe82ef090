"""Ways to spoil a file: pieces cut out, doubled, swapped, and marks of the formats put where none belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_MARKS = r'''
" ` """ \ \\ \u0000 { } [ ] ( ) [[ ]] {} [] , ; : = # @ * ** > ~ $ -- < | @article{ @misc(x, "\ud800"
### [1] [ ]( ](https://arxiv.org/abs/ [[Back]](#toc) [1]. [* *]( <details> </details> <summary> Method: **Abstract**:
TL;DR: null true NaN -Infinity 1e999 -0 1979-05-27T07:32:00Z 9999-99-99 {"AI": "authors": "id": "first_listed":
2603.90001v1 hep-th/0408048 [[papers]] same=[1] :param x=> <!ENTITY/x/SYSTEM/"file:///etc/hostname">
'''
MARKS = tuple(mark.encode() for mark in (*_MARKS.split(), "'", "''''", "\ufeff", "\u2028", "\x00", "\ufffd"))
TOKENS = (
    *MARKS,
    *(b"\n" + mark + b" " for mark in MARKS if mark[:1] in b"#@-*[<:s\n"),
    *(b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n", b"\n\n", b"\n- **", b"\n# ", b"\n## "),
    *(mark * 3000 for mark in (b"[", b"(", b"{", b'{"a":', b"-", b" ", b"\\")),
    *(b"1" * 5000, b"v" + b"9" * 5000, b"Jr.," * 500, b"'a' " * 500, b"[" + b"a." * 500 + b"a]\n"),
)  # fmt: skip
"""What a reader may stumble over: marks of the formats, broken encodings, numbers out of range, nesting."""


class Edit(NamedTuple):
    """One change: how, where and how far (as parts of 65,536 of the length), and with which token."""

    kind: int
    place: int
    reach: int
    token: int


def spoil(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The data after these changes, one after another.

    >>> spoil(b"abcdef", [Edit(3, 0, 2, 0)])
    b'abababcdef'
    """
    for edit in edits:
        start = len(data) * edit.place // 65_536
        end = start + min(len(data) - start, max(1, edit.reach % 512))
        if edit.kind % 6 == 4:  # whole lines
            start, end = data.rfind(b"\n", 0, start) + 1, data.find(b"\n", end) + 1 or len(data)
        piece, token = data[start:end], TOKENS[edit.token % len(TOKENS)]
        new = (token + piece, b"", token, piece * 3, piece + piece, piece[::-1])[edit.kind % 6]
        data = data[:start] + new + data[end:]
    return data
