"""Names to ids: what a reader types, found in the bundle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from unidecode import unidecode

from kg.graph.bundle import Bundle
from kg.model.errors import AmbiguousNameError, UsageError
from kg.model.ids import paper_id, parse_arxiv_id
from kg.model.rows import Row
from kg.text.dois import doi_of

FINDABLE = ("Author", "Method", "Dataset", "Task", "Metric", "Paper", "Category", "Community", "Digest")


def fold_name(name: str) -> str:
    """A name as it is compared: lower case, no diacritics, words joined by single spaces.

    >>> fold_name("Müller-Lüdenscheidt,  Hans")
    'muller-ludenscheidt hans'
    """
    return " ".join(re.findall(r"[^\s,;:()\[\]{}\"'“”]+", unidecode(name).casefold()))


def survivor(bundle: Bundle, id_: str) -> str:
    """The id that stands for this one today: itself, or what it was merged into."""
    if ":" not in id_:
        return id_
    what = {"author": "authors", "entity": "entities"}.get(id_.partition(":")[0], "papers")
    merged = {known.id: known.survivor for known in bundle.known_ids(what)}
    while (next_ := merged.get(id_)) is not None:
        id_ = next_
    return id_


def find(bundle: Bundle, text: str, labels: Sequence[str] = FINDABLE, *, limit: int | None = 20) -> list[Row]:
    """The nodes that the text names, best first: by id or DOI, by whole name, by beginning, by words within.

    Each row has `label`, `id`, `name`, what tells it apart, and `match` (`id`, `name`, `prefix`, `words`).
    """
    parsed = parse_arxiv_id(text)
    wanted_id = paper_id(parsed[0]) if parsed else survivor(bundle, text.strip())
    wanted, wanted_doi = fold_name(text), doi_of(text) if len(text.split()) == 1 else None
    found = []
    for label in labels:
        for row in bundle.nodes(label):
            is_it = row["id"] == wanted_id or (wanted_doi and doi_of(row.get("doi") or "") == wanted_doi)
            match = "id" if is_it else _match(wanted, _names(row))
            if match == "id" or (match and row.get("papers") != 0):  # no paper, but a digest's summary names it
                found.append({"label": label, **_shown(row), "match": match})
    order = ("id", "name", "prefix", "words")
    found.sort(key=lambda row: (order.index(row["match"]), -int(row.get("papers") or 0), row["name"], row["id"]))
    return found[:limit]


def resolve_name(bundle: Bundle, text: str, labels: Sequence[str] = FINDABLE) -> str:
    """The id that this id or name stands for.

    Raises AmbiguousNameError where several nodes bear the name, UsageError (with near names) where none does.
    """
    found = find(bundle, text, labels, limit=None)
    exact = [row for row in found if row["match"] == "id"] or [row for row in found if row["match"] == "name"]
    if len(exact) == 1:
        return str(exact[0]["id"])
    if exact:
        raise AmbiguousNameError(text, [{k: v for k, v in row.items() if k != "match"} for row in exact])
    near = ", ".join(f"{row['name']} ({row['id']})" for row in found[:3])
    hint = f" Near: {near}" if near else " Look for a word of it with: kg find WORD"
    raise UsageError(f"{text!r}: nothing in {bundle.folder} has this id or name.{hint}")


def _names(row: Row) -> Iterable[str]:
    yield row.get("title") or row.get("label") or row.get("name") or row["id"]
    yield from row.get("name_variants") or ()
    yield from row.get("aliases") or ()


def _match(wanted: str, names: Iterable[str]) -> str | None:
    if not wanted:
        return None
    best = None
    for name in map(fold_name, names):
        if name == wanted:
            return "name"
        if name.startswith(wanted):
            best = "prefix"
        elif best is None and all(word in name for word in wanted.split()):
            best = "words"
    return best


def _shown(row: Mapping[str, object]) -> Row:
    name = row.get("title") or row.get("label") or row.get("name") or row["id"]
    apart = ("name_variants", "aliases", "papers", "first_listed", "last_listed", "size", "kind")
    return {"id": row["id"], "name": name} | {key: row[key] for key in apart if row.get(key)}
