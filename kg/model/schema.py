"""The graph's schema as data: labels, relations, their properties and types.

Everything that must know what a node or an edge may carry reads it here: the bundle's Parquet schema, the loader's
statements, `cypher/schema.cypher`, exports and views. A new property is one word in this file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

SCHEMA_VERSION = 1

PropertyType = Literal["string", "int", "float", "bool", "strings"]


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label with its properties (beside the key `id`)."""

    label: str
    properties: MappingProxyType[str, PropertyType]


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relation.

    `ends` are the (source label, target label) pairs it may join; `key` names the properties that, beside both ends,
    tell two edges apart.
    """

    type: str
    ends: tuple[tuple[str, str], ...]
    properties: MappingProxyType[str, PropertyType]
    key: tuple[str, ...] = field(default=())


def _props(spec: str) -> MappingProxyType[str, PropertyType]:
    """Read `name:type` words; the type `string` may be left out."""
    pairs = (word.partition(":") for word in spec.split())
    return MappingProxyType({name: kind or "string" for name, _, kind in pairs})  # type: ignore[misc]


def _node(label: str, spec: str) -> tuple[str, NodeType]:
    return label, NodeType(label, _props(spec))


def _edge(type_: str, ends: str, spec: str, key: str = "") -> tuple[str, EdgeType]:
    pairs = tuple((source, target) for source, _, target in (end.partition(">") for end in ends.split()))
    return type_, EdgeType(type_, pairs, _props(spec), tuple(key.split()))


NODE_TYPES: MappingProxyType[str, NodeType] = MappingProxyType(
    dict(
        [
            _node(
                "Paper",
                "title abstract published published_month first_listed versions:int url pdf_url doi journal_ref venue"
                " comment code_urls:strings categories_complete:bool",
            ),
            _node("Author", "name name_variants:strings orcid papers:int first_listed last_listed"),
            _node("Category", "name description"),
            _node("Method", "name aliases:strings kind papers:int first_listed"),
            _node("Dataset", "name aliases:strings papers:int first_listed"),
            _node("Task", "name aliases:strings papers:int first_listed"),
            _node("Metric", "name aliases:strings papers:int first_listed"),
            _node("Digest", "name date source sha256"),
            _node("Community", "kind level:int label terms:strings size:int quality:float since until"),
            _node("List", "name note"),
        ]
    )
)

_LINK = "confidence:float evidence start:int end:int section rule supported:bool mentions:int sizes:strings"

EDGE_TYPES: MappingProxyType[str, EdgeType] = MappingProxyType(
    dict(
        [
            _edge(
                "LISTS",
                "Digest>Paper",
                "rank:int section language tldr motivation method result conclusion",
                key="language",
            ),
            _edge("AUTHORED", "Author>Paper", "position:int of:int name_as_written affiliation"),
            _edge("IN_CATEGORY", "Paper>Category", "primary:bool"),
            _edge("PROPOSES", "Paper>Method Paper>Dataset Paper>Metric", _LINK),
            _edge("USES", "Paper>Method", _LINK),
            _edge("COMPARES_WITH", "Paper>Method", _LINK),
            _edge("EVALUATES_ON", "Paper>Dataset", _LINK),
            _edge("ADDRESSES", "Paper>Task", _LINK),
            _edge("MEASURES", "Paper>Metric", _LINK),
            _edge("CITES", "Paper>Paper", "said_by"),
            _edge("BUILDS_ON", "Paper>Paper", "via kind confidence:float evidence rule"),
            _edge("CO_AUTHOR", "Author>Author", "weight:float papers:int first last"),
            _edge("CO_OCCURS", "Method>Method", "papers:int"),
            _edge("SIMILAR", "Paper>Paper", "score:float"),
            _edge(
                "IN_COMMUNITY",
                "Author>Community Paper>Community Method>Community",
                "score:float since until",
                key="since",
            ),
            _edge("PART_OF", "Category>Category Community>Community", "date share:float", key="date"),
            _edge("CONTINUES", "Community>Community", "date share:float", key="date"),
            _edge("SPLIT_FROM", "Community>Community", "date share:float", key="date"),
            _edge("MERGED_INTO", "Community>Community", "date share:float", key="date"),
            _edge(
                "HOLDS",
                "List>Paper List>Author List>Method List>Category",
                "added status tags:strings note",
            ),
        ]
    )
)

ENTITY_LABELS = ("Method", "Dataset", "Task", "Metric")

LINK_TYPES = ("PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES")
"""Relations from a paper to an entity, made by extraction."""

RELATION_FOR_LABEL: MappingProxyType[str, str] = MappingProxyType(
    {"Method": "USES", "Dataset": "EVALUATES_ON", "Task": "ADDRESSES", "Metric": "MEASURES"}
)
"""The relation that a link takes when its own does not fit the label that its entity has in the whole graph."""


def fits(relation: str, label: str) -> bool:
    """Whether a link of this relation may point at an entity of this label."""
    return any(target == label for _, target in EDGE_TYPES[relation].ends)


def is_analysis(type_: str, source: str) -> bool:
    """Whether a node (its label, its id) or an edge (its type, its source's id) belongs to the analysis fingerprint."""
    return type_ in {"Community", "IN_COMMUNITY"} or source.startswith("community:")
