"""Names as they are resolved: the family name found, also where it is written first; and against arXiv's own parts."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path

import pytest

from kg.resolution.names import read_name
from kg.text.person_names import parse_person_name


@pytest.mark.parametrize(
    ("turned", "usual"), [("Wang Weitao", "Weitao Wang"), ("Zhang Shengli", "Shengli Zhang"), ("Shaila K", "K Shaila")]
)
def test_a_family_name_that_is_written_first_is_found(turned: str, usual: str) -> None:
    assert read_name(turned).block == read_name(usual).block
    assert read_name(turned).given == read_name(usual).given


@pytest.mark.parametrize("written", ["Wei Wang", "Kai Tang", "Li Shen", "Odalys Vrenningbak", "Thomas Martin", "W. Li"])
def test_what_may_stand_as_written_does(written: str) -> None:
    assert read_name(written) == parse_person_name(written)


def test_a_comma_says_which_is_which() -> None:
    assert read_name("Weitao, Wang").surname == "weitao"


@pytest.fixture(scope="module")
def submitted(shared: Path) -> list[tuple[str, str, str]]:
    """Key name, forenames and suffix of every author in 9,000 records, each once."""
    found = set()
    for path in sorted((shared / "data/formats/oai-pmh-listrecords-cs").glob("*.gz")):
        for author in re.findall(r"<author>(.*?)</author>", gzip.decompress(path.read_bytes()).decode("utf-8"), re.S):
            parts = (re.search(rf"<{key}>(.*?)</{key}>", author, re.S) for key in ("keyname", "forenames", "suffix"))
            key_name, forenames, suffix = (html.unescape(part[1].strip()) if part else "" for part in parts)
            found.add((key_name, forenames, suffix))
    return sorted(found)


@pytest.mark.data
def test_names_without_a_comma_have_the_parts_that_arxiv_gives(submitted: list[tuple[str, str, str]]) -> None:
    """As a listing writes them against `keyname, forenames, suffix`: at most 1 of 1,000 falls into another block."""
    assert len(submitted) > 17_000
    wrong = [
        names
        for names in submitted
        if parse_person_name(" ".join(filter(None, (names[1], names[0], names[2])))).block
        != parse_person_name(", ".join(filter(None, names))).block
    ]
    assert len(wrong) <= len(submitted) / 1000
    assert all(parse_person_name(", ".join(filter(None, names))).suffix for names in submitted if names[2])


@pytest.mark.data
def test_most_names_that_are_turned_round_are_turned_back(submitted: list[tuple[str, str, str]]) -> None:
    plain = [names for names in submitted if re.fullmatch(r"\w{2,} \w{2,}", f"{names[0]} {names[1]}") and not names[2]]
    right = [read_name(f"{key} {forenames}").surname == parse_person_name(key).surname for key, forenames, _ in plain]
    moved = [read_name(f"{forenames} {key}").surname != parse_person_name(key).surname for key, forenames, _ in plain]
    assert sum(right) / len(plain) > 0.55
    assert sum(moved) / len(plain) < 0.005
