import itertools
import math
import os
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.layout import SPACING, layout


def test_nothing_needs_no_place():
    assert layout([], [], {}) == {}


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 40), st.integers(0, 4), st.integers(0, 99))
def test_every_node_has_a_place_of_its_own(count: int, groups: int, seed: int):
    nodes = [f"n{number}" for number in range(count)]
    edges = [(nodes[number], nodes[(number * 7 + seed) % count], 1.0) for number in range(count)]
    group_of = {node: f"g{number % groups}" for number, node in enumerate(nodes) if groups and number % 5}
    places = layout(nodes, edges, group_of)
    assert set(places) == set(nodes)
    assert len(set(places.values())) == count


def test_groups_stand_apart_and_nodes_do_not_cover_each_other():
    nodes = [f"{group}{number}" for group in "abc" for number in range(20)]
    edges = [(f"{group}0", f"{group}{number}", 1.0) for group in "abc" for number in range(1, 20)]
    places = layout(nodes, [*edges, ("a1", "b1", 1.0)], {node: node[0] for node in nodes})
    assert min(math.dist(places[a], places[b]) for a, b in itertools.combinations(nodes, 2)) > SPACING * 0.4
    centre = {
        group: tuple(sum(places[n][axis] for n in nodes if n[0] == group) / 20 for axis in (0, 1)) for group in "abc"
    }
    for node in nodes:
        assert min("abc", key=lambda group, node=node: math.dist(places[node], centre[group])) == node[0]


def test_the_places_do_not_depend_on_the_hash_seed():
    program = (
        "from kg.views.layout import layout; n = [f'n{i}' for i in range(30)];"
        "print(layout(n, [(a, n[i // 2], 1.0) for i, a in enumerate(n)], {a: a[1] for a in n}))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
