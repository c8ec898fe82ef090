"""The card of a paper: what it is, who wrote it, and each link with the sentence that says so.

The HTML holds no script, no style sheet and no address but those of arXiv and DOI, so that Jupyter shows all of it in
a notebook that is not trusted, and without a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from kg.graph.overrides import override_lines
from kg.model.schema import LINK_TYPES
from kg.model.tables import GraphReader
from kg.views import contents
from kg.views.page import MIN_CONFIDENCE
from kg.views.values import shown_title

if TYPE_CHECKING:
    import pandas as pd

_WORDS = {type_: type_.lower().replace("_", " ") for type_ in (*LINK_TYPES, "BUILDS_ON", "CITES", "SIMILAR")}


class PaperCard:
    """A paper with its authors, links and related papers, as plain dicts in `data`; shown as HTML in a notebook."""

    def __init__(self, graph: GraphReader, paper: str) -> None:
        self.id = paper
        self.data = card_data(graph, paper)

    @property
    def title(self) -> str:
        return str(self.data["title"])

    @property
    def authors(self) -> pd.DataFrame:
        """Position, id, and name as written, in the order of the paper."""
        return _frame(self.data["authors"], ("position", "id", "name"))

    @property
    def links(self) -> pd.DataFrame:
        """What the paper proposes, uses, compares with, …: surest first within a relation, each with its sentence."""
        rows = [row | {"evidence": "".join(row["evidence"])} for row in self.data["links"]]
        return _frame(rows, ("relation", "id", "name", "label", "confidence", "rule", "section", "evidence"))

    def __repr__(self) -> str:
        data = self.data
        lines = [data["title"], ", ".join(author["name"] for author in data["authors"]), _about(data)]
        lines += [
            f"  {_WORDS[link['relation']]} {link['name']} ({link['confidence']:.2f}): {''.join(link['evidence'])}"
            for link in data["links"]
        ]
        return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)

    def _repr_html_(self) -> str:
        data = self.data
        addresses = " · ".join(f'<a href="{escape(url)}">{escape(name)}</a>' for name, url in data["links_out"])
        sure = [link for link in data["links"] if link["confidence"] >= MIN_CONFIDENCE]
        weak = [link for link in data["links"] if link["confidence"] < MIN_CONFIDENCE]
        return (
            f"<h4>{_text(data['title'])}</h4>"
            f"<p>{', '.join(_text(author['name']) for author in data['authors'])}<br>"
            f"<small>{_text(_about(data))}{' · ' * bool(addresses)}{addresses}</small></p>"
            + _summaries(data["summaries"])
            + _folded("abstract", f"<p>{_text(data['abstract'])}</p>" if data["abstract"] else "")
            + _link_list(sure)
            + _folded(f"{len(weak)} less sure", _link_list(weak))
            + _related(data["related"])
            + _folded("a link is wrong?", _override(data) if data["links"] else "")
        )


def card_data(graph: GraphReader, paper: str) -> dict[str, Any]:
    """Everything that the card of a paper says, as plain JSON."""
    (card,) = contents.paper_cards(graph, {paper}, {})
    authors, authored = contents.author_cards(graph, {paper}, ())
    links = contents.link_cards(graph, {paper})
    entities = {row["id"]: row for row in contents.entity_cards(graph, {link["entity"] for link in links}, {})}
    names = {row["id"]: row["name"] for row in authors}
    return {
        "id": paper,
        "title": card["title"],
        "abstract": card.get("abstract") or "",
        "listed": card["listed"],
        "categories": card["categories"],
        "links_out": card["links"],
        "summaries": card["summaries"],
        "authors": [
            {"position": row["position"], "id": row["author"], "name": row.get("name") or names[row["author"]]}
            for row in authored
        ],
        "links": sorted(
            ({**link, "id": link["entity"], **_named(entities[link["entity"]])} for link in links),
            key=lambda link: (LINK_TYPES.index(link["relation"]), -link["confidence"], link["name"]),
        ),
        "related": _related_rows(graph, paper),
    }


def _named(entity: contents.Card) -> dict[str, str]:
    return {"name": entity["name"], "label": entity["label"]}


def _related_rows(graph: GraphReader, paper: str) -> list[dict[str, Any]]:
    """Papers that this one builds on, cites or is like, and those that build on it, with title and why."""
    found = [
        {"relation": type_, "paper": row["target"] if row["source"] == paper else row["source"],
         "backward": row["target"] == paper, "evidence": row.get("evidence") or "", "score": row.get("score") or 0.0}
        for type_ in ("BUILDS_ON", "CITES", "SIMILAR")
        for row in graph.edges(type_)
        if paper in (row["source"], row["target"])
    ]  # fmt: skip
    wanted = {row["paper"] for row in found}
    titles = {row["id"]: shown_title(row["title"]) for row in graph.nodes("Paper") if row["id"] in wanted}
    found.sort(key=lambda row: (row["relation"], row["backward"], -row["score"], row["paper"]))
    return [row | {"title": titles[row["paper"]]} for row in found]


def _frame(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([[row[column] for column in columns] for row in rows], columns=list(columns))


def _about(data: dict[str, Any]) -> str:
    listed = f"listed {data['listed']}" if data["listed"] else ""
    return " · ".join(filter(None, (data["id"], listed, " ".join(data["categories"]))))


def _text(text: str) -> str:
    """The text so that nothing in it is markup, and its writing direction stays within."""
    return f"<bdi>{escape(text)}</bdi>"


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{inner}</details>" if inner else ""


def _summaries(summaries: Iterable[dict[str, Any]]) -> str:
    found = [(row["language"], text) for row in summaries for field, text in row["fields"] if field == "tldr"]
    return "".join(
        f"<p>{_text(text)} <small>({_text(language or 'digest')}, the digest's words)</small></p>"
        for language, text in found
    )


def _link_list(links: Sequence[dict[str, Any]]) -> str:
    items = []
    for link in links:
        before, name, after = map(escape, link["evidence"])
        items.append(
            f"<li>{_WORDS[link['relation']]} <b>{_text(link['name'])}</b> "
            f"<small>{escape(link['label'])}, {link['confidence']:.2f}, {escape(link['rule'])}</small><br>"
            f"<bdi>{before}<mark>{name}</mark>{after}</bdi></li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _related(related: Sequence[dict[str, Any]]) -> str:
    items = [
        f"<li>{'← ' * row['backward']}{_WORDS[row['relation']]} {_text(row['title'])} "
        f"<small>{escape(row['paper'])}</small>{'<br>' * bool(row['evidence'])}{_text(row['evidence'])}</li>"
        for row in related
    ]
    return _folded(
        "1 related paper" if len(items) == 1 else f"{len(items)} related papers",
        f"<ul>{''.join(items)}</ul>" if items else "",
    )


def _override(data: dict[str, Any]) -> str:
    """The entry that takes the first link away when it is copied into `overrides.toml`."""
    link = data["links"][0]
    entry = override_lines("drop", paper=data["id"], relation=link["relation"], entity=link["id"])
    return f"<p>In <code>overrides.toml</code>, beside the bundle:</p><pre>{escape(entry)}</pre>"
