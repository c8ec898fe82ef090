"""The user's `overrides.toml`, read: what a person decided, which wins over every rule and model.

Form (each entry carries a reason; unknown keys are refused, so that a typing error is not silently without effect):

    [[same]]            # also [[different]]
    a = "arxiv:2512.20916#3"
    b = "arxiv:2601.00117#1"
    reason = "same home page"

    [[not_an_entity]]   # id or name
    entity = "entity:sota"
    reason = "an adjective"

    [[add]]             # a link, with the reason as its evidence; entity by id or name.  [[drop]]: take one away
    paper = "arxiv:2512.20916"
    relation = "USES"
    entity = "entity:low-rank-adaptation"
    reason = "section 4.2 says so"

    [[rename]]          # also [[label]], [[kind]]
    id = "entity:low-rank-adaptation"
    to = "LoRA"
    reason = "the usual name"
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from kg.model.errors import UsageError
from kg.model.identity import Overrides
from kg.model.ids import paper_id, parse_arxiv_id
from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphTables
from kg.text.toml import read_toml

NAME = "overrides.toml"
_KEYS = {
    "same": ("a", "b"),
    "different": ("a", "b"),
    "not_an_entity": ("entity",),
    "drop": ("paper", "relation", "entity"),
    "add": ("paper", "relation", "entity", "reason"),
    "rename": ("id", "to"),
    "label": ("id", "to"),
    "kind": ("id", "to"),
}

_PAPER_TYPES = ("BUILDS_ON", "CITES", "SIMILAR")
DROPPABLE = (*LINK_TYPES, *_PAPER_TYPES)
"""Relations whose edges `drop` takes away; the `entity` of the last three is the paper that they point to."""

_ALLOWED = {("drop", "relation"): DROPPABLE, ("add", "relation"): LINK_TYPES, ("label", "to"): ENTITY_LABELS}


def user_folder(bundle: Path) -> Path:
    """Where the user's lists and overrides lie: `KG_FILES`, else the folder that holds the bundle."""
    return Path(os.environ.get("KG_FILES") or bundle.absolute().parent)


def user_files(bundle: Path) -> dict[str, str]:
    """Name → sha256 of the user's files that shape the graph."""
    folder = user_folder(bundle)
    paths = [folder / NAME, *sorted((folder / "lists").glob("*.toml"))]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def read_overrides(bundle: Path) -> Overrides:
    """The overrides beside this bundle; none where there is no file.

    Raises UsageError with the place and what was expected.
    """
    path = user_folder(bundle) / NAME
    if not path.is_file():
        return Overrides()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: expected overrides as UTF-8 text, but {error}. Nothing was built.") from error
    return parse_overrides(text, path)


def parse_overrides(text: str, path: Path) -> Overrides:
    """The overrides that this text says; `path` stands in messages."""
    try:
        content = read_toml(text)
    except ValueError as error:
        raise UsageError(f"{path}: not valid TOML ({error}). Nothing was built.") from error
    found = {name: _entries(path, name, content.get(name, [])) for name in _KEYS}
    if unknown := sorted(set(content) - set(_KEYS)):
        raise UsageError(f"{path}: unknown table [[{unknown[0]}]]; expected one of {', '.join(_KEYS)}.")
    pairs: dict[str, Any] = {name: tuple(found[name]) for name in ("same", "different", "drop", "add")}
    maps: dict[str, Any] = {name: {entry[0]: entry[1] for entry in found[name]} for name in ("rename", "label", "kind")}
    return Overrides(not_an_entity=tuple(entry[0] for entry in found["not_an_entity"]), **pairs, **maps)


def _entries(path: Path, table: str, entries: Any) -> list[tuple[str, ...]]:
    if not isinstance(entries, list):
        raise UsageError(f"{path}: [{table}] must be written [[{table}]], once for each entry.")
    return [_entry(path, table, number, entry) for number, entry in enumerate(entries, 1)]


def _entry(path: Path, table: str, number: int, entry: Any) -> tuple[str, ...]:
    expected = tuple(dict.fromkeys((*_KEYS[table], "reason")))
    if not isinstance(entry, dict):
        raise UsageError(f"{path}: entry {number} of [[{table}]] must give {', '.join(expected)}, found {entry!r:.80}.")
    if sorted(entry) != sorted(expected) or not all(isinstance(value, str) and value for value in entry.values()):
        raise UsageError(
            f"{path}: entry {number} of [[{table}]] must give {', '.join(expected)} as text, found {', '.join(entry)}."
        )
    for (where, key), allowed in _ALLOWED.items():
        if where == table and entry[key] not in allowed:
            raise UsageError(
                f"{path}: entry {number} of [[{table}]]: expected {key} = {', '.join(allowed)}, found {entry[key]!r}."
            )
    return tuple(paper_ref(entry[key]) if key == "paper" else entry[key] for key in _KEYS[table])


def drop_relations(tables: GraphTables, overrides: Overrides) -> None:
    """Take out of the tables the edges between papers that `drop` names, in place."""
    dropped = {(type_, paper, paper_ref(target)) for paper, type_, target in overrides.drop}
    for type_ in _PAPER_TYPES:
        rows = tables.edge_rows.get(type_, [])
        tables.edge_rows[type_] = [row for row in rows if (type_, row["source"], row["target"]) not in dropped]


def paper_ref(text: str) -> str:
    """The paper's id, from an id, a bare arXiv number or an address."""
    parsed = parse_arxiv_id(text)
    return paper_id(parsed[0]) if parsed else text


def override_lines(table: str, reason: str = "", **values: str) -> str:
    """The entry as it is pasted into `overrides.toml`.

    >>> print(override_lines("rename", "the usual name", id="entity:lova", to="LoVA"))
    [[rename]]
    id = "entity:lova"
    to = "LoVA"
    reason = "the usual name"
    """
    lines = [f"{key} = {toml_text(value)}" for key, value in {**values, "reason": reason}.items()]
    return "\n".join((f"[[{table}]]", *lines))


def toml_text(value: str) -> str:
    """The text as TOML writes it; JSON's form but for the delete character, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
