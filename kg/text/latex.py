"""LaTeX as plain text, with the way back: every plain character knows where it stands in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PlainText", "plain"]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without markup: character `i` of `text` was read from `raw[offsets[i]:ends[i]]`."""

    text: str
    raw: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of `raw` that reads as `text[start:end]` (not empty), widened until its `$` and braces pair up."""
        return _balanced(self.raw, self.offsets[start], self.ends[end - 1])


def plain(text: str) -> PlainText:
    r"""The text as it reads: commands, braces and `$` dropped, accents composed, white space folded, dashes made one.

    The stars of Markdown's `**bold**` are dropped, too, where each has its other one.

    >>> plain(r"\texttt{FedX} uses $\beta$-VAE and Poincar\'e~maps").text
    'FedX uses β-VAE and Poincaré maps'
    """
    if not _SPECIAL.search(text) and text == text.strip():
        return PlainText(text, text, range(len(text)), range(1, len(text) + 1))
    stars = "" if text.count("**") % 2 == 0 else "**"
    chars: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "run":
            chars.append(match[0])
            offsets.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        out = stars if match.lastgroup == "stars" else _reading(match)
        chars.append(out)
        offsets.extend([start] * len(out))
        ends.extend([end] * len(out))
    return _folded("".join(chars), text, offsets, ends)


_MARKUP = (
    r"(?:(?:text|math)[a-z]+|emph|operatorname|bf|it|em|rm|tt|sc|sf|sl|cal|left|right|[bB]igg?[lr]?|url|href|mbox|vec"
    r"|underline|overline|bar|hat|tilde|widehat|widetilde|boldsymbol|bm|ensuremath|xspace|displaystyle|frac|sqrt|text"
    r"|small|large|footnotesize|noindent|item|begin|end|cite[pt]?|footnote|label|limits|hspace|vspace|mathop|protect"
    r"|(?:sub|super)script|color|sout|uline|d?dot)"
)
_SPECIAL = re.compile(r"[\\${}~\x00]|--|``|''|\*\*|\s\s|[^\S ]")
_TOKEN = re.compile(
    r"""
      (?P<run>(?:[^\\${}~\-`'*\s\x00]|\ (?!\s))+)
    | (?P<link>\\(?:href|textcolor|color)\s*\{[^{}]*\}(?=\{))
    | (?P<accent>\\["'`^~=.](?:\s*\{\s*\\?[A-Za-z]\s*\}|\\?[A-Za-z]))
    | (?P<letter>\\[uvHcdbrk](?:\s*\{\s*[A-Za-z]\s*\}|\s+[A-Za-z](?![A-Za-z])))
    | (?P<markup>\\"""
    + _MARKUP
    + r"""\*?(?![A-Za-z])\s?)
    | (?P<command>\\[A-Za-z]+\*?)
    | (?P<escaped>\\[^A-Za-z])
    | (?P<dash>-{2,3})
    | (?P<stars>\*\*)
    | (?P<quote>``|'')
    | (?P<space>[\s~\x00]+)
    | (?P<drop>[${}\\])
    | (?P<char>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMBINING = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "r": "\u030a",
    "k": "\u0328",
}  # fmt: skip
_LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "j", "ell": "ℓ", "infty": "∞", "times": "×", "cdot": "·", "to": "→", "rightarrow": "→",
    "sim": "~", "approx": "≈", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "pm": "±", "ldots": "…", "dots": "…",
    "star": "*", "ast": "*", "nabla": "∇", "partial": "∂", "in": "∈", "varepsilon": "ε", "varphi": "φ",
    "quad": " ", "qquad": " ", "langle": "⟨", "rangle": "⟩", "sharp": "♯", "circ": "∘", "prime": "′",
}  # fmt: skip
_GREEK = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
    omega
"""
for _name in _GREEK.split():
    _spelt = "lambda" if _name == "lamda" else _name
    _LETTERS[_spelt] = unicodedata.lookup(f"GREEK SMALL LETTER {_name.upper()}")
    _LETTERS[_spelt.capitalize()] = unicodedata.lookup(f"GREEK CAPITAL LETTER {_name.upper()}")


def _reading(match: re.Match[str]) -> str:
    """What one piece of markup reads as; '' for pure markup."""
    kind, piece = match.lastgroup, match[0]
    if kind in {"accent", "letter"}:
        letter = re.sub(r"[\s{}\\]", "", piece[2:])
        return unicodedata.normalize("NFC", letter + _COMBINING[piece[1]])
    if kind == "command":
        return _LETTERS.get(piece[1:].rstrip("*"), piece[1:])
    if kind == "escaped":
        return {"\\": " ", ",": " ", ";": " ", " ": " ", "!": "", "(": "", ")": "", "[": "", "]": ""}.get(
            piece[1], piece[1]
        )
    return {
        "dash": "-" if piece == "--" else "—",
        "quote": '"',
        "space": " ",
        "drop": "",
        "link": "",
        "markup": "",
    }.get(kind or "", piece)


def _folded(text: str, raw: str, offsets: list[int], ends: list[int]) -> PlainText:
    """The text without white space at its ends and without two spaces in a row."""
    keep = [i for i, char in enumerate(text) if char != " " or (i > 0 and text[i - 1] != " ")]
    while keep and text[keep[-1]] == " ":
        keep.pop()
    return PlainText("".join(text[i] for i in keep), raw, [offsets[i] for i in keep], [ends[i] for i in keep])


def _balanced(raw: str, start: int, end: int) -> tuple[int, int]:
    piece = raw[start:end]
    if "$" not in piece and "{" not in piece and "}" not in piece:
        return start, end
    depth = lowest = 0
    for match in _BRACE.finditer(piece):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        lowest = min(lowest, depth)
    for _ in range(-lowest):
        if opening := _OPENING.search(raw[:start]):
            start = opening.start()
    for _ in range(depth - lowest):
        if (closing := raw.find("}", end)) >= 0:
            end = closing + 1
    if len(_DOLLAR.findall(raw[start:end])) % 2:
        right, left = raw.find("$", end), raw.rfind("$", 0, start)
        if right >= 0 and (left < 0 or right - end <= start - left or len(_DOLLAR.findall(raw[:start])) % 2 == 0):
            end = right + 1
        elif left >= 0:
            start = left
    return start, end


_BRACE = re.compile(r"\\[{}]|[{}]")
_DOLLAR = re.compile(r"(?<!\\)\$")
_OPENING = re.compile(r"(?:\\[A-Za-z]+\s*)?\{[^{}]*$")
