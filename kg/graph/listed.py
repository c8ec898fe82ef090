"""What a list names in a graph: papers by id, DOI or title, authors by authorship, the rest by id or name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from unidecode import unidecode

from kg.graph.find import fold_name
from kg.model.identity import KnownId
from kg.model.ids import paper_id, parse_arxiv_id
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS
from kg.model.tables import GraphReader
from kg.text.dois import doi_of, preprint_of
from kg.text.keys import name_key
from kg.text.latex import plain
from kg.text.person_names import compatible, parse_person_name

__all__ = ["Found", "Lookup", "paper_ids", "split_authorship", "title_key"]

Found = tuple[str | None, str, bool]
"""(id of the node or None, why there is none, whether a person must put it right)."""

_AUTHORSHIP = re.compile(r"(?P<paper>\S+?)#(?P<slot>\d{1,6})(?:\s+(?P<name>.+))?")


def split_authorship(text: str) -> tuple[str, int, str | None] | None:
    """(paper, slot from 1, name or None) of an authorship; None where the text is none.

    >>> split_authorship("2603.90001v2#3 Jing Wu")
    ('arxiv:2603.90001', 3, 'Jing Wu')
    """
    match = _AUTHORSHIP.fullmatch(text.strip())
    if match is None:
        return None
    parsed = parse_arxiv_id(match["paper"])
    return paper_id(parsed[0]) if parsed else match["paper"], int(match["slot"]), match["name"]


def title_key(title: str) -> str:
    r"""A title as it is compared: without markup, accents, case, spaces and punctuation; every digit counts.

    >>> title_key("{GPT}-3, re-visited: $\\beta$ Kilns") == title_key("GPT-3 Revisited: β kilns")
    True
    """
    return "".join(re.findall(r"[^\W_]+", unidecode(plain(title).text).casefold()))


def paper_ids(naming: Mapping[str, str]) -> tuple[str | None, str | None]:
    """(paper id, DOI) that an item's `id` and `doi` give; arXiv's own DOIs are arXiv ids."""
    written = naming.get("id", "")
    doi = doi_of(naming.get("doi", "")) or (doi_of(written) if not parse_arxiv_id(written) else None)
    preprint = preprint_of(doi or "")
    parsed = parse_arxiv_id(written) or parse_arxiv_id(preprint or "")
    return paper_id(parsed[0]) if parsed else written or None, None if preprint else doi


class Lookup:
    """A graph's nodes by all that a list may call them."""

    def __init__(self, graph: GraphReader, known: Iterable[KnownId]) -> None:
        self._survivors = {item.id: item.survivor for item in known if item.survivor}
        self._titles: dict[str, list[str]] = defaultdict(list)
        self._dois: dict[str, str] = {}
        self._papers: set[str] = set()
        for row in graph.nodes("Paper"):
            self._papers.add(row["id"])
            self._titles[title_key(row["title"])].append(row["id"])
            if doi := doi_of(row.get("doi") or row["id"]):
                self._dois[doi] = row["id"]
        self._slots: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for row in graph.edges("AUTHORED"):
            self._slots[row["target"]].append((row["position"], row["name_as_written"], row["source"]))
        self._authors = {row["id"]: row for row in graph.nodes("Author")}
        self._labels = {row["id"]: label for label in (*ENTITY_LABELS, "Category") for row in graph.nodes(label)}
        self._methods = _by_name(graph.nodes("Method"), name_key)
        self._categories = _by_name(graph.nodes("Category"), fold_name)

    def find(self, kind: str, naming: Mapping[str, str]) -> Found:
        """The node that an item of this table names."""
        if kind == "papers":
            return self._paper(naming)
        if kind == "authors":
            return self._author(naming["id"])
        key, names = (name_key, self._methods) if kind == "methods" else (fold_name, self._categories)
        label = "Method" if kind == "methods" else "Category"
        id_ = self._survivor(naming.get("id", ""))
        if self._labels.get(id_) == label:
            return id_, "", False
        if id_ in self._labels:
            return None, f"{id_} is a {self._labels[id_]} in this graph, and a list holds only methods.", True
        return _only(names.get(key(naming.get("name") or naming["id"]), ()), label.lower())

    def _paper(self, naming: Mapping[str, str]) -> Found:
        id_, doi = paper_ids(naming)
        id_ = self._survivor(id_ or "")
        if id_ in self._papers:
            return id_, "", False
        if doi in self._dois:
            return self._dois[doi], "", False
        if "title" in naming and not id_.startswith("arxiv:"):
            return _only(self._titles.get(title_key(naming["title"]), ()), "paper")
        return None, "not in the graph yet", False

    def _author(self, written: str) -> Found:
        """The author of an authorship: where number and name disagree the name wins."""
        if written.startswith("author:"):
            id_ = self._survivor(written)
            return (id_, "", False) if id_ in self._authors else (None, f"no author has the id {written}.", True)
        authorship = split_authorship(written)
        if authorship is None:
            return None, f"expected an authorship such as arxiv:2603.90001#3 Jing Wu, found {written!r}.", True
        paper, slot, name = self._survivor(authorship[0]), *authorship[1:]
        if paper not in self._papers:
            return None, "not in the graph yet", False
        fitting = [item for item in self._slots[paper] if name is None or self._bears(item, name)]
        exact = [author for position, _, author in fitting if position == slot]
        if exact:
            return exact[0], "", False
        if name is None or len({author for _, _, author in fitting}) != 1:
            return None, f"{paper} has {'no' if not fitting else 'several'} author {name or f'number {slot}'}.", True
        return fitting[0][2], "", False

    def _bears(self, slot: tuple[int, str, str], name: str) -> bool:
        _, written, author = slot
        row = self._authors.get(author, {})
        names = (written, row.get("name") or written, *(row.get("name_variants") or ()))
        return any(fold_name(one) == fold_name(name) for one in names) or compatible(
            parse_person_name(written), parse_person_name(name)
        )

    def _survivor(self, id_: str) -> str:
        while id_ in self._survivors:
            id_ = str(self._survivors[id_])
        return id_


def _by_name(rows: Iterable[Row], key: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for name in {key(name) for name in (row["id"], row["name"], *(row.get("aliases") or ()))}:
            found[name].append(row["id"])
    return found


def _only(ids: Sequence[str], what: str) -> Found:
    """The one id; where there are several, all of them in the message."""
    if len(ids) == 1:
        return ids[0], "", False
    if ids:
        return None, f"{len(ids)} things bear this name; give the id of one: {', '.join(sorted(ids)[:4])}.", True
    return None, f"no such {what} in the graph yet", False
