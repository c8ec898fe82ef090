import pytest

from kg.model.errors import UsageError
from kg.model.tables import GraphTables
from kg.views.outline import members_of, node_name, present_members, read_outline, topics
from tests.views.invented import add, invented_graph


def test_unsupported_and_weak_links_are_left_out():
    graph = invented_graph(8)
    outline = read_outline(graph, 0.85, with_authors=False)
    assert all("entity:bloom-prediction" not in entities for entities in outline.entities_of.values())
    for row in graph.edges("USES"):
        row["supported"] = False
    used = {row["target"] for row in graph.edges("USES")} - {row["target"] for row in graph.edges("PROPOSES")}
    assert not used & read_outline(graph, 0.85, with_authors=False).papers_of.keys()


def test_a_graph_without_analysis_has_no_topics():
    assert topics(GraphTables()) == ({}, {})


def test_the_finest_level_that_a_picture_can_show_is_taken():
    tables = GraphTables()
    for level, count in ((0, 40), (1, 9), (2, 3)):
        for number in range(count):
            add(tables.node_rows, "Community", id=f"community:topic:{level}-{number:02d}", kind="topic", level=level)
    add(tables.node_rows, "Community", id="community:coauthor:1", kind="coauthor", level=1)
    communities, _ = topics(tables)
    assert {row["level"] for row in communities.values()} == {1}
    assert len(communities) == 9


def test_membership_that_has_ended_does_not_count():
    tables = GraphTables()
    add(tables.edge_rows, "IN_COMMUNITY", source="p1", target="c1", score=0.9, until="2026-03-01")
    add(tables.edge_rows, "IN_COMMUNITY", source="p1", target="c2", score=0.4)
    add(tables.edge_rows, "IN_COMMUNITY", source="p1", target="c3", score=0.6)
    assert present_members(tables, {"c1", "c2", "c3"}) == {"p1": "c3"}


def test_the_members_of_a_category_and_a_digest_are_papers():
    graph = invented_graph(40)
    assert len(members_of(graph, "cs.LG")[0]) == 20
    assert len(members_of(graph, "digest:invented:2026-03-02")[0]) == 30
    assert members_of(graph, "community:topic:0") == ({f"arxiv:2603.{n:05d}" for n in range(0, 40, 4)}, set())


def test_a_node_that_is_not_there_is_an_error_that_says_so():
    assert node_name(invented_graph(4), "community:topic:1") == "Tidal control"
    with pytest.raises(UsageError, match="no node of this id"):
        node_name(invented_graph(4), "author:nobody")
