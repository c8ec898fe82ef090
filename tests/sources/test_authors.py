import pytest

from kg.model.records import AuthorName
from kg.sources.authors import author_names, split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Stone,Bo Li", ["Ada Stone", "Bo Li"]),
        ("Ada Stone, Bo Li", ["Ada Stone", "Bo Li"]),
        ("Tom C. Oak, Jr.,Bo Li", ["Tom C. Oak, Jr.", "Bo Li"]),
        ("Ada Stone III, Tom Oak, III", ["Ada Stone III", "Tom Oak, III"]),
        ("Ada Stone; Bo Li; Cy Roe", ["Ada Stone; Bo Li; Cy Roe"]),
        ("Stone, Ada; Li, Bo", ["Stone, Ada", "Li, Bo"]),
        ("Chen Oak*,Bo Li**", ["Chen Oak*", "Bo Li**"]),
        ("['Ada Stone', \"Flann O'Dea\"]", ["Ada Stone", "Flann O'Dea"]),
        ("['Ada Stone', 'Elin P\\'epin']", ["Ada Stone", "Elin P'epin"]),
        ("['not a list", ["['not a list"]),
        ("", [""]),
    ],
)
def test_splitting(text: str, names: list[str]) -> None:
    assert split_authors(text) == names


def test_entries_that_name_nobody_are_counted() -> None:
    assert author_names(["NV Team", ":", "", "Bo Li", None, "*"]) == ([AuthorName("NV Team"), AuthorName("Bo Li")], 4)


def test_names_stand_as_written() -> None:
    written = ["Elin P\\'epin", "Chen Oak*", "Nicol`o Oak", "A. Oak<en"]
    assert [author.name for author in author_names(written)[0]] == written


def test_semicolons_join_persons_and_trailing_commas_go() -> None:
    slots, dropped = author_names(["Ada Stone; Bo Li", "M. D. Oak,"])
    assert [author.name for author in slots] == ["Ada Stone", "Bo Li", "M. D. Oak"]
    assert dropped == 0


def test_objects_give_orcid_and_affiliation() -> None:
    entry = {"name": "Ada  Stone", "orcid": "0000-0000-0000-0001", "affiliation": "Oak Hall"}
    assert author_names([entry, {"orcid": "x"}]) == ([AuthorName("Ada Stone", "0000-0000-0000-0001", "Oak Hall")], 1)


def test_more_than_three_thousand_authors_keep_their_order() -> None:
    names = [f"Ada Stone {number}" for number in range(3304)]
    slots, dropped = author_names(split_authors(",".join(names)))
    assert ([slot.name for slot in slots], dropped) == (names, 0)
