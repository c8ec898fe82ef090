"""Small graphs for the tests of the stores: one with every label and relation, and random ones."""

from __future__ import annotations

import random

from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES, PropertyType
from kg.model.tables import GraphTables, edge_key

KG = "bundle-under-test"

IDS = {
    "Paper": "arxiv:2512.0{:04d}",
    "Author": "author:ada-lind~{:05d}",
    "Category": "cs.X{}",
    "Method": "entity:method-{}",
    "Dataset": "entity:dataset-{}",
    "Task": "entity:task-{}",
    "Metric": "entity:metric-{}",
    "Digest": "digest:morning:2025-12-{:02d}",
    "Community": "community:coauthor:{}",
    "List": "list:reading-{}",
}

WORDS = (
    "lattice",
    "稀疏 检索",
    'O\'Brien "quoted"',
    "$\\alpha$ `x`",
    "}) DETACH DELETE n //",
    "naïve",
    "",
    "2025-12-25",
)


def node_id(label: str, number: int) -> str:
    """The id of the numbered node of a label, in the form that ids of this label have."""
    return IDS[label].format(number)


def value(kind: PropertyType, chance: random.Random) -> object:
    """A value of the type, now and then none."""
    choices: dict[str, object] = {
        "string": chance.choice(WORDS),
        "int": chance.randint(-3, 2**40),
        "float": chance.choice([0.0, 1.0, 0.1234567, -2.5, 1e-7, 1 / 3]),
        "bool": chance.random() < 0.5,
        "strings": chance.sample(WORDS, chance.randint(0, 3)),
    }
    return None if chance.random() < 0.25 else choices[kind]


def random_graph(seed: int, *, nodes: int = 4, edges: int = 6, kg: str = KG) -> GraphTables:
    """A graph with every label and relation whose rows depend on the seed; two seeds share many keys."""
    chance = random.Random(seed)
    tables = GraphTables(id=kg)
    for label, kind in NODE_TYPES.items():
        numbers = sorted(chance.sample(range(nodes + 2), chance.randint(1, nodes)))
        tables.node_rows[label] = [
            {"id": node_id(label, number), **{name: value(type_, chance) for name, type_ in kind.properties.items()}}
            for number in numbers
        ]
    for type_ in EDGE_TYPES:
        rows = [_edge(type_, tables, chance) for _ in range(chance.randint(0, edges))]
        tables.edge_rows[type_] = list({edge_key(type_, row): row for row in rows}.values())
    return tables.finish()


def _edge(type_: str, tables: GraphTables, chance: random.Random) -> Row:
    kind = EDGE_TYPES[type_]
    source, target = (chance.choice(tables.node_rows[label])["id"] for label in chance.choice(kind.ends))
    values = {name: value(t, chance) for name, t in kind.properties.items()}
    return {**values, "source": source, "target": target}


