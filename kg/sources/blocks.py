"""A Markdown digest cut into blocks, one a paper, each with its section and the lines that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r"<[^<>]{0,200}>")
_BACK = "[[Back]]"


@dataclass
class Block:
    """The heading of a paper (without `###`) at a line (from 1), and the lines below it up to the next one."""

    line: int
    heading: str
    section: str | None
    body: list[str] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join((f"### {self.heading}", *self.body)).rstrip()

    def unwrapped(self) -> Block:
        """The block with its heading on one line, where a title `[…` runs on over up to five lines."""
        if not self.heading.startswith("[") or "](" in self.heading:
            return self
        for count, line in enumerate(self.body[:5], 1):
            if "](" in line and not line.startswith(("*", "- ", ">")):
                heading = " ".join((self.heading, *map(str.strip, self.body[:count])))
                return Block(self.line, heading, self.section, self.body[count:])
            if not line.strip():
                break
        return self


@dataclass
class Digest:
    """A digest's blocks, and the lines before the first of them, where the table of contents stands."""

    preamble: list[str]
    blocks: list[Block]


def split_blocks(text: str) -> Digest:
    """The blocks of a digest with `###` headings.

    Within `<details>` only a full heading after a blank line, `### [n] [title](address)`, begins a block, so that an
    abstract may hold `###` and a missing `</details>` costs one block at most.
    """
    lines = text.split("\n")
    digest = Digest([], [])
    section: str | None = None
    block: Block | None = None
    in_details = is_closed = False
    for index, line in enumerate(lines):
        if line.startswith("### ") and _begins_block(lines, index, in_details):
            block = Block(index + 1, line[4:].strip(), section)
            digest.blocks.append(block)
            in_details = is_closed = False
        elif line.startswith(("# ", "## ")) and (_BACK in line or block is None or is_closed):
            section, block, in_details = section_name(line), None, False
            digest.preamble.append(line)
        elif block is None:
            digest.preamble.append(line)
        else:
            mark = line.strip()
            is_closed = mark == "</details>" or (is_closed and not mark.startswith("<details"))
            in_details = (in_details or mark.startswith("<details")) and not is_closed
            block.body.append(line)
    return digest


def section_name(line: str) -> str:
    """The words of a section's heading, without mark-up and the link back.

    >>> section_name("## <div id='cs.LG'></div> cs.LG [[Back]](#toc)")
    'cs.LG'
    """
    return _TAG.sub("", line.partition(_BACK)[0]).strip("# \t")


def _begins_block(lines: list[str], index: int, in_details: bool) -> bool:
    heading = lines[index][4:].strip()
    if in_details:
        return _is_full(heading) and not lines[index - 1].strip()
    if heading.startswith("["):
        return True
    below = next((line.strip() for line in lines[index + 1 : index + 4] if line.strip()), "")
    return below.startswith(("*", "- **", "> *", "Main category:"))


def _is_full(heading: str) -> bool:
    """Whether it is `[n] [title](address)`."""
    number, _, rest = heading.partition("] [")
    return number[:1] == "[" and number[1:].isdigit() and rest.endswith(")") and "](http" in rest
