"""The template without headings: a numbered link in italics, a line of authors, the abstract.

[1]. [*Title*](https://arxiv.org/abs/2512.00001 "Title")
Ada Stone, Bo Li
The abstract.
"""

from __future__ import annotations

import re

from kg.sources.blocks import Block, Digest, section_name

_START = re.compile(r"\[\d{1,7}\]\. \[\*")


def is_topics(text: str) -> bool:
    """Whether a text has a line that begins a paper in this template."""
    return any(_START.match(line) for line in text.split("\n"))


def split_blocks(text: str) -> Digest:
    """The blocks of a digest in this template; a line that begins with `#` names the section of those below it."""
    digest = Digest([], [])
    section: str | None = None
    block: Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if _START.match(line):
            block = Block(number, line.strip(), section)
            digest.blocks.append(block)
        elif line.startswith(("# ", "## ", "### ")):
            section, block = section_name(line), None
            digest.preamble.append(line)
        else:
            (block.body if block else digest.preamble).append(line)
    return digest


def read_fields(block: Block) -> dict[str, str]:
    """`title`, `link`, `authors` and `abstract` (all paragraphs) of a block."""
    title, _, rest = block.heading.partition("[*")[2].partition("*](")
    address = rest.partition(")")[0].split()
    lines = [line for line in block.body if line.strip()]
    return {
        "title": title,
        "link": address[0] if address else "",
        "authors": lines[0] if lines else "",
        "abstract": "\n".join(lines[1:]),
    }
