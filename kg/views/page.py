"""The page: one HTML file that shows a graph, works from `file://` and asks no network for anything.

`page_data` parses a graph to a plain dict, `render_page` turns the dict into HTML. Texts travel as JSON in a data block
and reach the page through `textContent` alone; the Content-Security-Policy lets nothing run but our own scripts, by
their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from string import Template
from typing import Any

from kg.model.schema import ENTITY_LABELS
from kg.model.tables import GraphReader
from kg.views import contents
from kg.views.network import draw, vis_script
from kg.views.outline import group_order, members_of, node_name, paper_groups, read_outline, topics
from kg.views.parts import hash_sources, read_part
from kg.views.selection import MOST, Selection, around, first_sight, within

MIN_CONFIDENCE = 0.4
"""Links below it are in the page and hidden until the reader moves the slider."""

SCRIPTS = ("data.js", "picture.js", "labels.js", "rules.js", "card.js", "controls.js", "start.js")

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page_data(
    graph: GraphReader,
    focus: str | None = None,
    *,
    most: int = MOST,
    min_confidence: float = MIN_CONFIDENCE,
    list_name: str = "",
    whole: GraphReader | None = None,
) -> dict[str, Any]:
    """What the page shows, ready for JSON: the network with its places, and the text of every card.

    `focus` is a node's id; without it, the first sight of the graph. Where the graph is only what the list of this name
    is about, `whole` is the graph that it was narrowed from: the page says so, counts the whole, and has its topics.
    """
    communities, topic_of = topics(whole or graph)
    selection, confidence = _selected(graph, focus, topic_of, most, min_confidence)
    wholes = contents.whole_card(graph, focus, members_of(graph, focus)) if focus else []
    named = [author for whole in wholes for author in whole["authors"][:most]]
    group_of = paper_groups(whole or graph, topic_of)
    data = _contents(graph, selection, communities, group_of, named) | {"wholes": wholes}
    data["meta"] = _meta(whole or graph, focus) | {
        "list": list_name,
        "about": graph.node_counts().get("Paper", 0),
        "shown": len(selection.papers),
        "min_confidence": confidence,
        "grouped_by": "topic" if topic_of else "category",
    }
    return data


def _selected(
    graph: GraphReader, focus: str | None, topic_of: dict[str, str], most: int, min_confidence: float
) -> tuple[Selection, float]:
    """What to draw, and the confidence it starts at: 0 where a focus would have no link above the usual one."""
    outline = read_outline(graph, min_confidence, with_authors=focus is not None)
    if focus is None:
        return first_sight(outline, most=most, topic_of=topic_of), min_confidence
    if focus in outline.listed or outline.papers_with(focus):
        return around(outline, focus, most), min_confidence
    papers, authors = members_of(graph, focus)
    if papers or authors:
        return within(outline, papers, authors, most), min_confidence
    if min_confidence > 0:
        return _selected(graph, focus, topic_of, most, 0.0)
    return Selection((), (), (), focus), 0.0


def _contents(
    graph: GraphReader,
    selection: Selection,
    communities: dict[str, Any],
    group_of: dict[str, str],
    named_authors: Iterable[str],
) -> dict[str, Any]:
    papers = set(selection.papers)
    cards = contents.paper_cards(graph, papers, group_of)
    shown = [card["group"] for card in cards if card["group"]]
    links = contents.link_cards(graph, papers)
    named = {link["entity"] for link in links} | set(selection.entities)
    authors, authored = contents.author_cards(graph, papers, {*selection.authors, *named_authors})
    data = {
        "groups": contents.group_cards(communities, shown, group_order(group_of.values())),
        "papers": cards,
        "entities": contents.entity_cards(graph, named, contents.majority_groups(links, group_of)),
        "authors": authors,
        "authored": authored,
        "links": links,
        "related": contents.related_cards(graph, papers),
    }
    return data | {"network": draw(selection, data)}


def _meta(graph: GraphReader, focus: str | None) -> dict[str, Any]:
    dates = sorted(row["date"] for row in graph.nodes("Digest") if row.get("date"))
    counts = graph.node_counts()
    return {
        "focus": focus,
        "focus_name": node_name(graph, focus) if focus else "",
        "fingerprint": graph.fingerprint,
        "analysis_fingerprint": graph.analysis_fingerprint,
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "counts": {label: counts.get(label, 0) for label in ("Paper", "Author", *ENTITY_LABELS, "Digest")},
    }


def render_page(data: dict[str, Any]) -> str:
    """The page as one HTML text."""
    vis, script, style = vis_script(), _joined(SCRIPTS), read_part("palette.css", "page.css")
    policy = (
        f"default-src 'none'; script-src {hash_sources([vis, script])}; style-src {hash_sources([style])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return Template(read_part("page.html")).substitute(
        policy=policy, style=style, data=embed_json(data), vis=vis, script=script
    )


def embed_json(data: Any) -> str:
    """JSON that may stand between script tags: nothing in it can end the block or open another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPED.items():
        text = text.replace(character, escape)
    return text.encode("utf-8", "backslashreplace").decode()


def _joined(names: Iterable[str]) -> str:
    return '"use strict";\n' + "\n".join(map(read_part, names))
