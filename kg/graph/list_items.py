"""New items for a list: from what a reader types, from a .bib file, into the list's file, which keeps its comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.graph.bundle import Bundle
from kg.graph.find import resolve_name
from kg.graph.listed import split_authorship
from kg.graph.lists import KINDS, ListItem, Placed, ReadingList, parse_list, place_items
from kg.graph.narrow import known_ids
from kg.graph.parts import replace_file
from kg.model.errors import AmbiguousNameError, UsageError
from kg.model.ids import paper_id, parse_arxiv_id
from kg.text.bibtex import BibEntry, read_bibtex
from kg.text.dois import doi_of, preprint_of
from kg.text.latex import plain
from kg.text.ris import read_ris

__all__ = ["add_items", "bib_items", "typed_item"]

_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|[:.\s]\s*)([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})", re.IGNORECASE
)


def typed_item(bundle: Bundle, text: str, kind: str | None = None) -> ListItem:
    """The item that the text means: an arXiv id, a DOI, an authorship, else an id or name of the bundle.

    With a `kind` (papers, authors, methods, categories) only that is meant, and what the bundle lacks is kept by its
    name, authors excepted. Raises UsageError where nothing has the name, AmbiguousNameError where several things do.
    """
    if kind in (None, "authors") and (authorship := split_authorship(text)):
        paper, slot, name = authorship
        return ListItem("authors", {"id": f"{paper}#{slot} {name}" if name else f"{paper}#{slot}"})
    if kind in (None, "papers") and (parsed := parse_arxiv_id(text)):
        return ListItem("papers", {"id": paper_id(parsed[0])} | _titled(bundle, paper_id(parsed[0])))
    if kind in (None, "papers") and (doi := doi_of(text)):
        return ListItem("papers", {"doi": doi})
    labels = [KINDS[kind]] if kind else list(KINDS.values())
    try:
        id_ = resolve_name(bundle, text, labels)
    except AmbiguousNameError:
        raise
    except UsageError:
        if kind in (None, "authors"):
            raise
        return ListItem(str(kind), {"title" if kind == "papers" else "name": text.strip()})
    return _known_item(bundle, id_)


def _known_item(bundle: Bundle, id_: str) -> ListItem:
    if id_.startswith("author:"):
        return ListItem("authors", {"id": _authorship(bundle, id_)})
    for kind in ("papers", "methods", "categories"):
        for row in bundle.nodes(KINDS[kind]):
            if row["id"] == id_:
                named = {"title": row["title"]} if kind == "papers" else {"name": row["name"]}
                return ListItem(kind, {"id": id_} | named)
    raise UsageError(f"{id_}: expected {', '.join(KINDS.values())}, found another thing.")


def _titled(bundle: Bundle, paper: str) -> dict[str, str]:
    return next(({"title": row["title"]} for row in bundle.nodes("Paper") if row["id"] == paper), {})


def _authorship(bundle: Bundle, author: str) -> str:
    """The author's founding authorship, else the first that the bundle has: `arxiv:2603.90001#3 Jing Wu`."""
    anchor = next((known.anchor for known in bundle.known_ids("authors") if known.id == author), "")
    written = {
        f"{row['target']}#{row['position']}": row["name_as_written"]
        for row in bundle.edges("AUTHORED")
        if row["source"] == author
    }
    slot = anchor if anchor in written else min(written)
    return f"{slot} {written[slot]}"


def bib_items(text: str, *, ris: bool = False) -> tuple[list[ListItem], list[str]]:
    """(the papers of a .bib or .ris file, by arXiv id, DOI and title; what could not be read or names no paper)."""
    entries, problems = (read_ris if ris else read_bibtex)(text)
    items = []
    for entry in entries:
        if naming := _bib_naming(entry):
            items.append(ListItem("papers", naming))
        else:
            problems.append(f"line {entry.line}: {entry.key or 'an entry'} has no arXiv id, DOI or title.")
    return items, problems


def _bib_naming(entry: BibEntry) -> dict[str, str]:
    fields = entry.fields
    naming: dict[str, str] = {}
    eprint = parse_arxiv_id(fields.get("eprint", "").strip("{} "))
    elsewhere = (fields.get(name, "") for name in ("doi", "url", "journal", "note", "howpublished", "volume"))
    if eprint or (eprint := next((parse_arxiv_id(m[1]) for text in elsewhere if (m := _ARXIV.search(text))), None)):
        naming["id"] = paper_id(eprint[0])
    doi = doi_of(fields.get("doi", "")) or doi_of(fields.get("url", ""))
    if doi and not preprint_of(doi):
        naming["doi"] = doi
    if title := plain(fields.get("title", "")).text.strip():
        naming["title"] = title
    return naming


def add_items(
    bundle: Bundle, path: Path, items: Iterable[ListItem], about: Mapping[str, Any]
) -> tuple[list[Placed], list[Placed]]:
    """(added, left out because the list has them already), after the new ones were written at the end of the file.

    `about` (added, status, tags, note) is put to each new item. Raises UsageError where the file is not as expected.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    old = parse_list(text, path)
    new = ReadingList(old.id, old.name, None, tuple(replace(item, about=about) for item in items))
    placed = place_items([old, replace(new, id="new")], bundle, known_ids(bundle))
    have = {key for item in placed[old.id] for key in _keys(item)}
    added: list[Placed] = []
    again: list[Placed] = []
    for item in placed["new"]:
        keys = _keys(item)
        (again if keys & have else added).append(item)
        have |= keys
    if added:
        _write(path, text, [_with_id(item) for item in added])
    return added, again


def _with_id(placed: Placed) -> ListItem:
    """The item, a paper that was found by title or DOI with its id."""
    item = placed.item
    if item.kind != "papers" or placed.node is None:
        return item
    return replace(item, naming={"id": placed.node, **item.naming})


def _keys(placed: Placed) -> set[str]:
    """What two items share when they are one: the node, else an id or DOI, else the title or name."""
    naming = placed.item.naming
    if placed.node is not None:
        return {placed.node, *(value for value in naming.values() if "#" in value)}
    return {f"{placed.item.kind} {value.casefold()}" for value in naming.values()}


def _write(path: Path, text: str, items: Sequence[ListItem]) -> None:
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    content = text + gap + "\n".join(map(_toml, items))
    try:
        parse_list(content, path)
    except UsageError as error:
        raise UsageError(
            f"{path}: its items stand in one array, to which no tables can be added. Write each as an own "
            f"[[{items[0].kind}]] entry first. ({error})"
        ) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content.encode())


def _toml(item: ListItem) -> str:
    lines = [f"{key} = {_value(value)}\n" for key, value in {**item.naming, **item.about}.items()]
    return f"[[{item.kind}]]\n{''.join(lines)}"


def _value(value: str | Sequence[str]) -> str:
    """The value as TOML writes it; JSON's form but for the delete character, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
