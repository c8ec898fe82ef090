"""Overrides once the ids are known: survivors, names, and ids that nobody has."""

from __future__ import annotations

from kg.model.identity import KnownId, Overrides
from kg.resolution.overrides import current, unknown_ids, with_ids
from tests.resolution.invented import mention

KNOWN = (
    KnownId("entity:loom", "arxiv:2501.00001:loom", "Loom"),
    KnownId("entity:weft", "arxiv:2501.00002:weft", "Weft", survivor="entity:loom"),
)


def test_a_retired_id_stands_for_its_survivor() -> None:
    overrides = Overrides(
        drop=(("p", "USES", "entity:weft"), ("p", "BUILDS_ON", "q")),
        add=(("p", "USES", "entity:weft", "table 2"),),
        rename={"entity:weft": "LOOM"},
        label={"entity:weft": "Dataset"},
        kind={"entity:loom": "tool"},
    )
    found = current(overrides, KNOWN)
    assert found.drop == (("p", "USES", "entity:loom"), ("p", "BUILDS_ON", "q"))
    assert found.add == (("p", "USES", "entity:loom", "table 2"),)
    assert (found.rename, found.label) == ({"entity:loom": "LOOM"}, {"entity:loom": "Dataset"})
    assert found.kind == {"entity:loom": "tool"}


def test_a_name_is_what_the_paper_means_by_it_else_the_only_bearer() -> None:
    entity_of = {
        ("p", mention("PRYSM")): "entity:prysm",
        ("q", mention("PRYSM")): "entity:prysm~q",
        ("q", mention("Loom")): "entity:loom",
    }
    overrides = Overrides(
        drop=(("q", "USES", "prysm"),),
        add=(("p", "USES", "LOOM", "r"), ("r", "USES", "PRYSM", "r"), ("p", "USES", "Velt", "r")),
    )
    found, messages = with_ids(overrides, entity_of)
    assert found.drop == (("q", "USES", "entity:prysm~q"),)
    assert [entry[2] for entry in found.add] == ["entity:loom", "PRYSM", "Velt"]
    assert [message.partition(": ")[2] for message in messages] == [
        "[[add]] PRYSM of r: 2 entities bear this name; give the id of one: entity:prysm, entity:prysm~q.",
        "[[add]] Velt of p: no entity so far.",
    ]


def test_an_id_that_was_never_given_is_named() -> None:
    overrides = Overrides(
        same=(("entity:lom", "Loom"), ("arxiv:2501.00001#1", "author:jing-wu~aaaaa")),
        not_an_entity=("entity:weft", "SOTA"),
        rename={"entity:loom": "LOOM"},
    )
    messages = unknown_ids(overrides, KNOWN)
    assert [message.split(" ")[1:4] for message in messages] == [
        ["[[same]]", "names", "entity:lom,"],
        ["[[same]]", "names", "author:jing-wu~aaaaa,"],
    ]
    assert messages[0].endswith("kg find lom")
