"""What the cards of a page say, as plain lists and dicts: papers, entities, authors, links and groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kg.model.ids import parse_arxiv_id
from kg.model.records import SUMMARY_FIELDS
from kg.model.rows import Row
from kg.model.schema import ENTITY_LABELS, LINK_TYPES
from kg.model.tables import GraphReader
from kg.views.outline import RELATED_TYPES, colour_numbers
from kg.views.values import shown_title

Card = dict[str, Any]

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_WHOLES = {"topic": "Topic", "coauthor": "Co-authors"}
_PAPER = ("id", "title", "abstract", "published", "versions", "journal_ref", "venue", "comment", "code_urls", "doi")
_ENTITY = ("id", "name", "aliases", "kind", "papers")
_AUTHOR = ("id", "name", "name_variants", "orcid", "papers")


def paper_cards(graph: GraphReader, papers: Collection[str], group_of: Mapping[str, str]) -> list[Card]:
    """The papers with titles to read, listing date, categories (primary first), summaries and where to open them."""
    categories = defaultdict(list)
    for row in graph.edges("IN_CATEGORY"):
        if row["source"] in papers:
            categories[row["source"]].append((not row.get("primary"), row["target"]))
    summaries = defaultdict(list)
    for row in graph.edges("LISTS"):
        if row["target"] in papers and (fields := [[name, row[name]] for name in SUMMARY_FIELDS if row.get(name)]):
            summaries[row["target"]].append(
                {"digest": row["source"], "language": row.get("language") or "", "fields": fields}
            )
    cards = []
    for row in graph.nodes("Paper"):
        if (key := row["id"]) in papers:
            names = [name for _, name in sorted(categories[key])]
            listed = row.get("first_listed") or ""
            title = {"title": shown_title(row["title"])} if row.get("title") else {}
            more = title | {"listed": listed, "categories": names, "summaries": summaries[key], "links": addresses(row)}
            cards.append(_picked(row, _PAPER) | more | {"group": group_of.get(key)})
    return cards


def addresses(paper: Row) -> list[list[str]]:
    """(label, address) pairs, built from the paper's identifiers alone and therefore always on arxiv.org or doi.org."""
    found = []
    if paper["id"].startswith("arxiv:") and (parsed := parse_arxiv_id(paper["id"])):
        found += [["arXiv", f"https://arxiv.org/abs/{quote(parsed[0])}"], ["PDF", f"https://arxiv.org/pdf/{parsed[0]}"]]
    if _DOI.fullmatch(doi := paper.get("doi") or paper["id"].removeprefix("doi:")):
        found.append(["DOI", f"https://doi.org/{quote(doi)}"])
    return found


def author_cards(graph: GraphReader, papers: Collection[str], more: Collection[str]) -> tuple[list[Card], list[Row]]:
    """The authors of the papers, and those in `more`; and who wrote what: rows with author, paper, position, name."""
    authored = [
        {"author": row["source"], "paper": row["target"], "position": row.get("position") or 0}
        | ({"name": row["name_as_written"]} if row.get("name_as_written") else {})
        for row in graph.edges("AUTHORED")
        if row["target"] in papers
    ]
    wanted = {row["author"] for row in authored} | set(more)
    cards = [
        _picked(row, _AUTHOR) | {"first": row.get("first_listed") or "", "last": row.get("last_listed") or ""}
        for row in graph.nodes("Author")
        if row["id"] in wanted
    ]
    return cards, sorted(authored, key=lambda row: (row["paper"], row["position"], row["author"]))


def link_cards(graph: GraphReader, papers: Collection[str]) -> list[Card]:
    """The papers' supported links, each with its sentence cut in three: before the name, the name, after it."""
    texts = {row["id"]: row for row in graph.nodes("Paper") if row["id"] in papers}
    return [
        {
            "paper": row["source"],
            "relation": type_,
            "entity": row["target"],
            "confidence": row["confidence"],
            "rule": row.get("rule") or "",
            "section": row.get("section") or "",
            "evidence": cut_evidence(row, texts[row["source"]]),
        }
        for type_ in LINK_TYPES
        for row in graph.edges(type_)
        if row["source"] in texts and row.get("supported", True)
    ]


