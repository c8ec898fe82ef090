"""A reader's own lists, `lists/<name>.toml`, read and laid over a graph.

    name = "Thesis"                          # both optional
    note = "what chapter 3 stands on"

    [[papers]]                               # id, doi or title; what the graph lacks waits until it arrives
    id = "arxiv:2603.90001"
    title = "Slow Glazes"
    added = "2026-03-04"
    status = "read"
    tags = ["baseline"]
    note = "table 2"

    [[authors]]                              # an authorship, which survives any rebuild
    id = "arxiv:2603.90001#3 Jing Wu"

    [[methods]]                              # id or name; so [[categories]]
    name = "LoRA"

An item may also be a bare text: `categories = ["cs.IR"]`. A list is never written by a build, only by `kg list add`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.graph.listed import Lookup
from kg.graph.overrides import user_folder
from kg.model.errors import UsageError
from kg.model.identity import KnownId
from kg.model.rows import Row
from kg.model.tables import GraphReader, GraphTables
from kg.text.toml import read_toml

FOLDER = "lists"
KINDS = {"papers": "Paper", "authors": "Author", "methods": "Method", "categories": "Category"}
"""Table of the file → label of what it holds."""

_NAMING = {
    "papers": ("id", "doi", "title"),
    "authors": ("id",),
    "methods": ("id", "name"),
    "categories": ("id", "name"),
}
_ABOUT = ("added", "status", "tags", "note")


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its table, what names it (`id`, `doi`, `title`, `name`), what the reader says about it, its place."""

    kind: str
    naming: Mapping[str, str]
    about: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""

    @property
    def shown(self) -> str:
        """The item as its file names it, for people."""
        return self.naming.get("title") or self.naming.get("name") or next(iter(self.naming.values()))


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A list as its file says it. `id` is `list:<stem of the file>`."""

    id: str
    name: str
    note: str | None
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the node that it names; `node` is None where the graph has none, and `why` says so."""

    item: ListItem
    node: str | None
    why: str = ""
    reported: bool = False
    """Whether a person must put it right: it does not just wait for its paper."""


def list_path(bundle: Path, name: str) -> Path:
    """Where the list of this name lies; UsageError where the name cannot be a file's."""
    if not name or name != Path(name).name or name.startswith(".") or not name.isprintable():
        raise UsageError(f"{name!r}: expected the name of a list, a word such as thesis, found none.")
    return user_folder(bundle) / FOLDER / f"{name}.toml"


def read_lists(bundle: Path) -> list[ReadingList]:
    """The lists beside this bundle, by name.

    Raises UsageError with the place and what was expected.
    """
    return [read_list(path) for path in sorted((user_folder(bundle) / FOLDER).glob("*.toml"))]


def read_list(path: Path) -> ReadingList:
    """The list in this file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: expected a list as UTF-8 text, but {error}.") from error
    return parse_list(text, path)


def parse_list(text: str, path: Path) -> ReadingList:
    """The list that this text says; `path` gives its name and stands in messages."""
    try:
        content = read_toml(text)
    except ValueError as error:
        raise UsageError(f"{path}: not valid TOML ({error}). Put it right; nothing was done.") from error
    if unknown := sorted(set(content) - {*KINDS, "name", "note"}):
        raise UsageError(f"{path}: unknown key {unknown[0]}; expected name, note, {', '.join(KINDS)}.")
    name, note = content.get("name", path.stem), content.get("note")
    if not isinstance(name, str) or not isinstance(note, str | None):
        raise UsageError(f"{path}: name and note must be texts.")
    items = tuple(item for kind in KINDS for item in _items(path, kind, content.get(kind, [])))
    return ReadingList(f"list:{path.stem}", name, note, items)


def _items(path: Path, kind: str, entries: Any) -> list[ListItem]:
    if not isinstance(entries, list):
        raise UsageError(f"{path}: [{kind}] must be written [[{kind}]], once for each item.")
    return [_item(f"{path}: entry {number} of {kind}", kind, entry) for number, entry in enumerate(entries, 1)]


def _item(where: str, kind: str, entry: Any) -> ListItem:
    values = {"id": entry} if isinstance(entry, str) else entry
    allowed = (*_NAMING[kind], *_ABOUT)
    if not isinstance(values, dict) or (unknown := sorted(set(values) - set(allowed))):
        found = unknown[0] if isinstance(values, dict) else repr(entry)
        raise UsageError(f"{where}: expected {', '.join(allowed)}, found {found}.")
    if wrong := next((key for key in _NAMING[kind] if not isinstance(values.get(key, ""), str)), None):
        raise UsageError(f"{where}: expected {wrong} as text, found {values[wrong]!r:.80}.")
    naming = {key: values[key].strip() for key in _NAMING[kind] if values.get(key, "").strip()}
    about = {key: _about(where, key, values[key]) for key in _ABOUT if key in values}
    if not naming:
        raise UsageError(f"{where}: expected {' or '.join(_NAMING[kind])}, found neither.")
    return ListItem(kind, naming, about, where)


def _about(where: str, key: str, value: Any) -> Any:
    if key == "tags":
        if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
            raise UsageError(f'{where}: expected tags = ["…"], found {value!r}.')
        return value
    if isinstance(value, dict | list):
        raise UsageError(f"{where}: expected {key} as text, found {value!r}.")
    return str(value)  # a date may stand without quotation marks


def place_items(lists: Iterable[ReadingList], graph: GraphReader, known: Iterable[KnownId]) -> dict[str, list[Placed]]:
    """List id → its items with the nodes of this graph that they name; `known` leads former ids to their survivors."""
    lists = list(lists)
    if not any(item.items for item in lists):
        return {item.id: [] for item in lists}
    lookup = Lookup(graph, known)
    return {found.id: [Placed(item, *lookup.find(item.kind, item.naming)) for item in found.items] for found in lists}


def list_rows(lists: Sequence[ReadingList], placed: Mapping[str, Sequence[Placed]]) -> tuple[list[Row], list[Row]]:
    """(List rows, HOLDS rows); of two items that name one node the first counts."""
    nodes: list[Row] = [{"id": found.id, "name": found.name, "note": found.note} for found in lists]
    holds: dict[tuple[str, str], Row] = {}
    for found in lists:
        for item in placed[found.id]:
            if item.node is not None:
                row = {"source": found.id, "target": item.node, **item.item.about}
                holds.setdefault((found.id, item.node), row)
    return nodes, list(holds.values())


def put_lists(tables: GraphTables, lists: Sequence[ReadingList], known: Iterable[KnownId]) -> list[str]:
    """Put the lists' rows into the tables; what a person must put right, one message each."""
    placed = place_items(lists, tables, known)
    tables.node_rows["List"], tables.edge_rows["HOLDS"] = list_rows(lists, placed)
    return [f"{one.item.where}: {one.why}" for items in placed.values() for one in items if one.reported]
