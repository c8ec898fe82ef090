"""A bundle full of texts that look like statements, scripts and broken encodings is in the store as it was."""

from __future__ import annotations

from kg.model.rows import INTERNAL
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphTables
from kg.stores.compare import store_fingerprints, store_hash
from kg.stores.connect import Store
from kg.stores.load import load
from kg.stores.query import run_query
from tests.stores.attempts import WRITES
from tests.stores.graphs import KG, two_papers
from tests.views.hostile import hostile_texts

TEXTS = [
    *hostile_texts(100),
    *WRITES,
    *(f"'}}) {text} //" for text in WRITES),
    *(f"\\u0027}}) {text}" for text in WRITES),
]


def hostile_graph() -> GraphTables:
    """A paper, an author, a method and a list for each text, which stands in ids, names, titles, lists and edges."""
    graph = GraphTables(id=KG)
    names = [text[:1_000] for text in TEXTS]
    numbered = list(enumerate(zip(TEXTS, names, strict=True)))
    graph.node_rows["Paper"] = [
        {"id": f"doi:10.1/{n}-{name}", "title": text, "abstract": text} for n, (text, name) in numbered
    ]
    graph.node_rows["Author"] = [
        {"id": f"author:{n}", "name": name, "name_variants": [name, "x"]} for n, (_, name) in numbered
    ]
    graph.node_rows["Method"] = [
        {"id": f"entity:{n}", "name": name, "aliases": names[n : n + 3]} for n, (_, name) in numbered
    ]
    graph.node_rows["List"] = [{"id": f"list:{name}-{n}", "name": name, "note": text} for n, (text, name) in numbered]
    papers, lists = ([row["id"] for row in graph.node_rows[label]] for label in ("Paper", "List"))
    graph.edge_rows["AUTHORED"] = [
        {"source": f"author:{n}", "target": papers[n], "position": 1, "name_as_written": name}
        for n, (_, name) in numbered
    ]
    graph.edge_rows["PROPOSES"] = [
        {"source": papers[n], "target": f"entity:{n}", "evidence": text, "rule": name} for n, (text, name) in numbered
    ]
    graph.edge_rows["HOLDS"] = [{"source": lists[n], "target": papers[n], "tags": [name]} for n, (_, name) in numbered]
    return graph.finish()


def names_in(store: Store, text: str) -> set[str]:
    with store.session() as session:
        return {record["name"] for record in session.run(text)}


def test_the_store_holds_the_bundle_and_knows_no_other_label_type_or_property(store: Store) -> None:
    graph = hostile_graph()
    assert len(TEXTS) > 400
    load(store, graph)
    assert store_fingerprints(store, graph.id) == (graph.fingerprint, graph.analysis_fingerprint)
    assert names_in(store, "MATCH (n) UNWIND labels(n) AS name RETURN DISTINCT name") <= {*NODE_TYPES, "_KgBundle"}
    assert names_in(store, "MATCH ()-[r]->() RETURN DISTINCT type(r) AS name") <= set(EDGE_TYPES)
    known = {name for kind in (*NODE_TYPES.values(), *EDGE_TYPES.values()) for name in kind.properties}
    ours = "MATCH (n) WHERE NOT n:_KgBundle UNWIND keys(n) AS name RETURN DISTINCT name"
    assert names_in(store, ours) <= known | {*INTERNAL, "id"}


def test_as_parameters_they_are_only_values(store: Store) -> None:
    load(store, two_papers())
    before = store_hash(store)
    for text in TEXTS:
        rows = run_query(
            store, "MATCH (p:Paper) WHERE p.title = $t RETURN p.id UNION RETURN $t AS `p.id`", {"t": text}
        ).rows
        assert rows == ({"p.id": text},)
    assert store_hash(store) == before
