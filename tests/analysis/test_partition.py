import gzip
import json
import os
import random
import re
from collections import Counter
from itertools import combinations
from math import log
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.partition import dense_groups

GRAPHS = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "graphs"
TWO_CLIQUES = [
    *((a, b, 1.0) for a, b in combinations("abcd", 2)),
    *((a, b, 1.0) for a, b in combinations("wxyz", 2)),
    ("d", "w", 1.0),
]


def needs(path):
    if not path.exists() and "data" not in os.environ.get("KG_REQUIRE", ""):
        pytest.skip(f"no {path}")
    return path


def nmi(found, truth):
    """Normalised mutual information of two partitions (lists of lists), arithmetic mean."""
    one = {node: at for at, group in enumerate(found) for node in group}
    two = {node: at for at, group in enumerate(truth) for node in group}
    total = len(two)

    def entropy(counts):
        return -sum(count / total * log(count / total) for count in counts.values())

    a, b = Counter(one[node] for node in two), Counter(two.values())
    both = entropy(Counter((one[node], two[node]) for node in two))
    return 2 * (entropy(a) + entropy(b) - both) / (entropy(a) + entropy(b))


def test_two_cliques_joined_by_an_edge_are_two():
    assert dense_groups(TWO_CLIQUES, 0.3) == [["a", "b", "c", "d"], ["w", "x", "y", "z"]]


def test_no_edges_no_groups():
    assert dense_groups([], 0.3) == []
    assert dense_groups([("a", "a", 1.0), ("a", "b", 0.0)], 0.3) == []


def test_ten_insertion_orders_give_one_partition():
    graph = nx.gnm_random_graph(120, 400, seed=4)
    edges = [(f"n{a:03}", f"n{b:03}", 0.1 + (a * b) % 7 / 10) for a, b in graph.edges]
    found = set()
    for seed in range(10):
        chance = random.Random(seed)
        turned = [(b, a, weight) if chance.random() < 0.5 else (a, b, weight) for a, b, weight in edges]
        found.add(str(dense_groups(chance.sample(turned, len(turned)), 0.3)))
    assert len(found) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.floats(0.01, 5)), max_size=25))
def test_groups_are_a_partition_into_connected_parts(edges):
    graph = nx.Graph((a, b) for a, b, _ in edges if a != b)
    found = dense_groups(edges, 0.3)
    assert sorted(node for group in found for node in group) == sorted(graph)
    assert all(nx.is_connected(graph.subgraph(group)) for group in found)


def test_dense_groups_do_not_change_when_something_is_added_elsewhere():
    graph = nx.connected_caveman_graph(6, 5)
    edges = [(f"n{a:02}", f"n{b:02}", 1.0) for a, b in graph.edges]
    far = [(f"z{a:02}", f"z{b:02}", 1.0) for a, b in nx.gnm_random_graph(40, 90, seed=1).edges]
    alone = dense_groups(edges, 0.3)
    assert len(alone) == 6
    assert [group for group in dense_groups([*edges, *far], 0.3) if group[0][0] == "n"] == alone


def test_a_ring_of_cliques_falls_into_its_cliques_however_long_it_is():
    """What modularity gets wrong: from 20 cliques of 4 on it joins neighbours."""
    for length in (8, 60):
        edges = [(f"n{a:03}", f"n{b:03}", 1.0) for a, b in nx.ring_of_cliques(length, 4).edges]
        assert {len(group) for group in dense_groups(edges, 0.3)} == {4}


def karate_groups(density):
    return dense_groups(((f"{a:02}", f"{b:02}", 1.0) for a, b in nx.karate_club_graph().edges), density)


def test_karate_club_at_its_mean_density_has_the_best_modularity_known():
    graph = nx.karate_club_graph()
    groups = karate_groups(2 * graph.number_of_edges() / graph.number_of_nodes() ** 2)
    modularity = nx.community.modularity(graph, [{int(node) for node in group} for group in groups], weight=None)
    assert len(groups) == 4
    assert modularity > 0.415


@pytest.mark.data
def test_karate_club_as_it_split():
    truth = json.loads(gzip.decompress(needs(GRAPHS / "karate" / "ground_truth_karate_club.json.gz").read_bytes()))
    side = {f"{node:02}": at for at, group in enumerate(truth["communities"]) for node in group}
    groups = karate_groups(0.06)
    assert len(groups) == 2
    assert sum(max(Counter(side[node] for node in group).values()) for group in groups) >= 32


@pytest.mark.data
def test_football_conferences():
    text = needs(GRAPHS / "zghh-community-gml" / "data_football.gml").read_text(encoding="utf-8")
    values = re.findall(r"id (\d+)\s+label [^\n]+\s+value (\d+)", text)
    edges = [(f"{int(a):03}", f"{int(b):03}", 1.0) for a, b in re.findall(r"source (\d+)\s+target (\d+)", text)]
    conferences = [
        [f"{int(node):03}" for node, value in values if value == wanted] for wanted in {v for _, v in values}
    ]
    assert nmi(dense_groups(edges, 0.25), conferences) > 0.87
