"""Names to ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from kg.graph.find import find, resolve_name
from kg.model.errors import AmbiguousNameError, UsageError
from kg.model.identity import KnownId
from kg.model.tables import GraphTables


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    made = Bundle.open_or_new(tmp_path / "g")
    nodes = {
        "Author": [
            {"id": "author:jing-wu~aaaaa", "name": "Jing Wu", "papers": 3, "first_listed": "2026-03-02"},
            {"id": "author:jing-wu~bbbbb", "name": "Jing Wu", "papers": 1},
            {"id": "author:lukasz-zak~ccccc", "name": "Łukasz Żak", "name_variants": ["L. Zak"], "papers": 1},
        ],
        "Method": [{"id": "entity:lichen", "name": "Lichen", "aliases": ["Slow Graph Growth"], "papers": 2}],
        "Paper": [{"id": "arxiv:2603.90001", "title": "Lichen: Slow Graphs"}],
    }
    with made.locked():
        made.write_tables(GraphTables(nodes, {}).finish())
        made.write_ids("authors", [KnownId("author:old~zzzzz", "x#1", "Jing Wu", "author:jing-wu~aaaaa")])
        made.commit()
    return Bundle.open(tmp_path / "g")


def test_an_id_an_address_and_a_retired_id_name_one_node(bundle: Bundle) -> None:
    assert resolve_name(bundle, "entity:lichen") == "entity:lichen"
    assert resolve_name(bundle, "https://arxiv.org/abs/2603.90001v2") == "arxiv:2603.90001"
    assert resolve_name(bundle, "author:old~zzzzz") == "author:jing-wu~aaaaa"


def test_names_are_compared_without_case_and_diacritics_aliases_included(bundle: Bundle) -> None:
    assert resolve_name(bundle, "lukasz zak") == "author:lukasz-zak~ccccc"
    assert resolve_name(bundle, "L. Zak") == "author:lukasz-zak~ccccc"
    assert resolve_name(bundle, "slow graph growth") == "entity:lichen"


def test_a_name_of_two_says_what_tells_them_apart(bundle: Bundle) -> None:
    with pytest.raises(AmbiguousNameError, match=r"jing-wu~aaaaa.*2026-03-02") as error:
        resolve_name(bundle, "Jing Wu")
    assert len(error.value.matches) == 2


def test_nothing_of_that_name_shows_what_is_near(bundle: Bundle) -> None:
    with pytest.raises(UsageError, match="Near: Lichen"):
        resolve_name(bundle, "lich")
    with pytest.raises(UsageError, match="kg find WORD"):
        resolve_name(bundle, "zzyzx")


def test_matches_stand_best_first(bundle: Bundle) -> None:
    assert [row["match"] for row in find(bundle, "lichen")] == ["name", "prefix"]
    assert [row["id"] for row in find(bundle, "wu")] == ["author:jing-wu~aaaaa", "author:jing-wu~bbbbb"]
    assert find(bundle, "nobody at all") == []
