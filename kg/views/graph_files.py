"""The whole graph for other graph programs: GraphML, GEXF and JSON-LD.

GraphML and GEXF know only plain values: lists are joined by `; `, and characters that XML forbids are left out. Nodes
carry their label as `node`, edges their type as `relation`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.model.rows import INTERNAL, Row
from kg.model.tables import GraphReader
from kg.views.contents import addresses
from kg.views.exports import ExportOptions

if TYPE_CHECKING:
    import networkx as nx

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAKEN = {"start": "first_character", "end": "end_character", "label": "community_label", "type": "relation"}
"""Properties whose names mean something else in GEXF (times, the shown name, the kind of edge)."""

CONTEXT: dict[str, Any] = {
    "@vocab": "urn:kg:schema:",
    "title": "http://purl.org/dc/terms/title",
    "abstract": "http://purl.org/dc/terms/abstract",
    "name": "http://schema.org/name",
    "doi": "http://purl.org/ontology/bibo/doi",
    "url": {"@id": "http://schema.org/url", "@type": "@id"},
    "source": {"@type": "@id"},
    "target": {"@type": "@id"},
}


def graphml(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """GraphML, as yEd, Gephi, igraph and networkx read it.

    Reference
        http://graphml.graphdrawing.org/specification.html
    """
    from networkx import generate_graphml

    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    for line in generate_graphml(_plain_network(options.shown(graph))):
        yield line + "\n"


def gexf(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """GEXF 1.2, as Gephi reads it; its description names the fingerprint.

    Reference
        https://gexf.net/schema.html
    """
    from networkx import generate_gexf

    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    for line in generate_gexf(_plain_network(options.shown(graph))):
        yield re.sub(r' lastmodifieddate="[^"]*"', "", line) + "\n"
        if line.strip().startswith("<creator>"):
            yield f"    <description>kg, fingerprint {graph.fingerprint}</description>\n"


def json_ld(graph: GraphReader, options: ExportOptions) -> Iterator[str]:
    """JSON-LD, a node or an edge a line; edges are resources of their own, so that their evidence stays with them.

    Reference
        https://www.w3.org/TR/json-ld11/
    """
    context = json.dumps(CONTEXT | {"fingerprint": "urn:kg:schema:fingerprint"})
    yield f'{{"@context": {context},\n"@id": "urn:kg:{graph.fingerprint}",\n"@graph": [\n'
    separator = ""
    for item in _resources(options.shown(graph)):
        yield separator + json.dumps(item, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _resources(graph: GraphReader) -> Iterator[dict[str, Any]]:
    addresses_of: dict[str, str] = {}
    for label in graph.node_counts():
        for row in graph.nodes(label):
            addresses_of[row["id"]] = _iri(label, row)
            yield {"@id": addresses_of[row["id"]], "@type": label} | _public(row)
    for type_ in graph.edge_counts():
        for row in graph.edges(type_):
            ends = {end: addresses_of[row[end]] for end in ("source", "target")}
            yield {"@type": type_} | _public(row) | ends


def _iri(label: str, row: Row) -> str:
    """The address of a paper, where it has one; else a URN of its id."""
    known = addresses(row) if label == "Paper" else []
    return known[0][1] if known else f"urn:kg:{quote(row['id'])}"


def _public(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in INTERNAL}


def _plain_network(graph: GraphReader) -> nx.MultiDiGraph[str]:
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(fingerprint=graph.fingerprint)
    for label in graph.node_counts():
        for row in graph.nodes(label):
            shown = row.get("title") or row.get("label") or row.get("name") or row["id"]
            network.add_node(row["id"], **_plain(row, "id"), node=label, label=_text(shown))
    number = 0
    for type_ in graph.edge_counts():
        for row in graph.edges(type_):
            more = _plain(row, "source", "target") | {"relation": type_}
            network.add_edge(row["source"], row["target"], key=number, id=number, **more)
            number += 1
    return network


def _plain(row: Row, *without: str) -> dict[str, Any]:
    found = {_TAKEN.get(name, name): value for name, value in _public(row).items() if name not in without}
    return {name: _text(value) if isinstance(value, str | list) else value for name, value in found.items()}


def _text(value: str | list[str]) -> str:
    return _FORBIDDEN.sub("", value if isinstance(value, str) else "; ".join(value))
