"""Names inside compounds, and single capitalised words that are rare: what shape alone does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.cues import Found
from kg.extraction.reading import Reading
from kg.extraction.tables import word_uses

__all__ = ["by_part"]

_TAILS = (
    r"(?:adapted|aligned|annotated|assisted|augmented|aware|based|compatible|compliant|conditioned|constrained|derived"
    r"|distilled|driven|enabled|enhanced|equipped|family|finetuned|fine-tuned|generated|guided|informed|initialized"
    r"|inspired|integrated|labell?ed|level|like|native|only|optimized|powered|pre-?trained|pruned|quantized"
    r"|regularized|series|significant|specific|style|supervised|supported|trained|tuned|type|values?|weighted)"
)
_COMPOUND = re.compile(rf"(?<![\w-])(?P<name>[A-Z][\w.+]*(?:[-–][\w.+]+)*?)[-–]{_TAILS}\b")
_PRODUCT = re.compile(
    r"(?<![\w-])(?P<name>[A-Z]\w*[A-Z0-9]\w*)(?=[×+&∘][A-Z])|(?<=[a-zA-Z0-9][×+&∘])(?P<other>[A-Z]\w+)"
)
_CAPITALISED = re.compile(r"(?<![.!?:\n] )(?<!^)(?<!\n)(?<![\w-])(?P<name>[A-Z][a-z]{3,})(?![\w-])(?! [A-Z][a-z])")
_RARE = 30
_MOST_IN_LOWER_CASE = 0.3


def by_part(reading: Reading) -> Iterator[Found]:
    """`Kriging` of `Kriging-based` and both of `ABC×DEF` (rule `compound`), and rare capitalised words (`capital`)."""
    for match in _COMPOUND.finditer(reading.text):
        yield match.start("name"), match.end("name"), "compound"
    for match in _PRODUCT.finditer(reading.text):
        yield *match.span(match.lastgroup or "name"), "compound"
    uses = word_uses()
    for match in _CAPITALISED.finditer(reading.text):
        use = uses.get(match["name"].casefold())
        if use is None or (use.papers < _RARE and use.lower < _MOST_IN_LOWER_CASE):
            yield match.start("name"), match.end("name"), "capital"
