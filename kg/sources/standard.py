"""The standard template: authors between asterisks, labelled lines, and a `<details>` part; plain or bold labels.

### [1] [Title](https://arxiv.org/abs/2512.00001)
*Ada Stone,Bo Li*

Main category: cs.LG

TL;DR: …

<details>
  <summary>Details</summary>
Motivation: …

Method: …

Abstract: …

</details>
"""

from __future__ import annotations

from itertools import dropwhile

from kg.sources.blocks import Block

HEAD_LABELS = ("main category", "keywords", "comment", "tl;dr", "ai_comments")
DETAIL_LABELS = (
    "background",
    "motivation",
    "data",
    "method",
    "result",
    "conclusion",
    "abstract",
    "ai_abstract",
    "摘要翻译",
)
"""In the order in which they stand: a label that comes out of turn belongs to the text of the field before it."""


def read_fields(block: Block) -> dict[str, str]:
    """The fields of a block by name (`authors`, `translated_title`, and the labels), each as written."""
    head, details = _halves(block.body)
    fields = _head_fields(head, HEAD_LABELS if details else HEAD_LABELS + DETAIL_LABELS)
    fields.update(_labelled(details, DETAIL_LABELS, in_order=True))
    return fields


def _halves(body: list[str]) -> tuple[list[str], list[str]]:
    """The lines before `<details>`, and those between it and the last `</details>`."""
    marks = [line.strip() for line in body]
    start = next((index for index, mark in enumerate(marks) if mark.startswith("<details")), len(body))
    end = len(body) - 1 - marks[::-1].index("</details>") if "</details>" in marks[start:] else len(body)
    inner = [line for line in body[start + 1 : end] if not line.strip().startswith("<summary>")]
    return body[:start], inner


def _head_fields(lines: list[str], labels: tuple[str, ...]) -> dict[str, str]:
    """The fields before the details; a block without details may have all of them here."""
    fields: dict[str, str] = {}
    rest = _from_text(lines)
    if rest and rest[0].startswith("> *") and not rest[0].startswith("> **"):
        fields["translated_title"] = rest[0][2:].strip().strip("*")
        rest = _from_text(rest[1:])
    if rest and rest[0].startswith("*") and label_of(rest[0], labels) is None:
        taken = _authors_end(rest)
        fields["authors"], fields["main category"] = _authors(" ".join(map(str.strip, rest[:taken])))
        rest = ["", *rest[taken:]]
    fields.update(_labelled(rest, labels, in_order=False))
    return fields


def _from_text(lines: list[str]) -> list[str]:
    """The lines from the first that is not blank."""
    return list(dropwhile(lambda line: not line.strip(), lines))


def _authors_end(lines: list[str]) -> int:
    """How many lines the authors take: to a closing asterisk, else to a blank line or a label."""
    for index, line in enumerate(lines):
        if index and (not line.strip() or label_of(line, HEAD_LABELS)):
            return index
        if line.rstrip().endswith("*"):
            return index + 1
    return len(lines)


def _authors(text: str) -> tuple[str, str]:
    """Authors without their asterisks, and the main category that a line may give after a bar."""
    authors, bar, rest = text.partition("* | ")
    category = rest.partition("Main category:")[2].strip(" *") if bar else ""
    authors = authors.removeprefix("*")
    return authors if bar else authors.removesuffix("*"), category


def label_of(line: str, labels: tuple[str, ...]) -> tuple[str, str, bool] | None:
    """Label, rest of the line, and whether it is bold, of `Label: …`, `**Label**: …` or `> **Label:** …`."""
    plain = line.removeprefix("> ")
    is_bold = plain.startswith("**")
    word, colon, rest = plain.removeprefix("**").partition(":")
    label = word.removesuffix("**").casefold()
    if not colon or len(word) > 30 or label not in labels:
        return None
    return label, rest.removeprefix("**").strip() if is_bold else rest.strip(), is_bold


def _labelled(lines: list[str], labels: tuple[str, ...], *, in_order: bool) -> dict[str, str]:
    """Field by label; a label counts after a blank line, in the style (bold or plain) of the first, and once."""
    fields: dict[str, list[str]] = {}
    current, style, is_after_blank = "", None, True
    for line in lines:
        found = label_of(line, labels) if is_after_blank else None
        is_after_blank = not line.strip()
        if found and found[0] not in fields and style in {None, found[2]} and _in_turn(found[0], fields, in_order):
            current, style = found[0], found[2]
            fields[current] = [found[1]]
        elif current:
            fields[current].append(line)
    return {label: "\n".join(text).strip() for label, text in fields.items()}


def _in_turn(label: str, fields: dict[str, list[str]], in_order: bool) -> bool:
    if not in_order or not fields:
        return True
    return DETAIL_LABELS.index(label) > max(map(DETAIL_LABELS.index, fields))
