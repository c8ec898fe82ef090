from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.view import command, write_view
from kg.graph.bundle import Bundle
from kg.model.errors import UsageError
from tests.views.invented import invented_graph


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A bundle on disk that holds the invented graph."""
    made = Bundle.open_or_new(tmp_path / "graph")
    with made.locked():
        made.write_tables(invented_graph(12))
        made.commit()
    return made


def test_the_page_lies_in_the_bundle_and_its_path_is_printed(bundle: Bundle):
    result = CliRunner().invoke(command, [str(bundle.folder)])
    assert result.output == f"{bundle.folder / 'view.html'}\n"
    assert bundle.fingerprint in (bundle.folder / "view.html").read_text(encoding="utf-8")


def test_a_second_page_has_the_same_bytes(bundle: Bundle):
    first = write_view(bundle).read_bytes()
    assert write_view(Bundle.open(bundle.folder)).read_bytes() == first


def test_focus_takes_a_name_and_output_a_path(bundle: Bundle, tmp_path: Path):
    path = tmp_path / "new folder" / "tide.html"
    result = CliRunner().invoke(command, [str(bundle.folder), "--focus", "tidegpt", "--output", str(path)])
    assert result.output == f"{path}\n"
    assert '"focus":"entity:tidegpt"' in path.read_text(encoding="utf-8")


def test_a_name_that_nothing_bears_is_an_error(bundle: Bundle):
    with pytest.raises(UsageError, match="nothing in"):
        write_view(bundle, "Nobody At All")


def test_a_part_does_not_overwrite_the_page_of_the_whole(bundle: Bundle):
    lists = bundle.folder.parent / "lists"
    lists.mkdir()
    (lists / "thesis.toml").write_text('[[papers]]\nid = "arxiv:2603.00000"\n', encoding="utf-8")
    paths = [
        write_view(bundle),
        write_view(bundle, "tidegpt"),
        write_view(bundle, list_name="thesis"),
        write_view(bundle, "tidegpt", list_name="thesis"),
    ]
    assert [path.name for path in paths] == [
        "view.html",
        "view-focus-entity-tidegpt.html",
        "view-list-thesis.html",
        "view-list-thesis-focus-entity-tidegpt.html",
    ]
    assert '"list":"thesis","about":1,' in paths[2].read_text(encoding="utf-8")
