"""Why an author is one person: each of his papers with what brought it to him, and who nearly was he.

Nothing is narrated: the blocks of his names are folded again, with the code that made the graph, and what is printed
are the terms of its sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines, read_overrides
from kg.graph.papers import join_papers
from kg.library.explanation import Explanation, lines_for_reader, near_misses
from kg.model.identity import Decision
from kg.model.rows import Row
from kg.resolution.authors import explain_authors
from kg.resolution.names import read_name

_ENTRIES = {
    "same": "were it one person",
    "different": "were it two (an entry for each paper that is another's)",
}


def explain_author(bundle: Bundle, author: str) -> Explanation:
    """The decisions that made this author. It costs by the papers of the bundle, some seconds for 40,000."""
    authored = list(bundle.edges("AUTHORED"))
    names = {f"{row['target']}#{row['position']}": str(row["name_as_written"]) for row in authored}
    blocks = {read_name(str(row["name_as_written"])).block for row in authored if row["source"] == author}
    decisions = _decisions(bundle, authored, blocks)
    people = {row["id"]: row for row in bundle.nodes("Author")}
    data = _data(author, people, names, decisions)
    return Explanation(data, tuple(_lines(data)))


def _decisions(bundle: Bundle, authored: Sequence[Row], blocks: set[str]) -> list[Decision]:
    """What was decided in these blocks, from the records as the bundle holds them."""
    papers = {row["target"] for row in authored if read_name(str(row["name_as_written"])).block in blocks}
    papers |= {known.id for known in bundle.known_ids("papers") if known.survivor in papers}
    sources = bundle.manifest.sources
    records = ((entry, (each for each in bundle.records(entry) if each.paper in papers)) for entry in sources)
    facts = [paper.facts() for paper in join_papers(records)]
    author_of = {(row["target"], row["position"]): row["source"] for row in authored}
    return explain_authors(facts, author_of, blocks, read_overrides(bundle.folder), bundle.known_ids("authors"))


def _data(
    author: str, people: Mapping[str, Row], names: Mapping[str, str], decisions: Sequence[Decision]
) -> dict[str, Any]:
    own = [decision for decision in decisions if decision.id == author]
    papers = [
        {
            "slot": decision.what,
            "name": names[decision.what],
            "action": decision.action,
            "evidence": list(decision.evidence),
        }
        for decision in own
    ]
    return {
        "id": author,
        "label": "Author",
        "name": people[author]["name"],
        "papers": papers,
        "near": list(near_misses(author, decisions, people, lambda one, other: _entry("same", one, other, names))),
        "different": _entry("different", own[0].what, own[-1].what, names) if len(own) > 1 else "",
    }


def _entry(table: str, one: str, other: str, names: Mapping[str, str]) -> str:
    """The entry to paste; the reason is left to the reader."""
    return override_lines(table, "?", a=f"{one} {names[one]}", b=f"{other} {names[other]}")


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    slots = ((f"{paper['slot']} {paper['name']}: {paper['action']}", paper["evidence"]) for paper in data["papers"])
    return lines_for_reader(data, slots, _ENTRIES)
