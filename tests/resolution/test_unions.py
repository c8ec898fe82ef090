"""Sets that grow together and never hold two that must stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.unions import Union


def test_joins_and_refuses() -> None:
    union = Union(["a", "b", "c", "a"], apart=[(1, 2)])
    assert union.join(0, 1)
    assert not union.join(0, 3)
    assert not union.join(2, 0)
    assert union.join(2, 3)
    assert union.groups() == [[0, 1], [2, 3]]
    assert union.find(1) == 0


@given(st.lists(st.integers(0, 3), min_size=10, max_size=10), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_groups_are_a_partition_without_two_of_one_name(names: list[int], pairs: list[tuple[int, int]]) -> None:
    union = Union(names, apart=[(0, 9)])
    for one, other in pairs:
        union.join(one, other)
    groups = union.groups()
    assert sorted(number for group in groups for number in group) == list(range(10))
    assert all(len({names[number] for number in group}) == len(group) for group in groups)
    assert not any({0, 9} <= set(group) for group in groups)
    assert [group[0] for group in groups] == sorted(union.find(group[0]) for group in groups)
