import pytest

from kg.views.outline import Outline, read_outline, topics
from kg.views.selection import MOST, around, first_sight, within
from tests.views.invented import entity_id, invented_graph


def outline_of(links: dict[str, str], listed: dict[str, str] | None = None) -> Outline:
    """An outline from `paper: entities` (words)."""
    outline = Outline({paper: (listed or {}).get(paper, "2026-03-02") for paper in links})
    for paper, entities in links.items():
        outline.entities_of[paper] = entities.split()
        for entity in entities.split():
            outline.papers_of.setdefault(entity, []).append(paper)
    return outline


def test_first_sight_holds_all_papers_and_only_entities_that_join_two():
    selection = first_sight(outline_of({"p1": "a b", "p2": "b c", "p3": "d"}))
    assert selection.papers == ("p1", "p2", "p3")
    assert selection.entities == ("b",)
    assert selection.authors == ()


def test_newer_papers_come_first():
    selection = first_sight(outline_of({"p1": "a", "p2": "a"}, {"p2": "2026-03-09"}))
    assert selection.papers == ("p2", "p1")


def test_when_places_are_short_papers_that_share_most_win_within_their_topic():
    links = {"p1": "a", "p2": "a b", "p3": "a b", "p4": "", "q1": "c", "q2": "c", "q3": "d", "q4": "e"}
    topic_of = {paper: "p" if paper.startswith("p") else "q" for paper in links}
    selection = first_sight(outline_of(links), most=7, topic_of=topic_of)
    assert selection.papers == ("p2", "p3", "q1", "q2")
    assert selection.entities == ("a", "b", "c")


@pytest.mark.parametrize("papers", [40, 1200])
def test_first_sight_never_holds_more_than_a_picture_can_show(papers: int):
    graph = invented_graph(papers)
    outline = read_outline(graph, 0.5, with_authors=False)
    selection = first_sight(outline, topic_of=topics(graph)[1])
    shown = set(selection.papers)
    assert len(selection.papers) + len(selection.entities) <= MOST
    assert all(len(shown & set(outline.papers_of[entity])) >= 2 for entity in selection.entities)
    assert {topics(graph)[1][paper] for paper in shown} == {f"community:topic:{number}" for number in range(4)}


def test_around_an_author_stand_the_papers_and_their_authors():
    graph = invented_graph(40)
    outline = read_outline(graph, 0.5, with_authors=True)
    selection = around(outline, "author:1")
    papers = {row["target"] for row in graph.edges("AUTHORED") if row["source"] == "author:1"}
    assert set(selection.papers) == papers
    assert selection.authors[0] == "author:1"
    assert set(selection.authors) == {row["source"] for row in graph.edges("AUTHORED") if row["target"] in papers}


def test_around_a_method_stand_the_papers_that_name_it():
    outline = read_outline(invented_graph(40), 0.5, with_authors=True)
    selection = around(outline, entity_id("TideGPT"))
    assert set(selection.papers) == set(outline.papers_of[entity_id("TideGPT")])
    assert selection.entities[0] == entity_id("TideGPT")


def test_around_a_paper_stand_its_authors_all_its_entities_and_papers_that_share_them():
    outline = read_outline(invented_graph(40), 0.5, with_authors=True)
    paper = min(outline.listed)
    selection = around(outline, paper)
    assert selection.papers[0] == paper
    assert set(outline.entities_of[paper]) <= set(selection.entities)
    assert selection.authors == tuple(outline.authors_of[paper])


def test_a_team_of_three_thousand_does_not_fill_the_picture():
    outline = read_outline(invented_graph(4, authors_a_paper=3000), 0.5, with_authors=True)
    for focus in ("arxiv:2603.00001", "author:1"):
        selection = around(outline, focus)
        assert len(selection.papers) + len(selection.entities) + len(selection.authors) <= MOST


def test_within_a_group_of_authors_the_papers_written_together_are_shown():
    outline = Outline({"p1": "", "p2": "", "p3": ""})
    outline.authors_of = {"p1": ["author:a", "author:b"], "p2": ["author:a"], "p3": ["author:c"]}
    outline.papers_by = {"author:a": ["p1", "p2"], "author:b": ["p1"], "author:c": ["p3"]}
    selection = within(outline, (), {"author:a", "author:b"})
    assert (selection.papers, selection.authors) == (("p1",), ("author:a", "author:b"))
