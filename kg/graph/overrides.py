"""The user's `overrides.toml`, read: what a person decided, which wins over every rule and model.

Form (each entry carries a reason; unknown keys are refused, so that a typing error is not silently without effect):

    [[same]]            # also [[different]]
    a = "arxiv:2512.20916#3"
    b = "arxiv:2601.00117#1"
    reason = "same home page"

    [[not_an_entity]]   # id or name;  [[drop]]: paper, relation, entity
    entity = "entity:sota"
    reason = "an adjective"

    [[rename]]          # also [[label]], [[kind]]
    id = "entity:low-rank-adaptation"
    to = "LoRA"
    reason = "the usual name"
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.model.errors import UsageError
from kg.model.identity import Overrides

NAME = "overrides.toml"
_KEYS = {
    "same": ("a", "b"),
    "different": ("a", "b"),
    "not_an_entity": ("entity",),
    "drop": ("paper", "relation", "entity"),
    "rename": ("id", "to"),
    "label": ("id", "to"),
    "kind": ("id", "to"),
}


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
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML ({error}). Nothing was built.") from error
    found = {name: _entries(path, name, content.get(name, [])) for name in _KEYS}
    if unknown := sorted(set(content) - set(_KEYS)):
        raise UsageError(f"{path}: unknown table [[{unknown[0]}]]; expected one of {', '.join(_KEYS)}.")
    pairs: dict[str, Any] = {name: tuple(found[name]) for name in ("same", "different", "drop")}
    maps: dict[str, Any] = {name: {entry[0]: entry[1] for entry in found[name]} for name in ("rename", "label", "kind")}
    return Overrides(not_an_entity=tuple(entry[0] for entry in found["not_an_entity"]), **pairs, **maps)


def _entries(path: Path, table: str, entries: Any) -> list[tuple[str, ...]]:
    if not isinstance(entries, list):
        raise UsageError(f"{path}: [{table}] must be written [[{table}]], once for each entry.")
    return [_entry(path, table, number, entry) for number, entry in enumerate(entries, 1)]


def _entry(path: Path, table: str, number: int, entry: Mapping[str, Any]) -> tuple[str, ...]:
    expected = (*_KEYS[table], "reason")
    if sorted(entry) != sorted(expected) or not all(isinstance(value, str) and value for value in entry.values()):
        raise UsageError(
            f"{path}: entry {number} of [[{table}]] must give {', '.join(expected)} as text, found {', '.join(entry)}."
        )
    return tuple(entry[key] for key in _KEYS[table])