def two_papers(kg: str = KG) -> GraphTables:
    """Two papers of one author, one method that the first proposes, a category, a digest with both languages."""
    first, second = "arxiv:2512.00001", "arxiv:2512.00002"
    author, method = "author:ada-lind~aaaaa", "entity:lattice-walk"
    digest = "digest:morning:2025-12-01"
    return GraphTables(
        {
            "Paper": [
                {"id": first, "title": "Lattice Walk: Sparse Search", "versions": 1, "categories_complete": True},
                {"id": second, "title": "A Study of Walks", "versions": 2, "code_urls": ["https://example.org/a"]},
            ],
            "Author": [{"id": author, "name": "Ada Lind", "papers": 2, "name_variants": ["A. Lind"]}],
            "Method": [{"id": method, "name": "Lattice Walk"}],
            "Category": [{"id": "cs.IR", "name": "Information Retrieval"}, {"id": "cs"}],
            "Digest": [{"id": digest, "name": "morning 2025-12-01", "date": "2025-12-01", "source": "morning"}],
            "Community": [{"id": "community:topic:1", "kind": "topic", "level": 0, "size": 2, "quality": 0.25}],
        },
        {
            "AUTHORED": [
                {"source": author, "target": first, "position": 1, "of": 1, "name_as_written": "Ada Lind"},
                {"source": author, "target": second, "position": 1, "of": 1, "name_as_written": "A. Lind"},
            ],
            "PROPOSES": [
                {"source": first, "target": method, "confidence": 0.97, "start": 0, "end": 12, "section": "title"}
            ],
            "USES": [{"source": second, "target": method, "confidence": 0.5, "supported": True}],
            "IN_CATEGORY": [{"source": first, "target": "cs.IR", "primary": True}],
            "PART_OF": [{"source": "cs.IR", "target": "cs"}],
            "LISTS": [
                {"source": digest, "target": first, "rank": 1, "language": "English", "tldr": "A walk."},
                {"source": digest, "target": first, "rank": 1, "language": "Chinese", "tldr": "一种走法。"},
                {"source": digest, "target": second, "rank": 2},
            ],
            "IN_COMMUNITY": [{"source": first, "target": "community:topic:1", "score": 1.0}],
        },
        id=kg,
    ).finish()


def season(days: int, *, merged: bool = False, kg: str = KG) -> GraphTables:
    """So many days of 30 papers each, about 350 rows a day; `merged` takes one paper out and joins two authors."""
    papers = [f"arxiv:2512.{number:05d}" for number in range(30 * days)]
    authors = [f"author:ada-lind~{number:05d}" for number in range(20 * days)]
    methods = [f"entity:lattice-{number}" for number in range(6 * days)]
    graph = GraphTables(id=kg)
    graph.node_rows = {
        "Paper": [{"id": id_, "title": f"On the lattice {id_[-5:]}", "abstract": "A walk. " * 40} for id_ in papers],
        "Author": [{"id": id_, "name": f"Ada Lind {id_[-5:]}", "papers": days} for id_ in authors],
        "Method": [{"id": id_, "name": id_.removeprefix("entity:")} for id_ in methods],
        "Category": [{"id": "cs.IR", "name": "Information Retrieval"}, {"id": "cs"}],
        "Digest": [{"id": node_id("Digest", day + 1), "source": "morning"} for day in range(days)],
    }
    graph.edge_rows = {
        "AUTHORED": [
            {
                "source": authors[(7 * number + 13 * place) % (20 * (number // 30 + 1))],
                "target": id_,
                "position": place + 1,
                "of": 3,
            }
            for number, id_ in enumerate(papers)
            for place in range(3)
        ],
        "USES": [
            {"source": id_, "target": methods[(number + place) % (6 * (number // 30 + 1))], "confidence": 0.5}
            for number, id_ in enumerate(papers)
            for place in range(2)
        ],
        "IN_CATEGORY": [{"source": id_, "target": "cs.IR", "primary": True} for id_ in papers],
        "PART_OF": [{"source": "cs.IR", "target": "cs"}],
        "LISTS": [
            {"source": node_id("Digest", number // 30 + 1), "target": id_, "rank": number % 30, "language": "English"}
            for number, id_ in enumerate(papers)
        ],
    }
    return _merged(graph, papers[3], authors[1], authors[0]) if merged else graph.finish()


def _merged(graph: GraphTables, withdrawn: str, retired: str, survivor: str) -> GraphTables:
    gone = {withdrawn, retired}
    graph.merged = {retired: survivor}
    graph.node_rows = {label: [row for row in rows if row["id"] not in gone] for label, rows in graph.node_rows.items()}
    for type_, rows in graph.edge_rows.items():
        kept = [row | {"source": graph.merged.get(row["source"], row["source"])} for row in rows]
        kept = [row for row in kept if not gone & {row["source"], row["target"]}]
        graph.edge_rows[type_] = list({edge_key(type_, row): row for row in kept}.values())
    return graph.finish()
