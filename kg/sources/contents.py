"""A digest's table of contents, compared with what stands below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.sources.blocks import Block

_ENTRY = re.compile(r"- \[([^\]\n]{1,200})\]\(#[^)\n]{0,200}\) \[Total: (\d{1,9})\]\s*")
_TOTAL = re.compile(r"(?:Total Papers Today: (\d{1,9}))|(?:(\d{1,9}) papers)")


def check_contents(preamble: Iterable[str], blocks: list[Block], path: str) -> list[str]:
    """One sentence for each section whose announced number is not that of its blocks, and for the whole."""
    preamble = list(preamble)
    announced = {match[1]: int(match[2]) for line in preamble if (match := _ENTRY.fullmatch(line.strip()))}
    total = sum(announced.values())
    if announced and not blocks:
        return [
            f"{path}: the table of contents announces {total} papers in {len(announced)} sections, none stands there"
        ]
    found = Counter(block.section for block in blocks)
    warnings = [
        f"{path}: {section} announces {count} papers, {found[section]} stand there"
        for section, count in announced.items()
        if found[section] != count
    ]
    missing = [section for section in found if announced and section not in announced]
    warnings += [f"{path}: {section} with {found[section]} papers is not in the contents" for section in missing]
    return warnings + _check_total(preamble, len(blocks), path)


def _check_total(preamble: list[str], found: int, path: str) -> list[str]:
    for line in preamble:
        if line.startswith("#") and (match := _TOTAL.search(line)):
            announced = int(match[1] or match[2])
            return (
                [] if announced == found else [f"{path}: the heading announces {announced} papers, {found} stand there"]
            )
    return []
