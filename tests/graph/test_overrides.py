"""The user's overrides."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.overrides import drop_relations, override_lines, read_overrides, user_files
from kg.model.errors import UsageError
from kg.model.identity import Overrides
from kg.model.tables import GraphTables

ADD = '[[add]]\npaper = "2603.90001v2"\nrelation = "USES"\nentity = "Loom"\nreason = "section 4"\n'


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "overrides.toml").write_text(text)
    return tmp_path / "graph"


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "graph").same == ()
    assert user_files(tmp_path / "graph") == {}


def test_entries_are_read_from_the_folder_that_holds_the_bundle(tmp_path: Path) -> None:
    bundle = write(
        tmp_path,
        '[[same]]\na = "arxiv:2603.90001#1"\nb = "arxiv:2603.90002#2"\nreason = "home page"\n'
        '[[rename]]\nid = "entity:x"\nto = "X"\nreason = "usual"\n',
    )
    found = read_overrides(bundle)
    assert found.same == (("arxiv:2603.90001#1", "arxiv:2603.90002#2"),)
    assert found.rename == {"entity:x": "X"}
    assert list(user_files(bundle)) == ["overrides.toml"]


def test_a_link_is_added_with_its_reason_and_the_id_of_its_paper(tmp_path: Path) -> None:
    found = read_overrides(write(tmp_path, ADD + ADD.replace("[[add]]", "[[drop]]")))
    assert found.add == (("arxiv:2603.90001", "USES", "Loom", "section 4"),)
    assert found.drop == (("arxiv:2603.90001", "USES", "Loom"),)


def test_lines_to_paste_are_read_back_as_they_were(tmp_path: Path) -> None:
    awkward = 'a "b" \\ \x7f \n c'
    lines = override_lines("same", awkward, a="arxiv:2603.90001#1", b=awkward)
    assert read_overrides(write(tmp_path, lines)).same == (("arxiv:2603.90001#1", awkward),)


def test_edges_between_papers_are_dropped() -> None:
    rows = {type_: [{"source": "arxiv:2603.90001", "target": "arxiv:2602.90001"}] for type_ in ("BUILDS_ON", "SIMILAR")}
    tables = GraphTables({}, rows)
    drop_relations(tables, Overrides(drop=(("arxiv:2603.90001", "BUILDS_ON", "2602.90001v1"),)))
    assert tables.edge_counts() == {"SIMILAR": 1}


def test_kg_files_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, '[[not_an_entity]]\nentity = "SOTA"\nreason = "an adjective"\n')
    monkeypatch.setenv("KG_FILES", str(tmp_path))
    assert read_overrides(Path("/elsewhere/graph")).not_an_entity == ("SOTA",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[same]\n", "not valid TOML"),
        ('[[same]]\na = "x"\nb = "y"\n', "entry 1 of .*reason"),
        ('[[sane]]\na = "x"\n', r"unknown table \[\[sane\]\]"),
        ('[[add]]\npaper = "x"\n', r"entry 1 of \[\[add\]\] must give paper, relation, entity, reason"),
        (ADD.replace("USES", "BUILDS_ON"), "expected relation = PROPOSES, USES, .*, found 'BUILDS_ON'"),
        (ADD.replace("[[add]]", "[[drop]]").replace("USES", "AUTHORED"), "expected relation = .*, found 'AUTHORED'"),
        ('[[label]]\nid = "entity:x"\nto = "Thing"\nreason = "r"\n', "expected to = Method, Dataset, Task, Metric"),
        ('[same]\na = "x"\n', r"must be written \[\[same\]\]"),
    ],
)
def test_a_typing_error_is_named_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        read_overrides(write(tmp_path, text))
