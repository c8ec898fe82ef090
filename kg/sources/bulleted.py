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

from kg.sources.blocks import Block


def is_bulleted(block: Block) -> bool:
    """Whether the first line below the heading is a bold bullet."""
    return next((line for line in block.body if line.strip()), "").startswith("- **")


def read_fields(block: Block) -> dict[str, str]:
    """The fields of a block by lower-case label, with `abstract`, and `link` as the address of `arxiv`."""
    fields: dict[str, str] = {}
    label = ""
    lines = iter(block.body)
    for line in lines:
        if line.startswith("- **"):
            word, _, text = line[4:].partition("**")
            label = word.strip().casefold()
            fields.setdefault(label, text.removeprefix(":").strip())
        elif line.strip():
            fields[label] = f"{fields.get(label, '')}\n{line}"
        elif label:
            break
    fields["abstract"] = "\n".join(lines).strip()
    fields["link"] = _address(fields.pop("arxiv", ""))
    return fields


def _address(text: str) -> str:
    """The first address of a text with links, else its first word."""
    _, mark, rest = text.partition("](")
    return rest.partition(")")[0].strip() if mark else "".join(text.split()[:1])