def cut_evidence(link: Row, paper: Row) -> list[str]:
    """(before, name, after): the evidence cut where the link's name stands; (evidence, '', '') where it does not.

    `start` and `end` count code points of the whole section, the evidence is a part of it.

    >>> cut_evidence({"evidence": "We use Ash.", "start": 17, "end": 20, "section": "abstract"},
    ...              {"abstract": "Trees burn. We use Ash."})
    ['We use ', 'Ash', '.']
    """
    evidence, start, end = link.get("evidence") or "", link.get("start") or 0, link.get("end") or 0
    section = (paper.get("title" if link.get("section") == "title" else "abstract")) or ""
    place = section.rfind(evidence, 0, start + len(evidence))
    if not evidence or place < 0 or not place <= start < end <= place + len(evidence):
        return [evidence, "", ""]
    return [evidence[: start - place], evidence[start - place : end - place], evidence[end - place :]]


def entity_cards(graph: GraphReader, entities: Collection[str], group_of: Mapping[str, str]) -> list[Card]:
    """The entities, with their label and the group of most of their papers."""
    return [
        _picked(row, _ENTITY)
        | {"label": label, "listed": row.get("first_listed") or "", "group": group_of.get(row["id"])}
        for label in ENTITY_LABELS
        for row in graph.nodes(label)
        if row["id"] in entities
    ]


def related_cards(graph: GraphReader, papers: Collection[str]) -> list[Card]:
    """The relations between the shown papers."""
    return [
        {"source": row["source"], "target": row["target"], "relation": type_}
        | {key: row[key] for key in ("via", "score", "evidence") if row.get(key)}
        for type_ in RELATED_TYPES
        for row in graph.edges(type_)
        if row["source"] in papers and row["target"] in papers
    ]


def group_cards(communities: Mapping[str, Row], used: Iterable[str], order: Sequence[str]) -> list[Card]:
    """The groups that the picture shows, topic communities or categories, as they come in the `order` of all groups.

    `colour` is the number of the group's colour, None where it has none.
    """
    counts, colours = Counter(used), colour_numbers(order)
    return [
        {
            "id": key,
            "label": (communities.get(key, {}).get("label") or key),
            "terms": communities.get(key, {}).get("terms") or [],
            "size": communities.get(key, {}).get("size") or counts[key],
            "colour": colours.get(key),
        }
        for key in order
        if key in counts
    ]


def whole_card(graph: GraphReader, whole: str, members: tuple[Collection[str], Collection[str]]) -> list[Card]:
    """The card of a community, digest, category or list, with the ids of its members; none where there is no such."""
    papers, authors = members
    ids = {"papers": sorted(papers), "authors": sorted(authors)}
    return [
        _picked(row, ("id", "label", "name", "terms"))
        | {"kind": _WHOLES.get(row.get("kind") or label, label), "size": row.get("size") or len(papers) + len(authors)}
        | ids
        for label in ("Community", "Digest", "Category", "List")
        for row in graph.nodes(label)
        if row["id"] == whole
    ]


def majority_groups(links: Iterable[Card], group_of: Mapping[str, str]) -> dict[str, str]:
    """Entity → the group of at least six in ten of its papers here; absent where it joins several groups."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, entity in sorted({(link["paper"], link["entity"]) for link in links}):
        votes[entity][group_of.get(paper, "")] += 1
    most = {entity: min(counts.items(), key=lambda item: (-item[1], item[0])) for entity, counts in votes.items()}
    return {e: group for e, (group, count) in most.items() if group and count >= 0.6 * votes[e].total()}


def _picked(row: Row, names: Iterable[str]) -> Card:
    return {name: row[name] for name in names if row.get(name) not in (None, [], "")}
