"""The picture itself as pyvis builds it: nodes with places, edges, options; nothing of pyvis' own HTML is used.

That HTML asks a content network for its scripts and turns titles into live markup; ours is `data/page.html`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from kg.views.contents import Card
from kg.views.layout import Place, layout
from kg.views.selection import Selection

SHAPES = {
    "Paper": "dot",
    "Method": "diamond",
    "Dataset": "square",
    "Task": "triangle",
    "Metric": "hexagon",
    "Author": "dot",
}

_PULL = {"PROPOSES": 1.2, "SIMILAR": 0.4}
_LONGEST = 80
"""Characters of a name in the picture; cards have the whole."""

_OPTIONS = {
    "autoResize": True,
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "keyboard": False, "multiselect": False},
    "nodes": {"chosen": False, "labelHighlightBold": False, "borderWidth": 1.5, "font": {"size": 0}},
    "edges": {"chosen": False, "smooth": False, "selectionWidth": 0, "hoverWidth": 0, "arrowStrikethrough": False},
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
}


def draw(selection: Selection, cards: Mapping[str, Sequence[Card]]) -> dict[str, Any]:
    """`nodes`, `edges` and `options` for vis-network: what is selected, its names and links read from the cards."""
    shown = {*selection.papers, *selection.entities, *selection.authors}
    edges = [edge for edge in _edges(cards) if edge["from"] in shown and edge["to"] in shown]
    nodes = [node for node in _nodes(cards) if node["id"] in shown]
    places = layout(
        [node["id"] for node in nodes],
        [(edge["from"], edge["to"], _PULL.get(edge["relation"], 1.0)) for edge in edges],
        {node["id"]: node["group"] for node in nodes if node["group"]},
    )
    return _built(nodes, [edge for edge in edges if edge["relation"] != "SIMILAR"], places)


def _nodes(cards: Mapping[str, Sequence[Card]]) -> Iterator[dict[str, Any]]:
    for name, kind in (("papers", "Paper"), ("entities", None), ("authors", "Author")):
        for card in cards[name]:
            words = card.get("title") or card.get("name") or card["id"]
            label = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
            yield {"id": card["id"], "label": label, "kind": kind or card["label"], "group": card.get("group") or ""}


def _edges(cards: Mapping[str, Sequence[Card]]) -> Iterator[dict[str, Any]]:
    for link in cards["links"]:
        ends = {"from": link["paper"], "to": link["entity"]}
        yield ends | {"relation": link["relation"], "confidence": link["confidence"]}
    for row in cards["authored"]:
        yield {"from": row["author"], "to": row["paper"], "relation": "AUTHORED"}
    for row in cards["related"]:
        yield {"from": row["source"], "to": row["target"], "relation": row["relation"]}


def _built(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], places: Mapping[str, Place]
) -> dict[str, Any]:
    from pyvis.network import Network

    degree = Counter(end for edge in edges for end in (edge["from"], edge["to"]))
    network = Network(directed=True)  # directed: else pyvis compares each edge with every other
    for node in nodes:
        x, y = places[node["id"]]
        size = round(min(7 + 2.4 * math.sqrt(degree[node["id"]]), 24), 1)
        more = {key: node[key] for key in ("label", "kind", "group")}
        network.add_node(node["id"], shape=SHAPES[node["kind"]], x=x, y=y, size=size, **more)
    for edge in edges:
        more = {key: value for key, value in edge.items() if key not in ("from", "to")}
        network.add_edge(edge["from"], edge["to"], **more)
    network.set_options(json.dumps(_OPTIONS))
    shown, joined, _, _, _, options = network.get_network_data()
    return {"nodes": shown, "edges": joined, "options": json.loads(options)}


def vis_script() -> str:
    """vis-network, minified, out of the pyvis package; with line ends as a browser reads them."""
    script = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return script.read_text(encoding="utf-8").replace("\r\n", "\n").replace("//# sourceMappingURL=", "// map: ")
