"""The user's overrides."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.overrides import read_overrides, user_files
from kg.model.errors import UsageError


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
        ('[[add]]\npaper = "x"\n', r"unknown table \[\[add\]\]"),  # refused rather than without effect
        ('[same]\na = "x"\n', r"must be written \[\[same\]\]"),
    ],
)
def test_a_typing_error_is_named_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        read_overrides(write(tmp_path, text))
