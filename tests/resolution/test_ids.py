"""Ids stay with the part that holds their anchor, else with the earliest slot that they held."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kg.model.identity import KnownId
from kg.resolution.ids import Part, assign_ids


def _make(anchor: str, name: str, taken: Mapping[str, str]) -> str:
    return f"id:{anchor}"


def _part(*slots: int, founders: tuple[int, ...] = ()) -> Part:
    return Part([str(slot) for slot in slots], [(slot, str(slot), f"n{slot}") for slot in founders or slots[:1]])


def test_new_parts_get_new_ids_in_fold_order() -> None:
    ids, known = assign_ids([_part(0, 3), _part(1)], (), _make)
    assert ids == ["id:0", "id:1"]
    assert known == [KnownId("id:0", "0", "n0", None, "3"), KnownId("id:1", "1", "n1")]


def test_merged_founder_keeps_its_id_on_record() -> None:
    ids, known = assign_ids([_part(0, 1, 2, founders=(0, 1))], (), _make)
    assert ids == ["id:0"]
    assert known[1] == KnownId("id:1", "1", "n1", survivor="id:0")


def test_founder_first_in_fold_order_survives_a_later_merge() -> None:
    _, before = assign_ids([_part(0), _part(1)], (), _make)
    ids, known = assign_ids([_part(0, 1, 2, founders=(0, 1))], before, _make)
    assert ids == ["id:0"]
    assert [(each.id, each.survivor) for each in known] == [("id:0", None), ("id:1", "id:0")]


def test_earliest_held_slot_keeps_an_id_whose_anchor_is_gone() -> None:
    _, before = assign_ids([_part(0, 1, 2, 3)], (), _make)
    ids, known = assign_ids([_part(1, 3), _part(2)], before, _make)
    assert ids == ["id:0", "id:2"]
    assert known[0] == KnownId("id:0", "0", "n0", None, "1 3")


def test_part_with_the_anchor_keeps_the_id_in_a_split() -> None:
    _, before = assign_ids([_part(0, 1, 2)], (), _make)
    assert assign_ids([_part(0), _part(1, 2)], before, _make)[0] == ["id:0", "id:1"]


def test_nothing_left_stays_on_record_and_comes_back() -> None:
    ids, before = assign_ids([_part(0, 1), _part(2)], (), _make)
    gone, between = assign_ids([_part(2)], before, _make)
    assert (gone, between[0]) == (["id:2"], before[0])
    assert assign_ids([_part(0, 1), _part(2)], between, _make)[0] == ids


def test_retired_id_comes_back_when_an_override_splits_at_its_anchor() -> None:
    _, apart = assign_ids([_part(0), _part(1)], (), _make)
    _, merged = assign_ids([_part(0, 1, founders=(0, 1))], apart, _make)
    ids, known = assign_ids([_part(0), _part(1)], merged, _make)
    assert ids == ["id:0", "id:1"]
    assert all(each.survivor is None for each in known)


def test_retired_id_does_not_win_over_its_survivor_whose_anchor_is_gone() -> None:
    _, apart = assign_ids([_part(0, 2), _part(1)], (), _make)
    _, merged = assign_ids([_part(0, 1, 2, founders=(0, 1))], apart, _make)
    ids, known = assign_ids([_part(1, 2)], merged, _make)
    assert ids == ["id:0"]
    assert known[1].survivor == "id:0"


def test_id_whose_earliest_slot_went_to_another_is_retired_to_it_and_comes_back() -> None:
    whole = [_part(0, 2), _part(1, 3, 4)]
    ids, before = assign_ids(whole, (), _make)
    rest, between = assign_ids([_part(0, 2, 3), _part(4)], before, _make)
    assert rest == ["id:0", "id:4"]
    assert between[1].survivor == "id:0"
    assert assign_ids(whole, between, _make)[0] == ids


def test_survivors_are_final_also_of_ids_that_nothing_is_left_of() -> None:
    _, apart = assign_ids([_part(0), _part(1), _part(2)], (), _make)
    _, merged = assign_ids([_part(0), _part(1, 2, founders=(1, 2))], apart, _make)
    _, known = assign_ids([_part(0, 1, founders=(0, 1))], merged, _make)
    assert [each.survivor for each in known] == [None, "id:0", "id:0"]


_Partition = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def _parts(labels: list[int], present: set[int]) -> list[Part]:
    groups: dict[int, list[int]] = {}
    for slot, label in enumerate(labels):
        if slot in present:
            groups.setdefault(label, []).append(slot)
    return [_part(*slots) for slots in groups.values()]


@given(_Partition, st.sets(st.integers(0, 7)))
def test_taking_slots_out_and_putting_them_back_restores_the_ids(labels: list[int], taken: set[int]) -> None:
    everything = set(range(len(labels)))
    ids, before = assign_ids(_parts(labels, everything), (), _make)
    _, between = assign_ids(_parts(labels, everything - taken), before, _make)
    again, after = assign_ids(_parts(labels, everything), between, _make)
    assert again == ids
    assert [each.id for each in after[: len(before)]] == [each.id for each in before]


@given(_Partition, _Partition)
def test_every_id_resolves_and_each_part_has_its_own(first: list[int], second: list[int]) -> None:
    _, before = assign_ids(_parts(first, set(range(8))), (), _make)
    ids, known = assign_ids(_parts(second, set(range(8))), before, _make)
    by_id = {each.id: each for each in known}
    assert len(set(ids)) == len(ids)
    assert len(by_id) == len(known)
    for each in known:
        assert each.survivor is None or by_id[each.survivor].survivor is None
    assert set(ids) <= set(by_id)
    assert all(by_id[id_].survivor is None for id_ in ids)
