import random
from itertools import pairwise

import pytest

from kg.analysis.coauthors import co_author_edges
from kg.analysis.communities import communities
from kg.analysis.similar import similar_edges
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphTables

QUILT = "quilting kernels for sparse lattice sampling"
FLOW = "turbulent jet plumes in porous magma"


def graph(teams, day="2026-01-05"):
    """One paper a (title, authors) pair: similar by their titles, linked to the method that their title ends in."""
    papers, authored, uses, methods = [], [], [], {}
    for number, (title, authors) in enumerate(teams):
        paper = f"arxiv:2601.{number:05}"
        papers.append({"id": paper, "title": title, "abstract": title, "first_listed": day})
        method = f"entity:{title.split()[-1]}"
        methods[method] = {"id": method, "name": title.split()[-1].upper()}
        uses.append({"source": paper, "target": method, "confidence": 0.9})
        authored += [
            {"source": f"author:{name}", "target": paper, "position": at, "of": len(authors)}
            for at, name in enumerate(authors, 1)
        ]
    names = sorted({row["source"] for row in authored})
    nodes = {"Paper": papers, "Author": [{"id": name, "name": name.title()} for name in names]}
    nodes["Method"] = list(methods.values())
    edges = {"AUTHORED": authored, "USES": uses, "CO_AUTHOR": co_author_edges(authored, {})}
    edges["SIMILAR"] = similar_edges([(row["id"], 0, row["title"]) for row in papers])
    return GraphTables(nodes, edges).finish()


TEAMS = [
    (QUILT, ["ada", "bo", "cy"]),
    (QUILT, ["ada", "bo", "di"]),
    (f"more {QUILT}", ["cy", "di"]),
    (FLOW, ["kim", "lee", "moe"]),
    (f"slow {FLOW}", ["kim", "lee"]),
    (FLOW, ["moe", "lee"]),
    ("lone owls", ["zoe", "yan"]),
]


def members(tables, kind):
    found = {}
    for row in tables.edges("IN_COMMUNITY"):
        if row["target"].startswith(f"community:{kind}:"):
            found.setdefault(row["target"], set()).add(row["source"])
    return found


def test_groups_of_authors_and_topics_of_papers_and_methods():
    found = communities(graph(TEAMS), None, "2026-01-05")
    assert members(found, "coauthor") == {
        "community:coauthor:1": {"author:ada", "author:bo", "author:cy", "author:di"},
        "community:coauthor:2": {"author:kim", "author:lee", "author:moe"},
    }
    assert members(found, "topic") == {
        "community:topic:1": {"arxiv:2601.00000", "arxiv:2601.00001", "arxiv:2601.00002", "entity:sampling"},
        "community:topic:2": {"arxiv:2601.00003", "arxiv:2601.00004", "arxiv:2601.00005", "entity:magma"},
    }


def test_nodes_say_what_they_are_about():
    nodes = communities(graph(TEAMS), None, "2026-01-05").nodes("Community")
    topic = next(node for node in nodes if node["id"] == "community:topic:2")
    assert "MAGMA" in topic["terms"]
    assert {key: topic[key] for key in ("kind", "level", "size", "quality", "since", "until")} == {
        "kind": "topic",
        "level": 0,
        "size": 4,
        "quality": 1.0,
        "since": "2026-01-05",
        "until": None,
    }
    assert len({node["label"] for node in nodes if node["kind"] == "topic"}) == 2


def test_rows_fit_the_schema():
    found = communities(graph(TEAMS), None, "2026-01-05")
    for node in found.nodes("Community"):
        assert set(node) - {"id", "_row"} <= set(NODE_TYPES["Community"].properties)
    for type_, rows in found.edge_rows.items():
        for row in rows:
            assert set(row) - {"source", "target", "_row"} <= set(EDGE_TYPES[type_].properties)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_rows_does_not_matter(seed):
    tables, chance = graph(TEAMS), random.Random(seed)
    shuffled = GraphTables(
        {label: chance.sample(rows, len(rows)) for label, rows in tables.node_rows.items()},
        {type_: chance.sample(rows, len(rows)) for type_, rows in tables.edge_rows.items()},
    )
    expected = communities(tables, None, "2026-01-05").analysis_fingerprint
    assert communities(shuffled, None, "2026-01-05").analysis_fingerprint == expected


def test_the_same_graph_again_changes_nothing():
    first = communities(graph(TEAMS), None, "2026-01-05")
    again = communities(graph(TEAMS), first, "2026-01-09")
    assert again.analysis_fingerprint == first.analysis_fingerprint


def test_who_comes_later_has_a_later_since_and_ids_stay():
    first = communities(graph(TEAMS), None, "2026-01-05")
    grown = [(FLOW, ["kim", "lee", "moe", "new", "nan"])] * 2
    later = communities(graph([*TEAMS, *grown]), first, "2026-01-06")
    since = {row["source"]: (row["target"], row["since"]) for row in later.edges("IN_COMMUNITY")}
    assert since["author:kim"] == ("community:coauthor:2", "2026-01-05")
    assert since["author:new"] == ("community:coauthor:2", "2026-01-06")
    assert since["author:ada"] == ("community:coauthor:1", "2026-01-05")


def test_two_groups_that_merge_leave_a_trace_that_stays():
    first = communities(graph(TEAMS), None, "2026-01-05")
    everyone = ["ada", "bo", "cy", "di", "kim", "lee", "moe"]
    merged = communities(graph([*TEAMS, *[(QUILT, everyone)] * 9]), first, "2026-01-06")
    expected = ("community:coauthor:2", "community:coauthor:1", "2026-01-06", 1.0)

    def traces(tables):
        return [(row["source"], row["target"], row["date"], row["share"]) for row in tables.edges("MERGED_INTO")]

    assert expected in traces(merged)
    ended = next(node for node in merged.nodes("Community") if node["id"] == "community:coauthor:2")
    assert ended["until"] == "2026-01-06"
    assert expected in traces(communities(graph([*TEAMS, *[(QUILT, everyone)] * 9]), merged, "2026-01-07"))


def test_a_graph_without_papers_has_none():
    found = communities(GraphTables().finish(), None, None)
    assert (found.node_counts(), found.edge_counts()) == ({}, {})


def test_every_edge_is_sorted_and_ends_in_a_node():
    found = communities(graph(TEAMS), None, "2026-01-05")
    ids = [node["id"] for node in found.nodes("Community")]
    assert {row["target"] for row in found.edges("IN_COMMUNITY")} == set(ids)
    assert all(one < two for one, two in pairwise(ids))
