import random

from kg.analysis.builds_on import builds_on_edges


def link(paper, name, confidence=0.9, **extra):
    return {
        "source": paper,
        "target": f"entity:{name}",
        "confidence": confidence,
        "evidence": f"{paper} on {name}.",
        "rule": "cue",
        **extra,
    }


def test_a_user_builds_on_the_only_proposer():
    links = {"PROPOSES": [link("p1", "loom", 0.7)], "USES": [link("p2", "loom", 0.8), link("p1", "loom")]}
    assert builds_on_edges(links) == [
        {
            "source": "p2",
            "target": "p1",
            "via": "entity:loom",
            "kind": "uses",
            "confidence": 0.7,
            "evidence": "p2 on loom.",
            "rule": "only-proposer+cue",
        }
    ]


def test_what_two_papers_propose_tells_nothing():
    links = {"PROPOSES": [link("p1", "prism"), link("p3", "prism")], "USES": [link("p2", "prism")]}
    assert builds_on_edges(links) == []


def test_a_pair_keeps_its_most_confident_method_then_the_smallest_id():
    links = {
        "PROPOSES": [link("p1", name) for name in ("loom", "weft", "warp")],
        "USES": [link("p2", "loom", 0.5), link("p2", "weft", 0.8)],
        "COMPARES_WITH": [link("p2", "warp", 0.8)],
    }
    edges = builds_on_edges(links)
    assert [(edge["via"], edge["kind"]) for edge in edges] == [("entity:warp", "compares")]
    shuffled = {type_: random.Random(3).sample(rows, len(rows)) for type_, rows in links.items()}
    assert builds_on_edges(shuffled) == edges


def test_what_only_a_summary_says_does_not_count():
    proposal, use = link("p1", "loom"), link("p2", "loom")
    assert builds_on_edges({"PROPOSES": [proposal | {"supported": False}], "USES": [use]}) == []
    assert builds_on_edges({"PROPOSES": [proposal], "USES": [use | {"supported": False}]}) == []
    doubtful = link("p3", "loom", supported=False)
    assert len(builds_on_edges({"PROPOSES": [proposal, doubtful], "USES": [use]})) == 1
