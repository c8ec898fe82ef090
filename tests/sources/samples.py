"""Invented papers, rendered in each template, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from kg.sources.markdown import read_markdown
from kg.sources.reading import FileReading

CONTENTS = """<div id=toc></div>

# Table of Contents

- [cs.LG](#cs.LG) [Total: {count}]


<div id='cs.LG'></div>

# cs.LG [[Back]](#toc)

"""


def block(
    *,
    title: str = "Slow Gates for Fast Nets",
    address: str = "https://arxiv.org/abs/2512.00001",
    authors: str = "Ada Stone,Bo Li",
    category: str = "cs.LG",
    tldr: str = "Gates may be slow.",
    motivation: str = "Fast gates leak.",
    method: str = "A slower gate.",
    result: str = "Fewer leaks.",
    conclusion: str = "Wait a little.",
    abstract: str = "We slow the gates\nof a fast net.",
    number: int = 1,
) -> str:
    """A block of the standard template."""
    return f"""### [{number}] [{title}]({address})
*{authors}*

Main category: {category}

TL;DR: {tldr}


<details>
  <summary>Details</summary>
Motivation: {motivation}

Method: {method}

Result: {result}

Conclusion: {conclusion}

Abstract: {abstract}

</details>


"""


def digest(blocks: Iterable[str]) -> str:
    """A standard digest with one section."""
    blocks = list(blocks)
    return CONTENTS.format(count=len(blocks)) + "".join(blocks)


def read(text: str | bytes, name: str = "2025-12-25.md") -> FileReading:
    return read_markdown(BytesIO(text if isinstance(text, bytes) else text.encode()), name)
