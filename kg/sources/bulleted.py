"""The early template: a bare title as heading, bold bullets, then the abstract as it stands.

### Title
- **arXiv**: [2512.00001](https://arxiv.org/abs/2512.00001)  ·  [PDF](https://arxiv.org/pdf/2512.00001.pdf)
- **Title (EN)**: Title
- **Authors**: Ada Stone, Bo Li
- **Categories**: cs.LG, stat.ML
- **TL;DR**: …

The abstract, wrapped over lines.
"""

from __future__ import annotations

from html import unescape

from kg.sources.blocks import Block


def is_bulleted(block: Block) -> bool:
    """Whether the first line below the heading is a bold bullet."""
    return next((line for line in block.body if line.strip()), "").startswith("- **")


def read_fields(block: Block) -> dict[str, str]:
    """The fields of a block by lower-case label, with `abstract`, and `link` as the address of `arxiv`.

    This template writes `<` as `&lt;`; the fields have it back.
    """
    fields: dict[str, list[str]] = {}
    label = ""
    lines = iter(block.body)
    for line in lines:
        if line.startswith("- **"):
            word, _, text = line[4:].partition("**")
            label = word.strip().casefold()
            fields[label] = [text.removeprefix(":").strip()]
        elif line.strip():
            fields[label].append(line)
        elif label:
            break
    fields["abstract"] = list(lines)
    texts = {name: unescape("\n".join(text)).strip() for name, text in fields.items()}
    texts["link"] = _address(texts.pop("arxiv", ""))
    return texts


def _address(text: str) -> str:
    """The first address of a text with links, else its first word."""
    _, mark, rest = text.partition("](")
    return rest.partition(")")[0].strip() if mark else "".join(text.split()[:1])
