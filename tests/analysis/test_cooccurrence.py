from kg.analysis.cooccurrence import co_occurs_edges

METHODS = {"entity:a", "entity:b", "entity:c"}


def links(*pairs, **extra):
    return [{"source": paper, "target": f"entity:{name}", **extra} for paper, name in pairs]


def test_pairs_of_two_papers_stand_once_smaller_id_first():
    rows = links(("p1", "b"), ("p1", "a"), ("p2", "a"), ("p2", "b"), ("p2", "c"), ("p3", "c"))
    assert co_occurs_edges(rows, METHODS) == [{"source": "entity:a", "target": "entity:b", "papers": 2}]


def test_two_links_of_one_paper_to_one_method_count_once():
    rows = links(("p1", "a"), ("p1", "b"), ("p1", "a"))
    assert co_occurs_edges(rows, METHODS, least_papers=1) == [{"source": "entity:a", "target": "entity:b", "papers": 1}]


def test_datasets_and_unsupported_links_do_not_count():
    rows = links(("p1", "a"), ("p2", "a"), ("p1", "data"), ("p2", "data"))
    rows += links(("p1", "b"), ("p2", "b"), supported=False)
    assert co_occurs_edges(rows, METHODS) == []
