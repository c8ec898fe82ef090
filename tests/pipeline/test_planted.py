"""What real mornings rarely show, planted: each ends with the graph that a replay of everything gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from kg.graph.list_items import add_items, typed_item
from kg.graph.lists import place_items, read_list
from kg.graph.narrow import known_ids
from kg.graph.overrides import override_lines
from kg.model.schema import ENTITY_LABELS
from kg.pipeline.build import build, remove

MARKDOWN = """
### [{number}] [{title}](https://arxiv.org/abs/{paper})
*{authors}*

Main category: cs.LG

TL;DR: Short.

<details>
  <summary>Details</summary>
Motivation: Long.

Method: Wide.

Result: Good.

Conclusion: Done.

Abstract: {abstract}

</details>
"""
TITLE, ABSTRACT = "Gravel Beds Under Slow Rivers", "Gravel moves when rivers rise, and rests when they fall."


def row(paper: str, *authors: str, **values: object) -> str:
    """A line of a raw jsonl."""
    told = {"id": paper, "title": TITLE, "summary": ABSTRACT, "authors": authors, "categories": ["cs.LG"]}
    return json.dumps({**told, **values}) + "\n"


class Rivers:
    """A folder of sources, and the bundle that follows it; what is seen of it is a copy."""

    def __init__(self, place: Path) -> None:
        self.sources, self.live = place / "rivers", place / "graph"
        self.sources.mkdir()
        self.overrides = place / "overrides.toml"

    def write(self, name: str, text: str) -> None:
        path = self.sources / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def grow(self) -> Bundle:
        """Take in what the folder holds now, restored sources included."""
        build(Bundle.open_or_new(self.live), [self.sources], processes=1, restore=True)
        return self.copy("seen")

    def take_out(self, source: str) -> Bundle:
        remove(Bundle.open(self.live), [source])
        return self.copy("seen")

    def copy(self, name: str) -> Bundle:
        number = len(list(self.live.parent.glob(f"{name}*")))
        return Bundle.open(Path(shutil.copytree(self.live, self.live.with_name(f"{name}{number}"))))

    def replayed(self) -> str:
        """The fingerprint of the same records, overrides and former ids with every step taken anew."""
        copy = self.copy("replay")
        versions = dict(copy.manifest.versions)
        copy.manifest.steps = copy.manifest.entity_steps = ""
        copy.manifest.versions["resolver"] = "another"
        copy.commit()
        build(copy, [self.sources], processes=1)
        again = Bundle.open(copy.folder)
        assert again.manifest.versions == versions
        live = Bundle.open(self.live).manifest
        assert (again.manifest.steps, again.manifest.entity_steps) == (live.steps, live.entity_steps)
        return again.fingerprint

    def fresh(self) -> list[list[tuple[str, int]]]:
        """The authorships of each author where the folder is built at once, without a past."""
        new = Bundle.open_or_new(self.live.with_name("fresh"))
        build(new, [self.sources], processes=1)
        return people(Bundle.open(new.folder))


@pytest.fixture
def rivers(tmp_path: Path) -> Rivers:
    return Rivers(tmp_path)


def people(bundle: Bundle) -> list[list[tuple[str, int]]]:
    """The authorships of each author."""
    found: dict[str, list[tuple[str, int]]] = {}
    for authored in bundle.edges("AUTHORED"):
        found.setdefault(authored["source"], []).append((authored["target"], authored["position"]))
    return sorted(sorted(slots) for slots in found.values())


def author_at(bundle: Bundle, paper: str, position: int) -> str:
    """The author in this slot."""
    id_ = paper if ":" in paper else f"arxiv:{paper}"
    return next(
        row["source"] for row in bundle.edges("AUTHORED") if (row["target"], row["position"]) == (id_, position)
    )


def entities(bundle: Bundle) -> list[str]:
    """The ids of all entities."""
    return sorted(row["id"] for label in ENTITY_LABELS for row in bundle.nodes(label))


def test_phantom_of_a_suffix_goes_when_the_jsonl_comes(rivers: Rivers) -> None:
    told = {"paper": "2603.00001", "title": TITLE, "abstract": ABSTRACT, "number": 1}
    rivers.write("2026-03-02.md", MARKDOWN.format(authors="Orrin Velderquist,2nd,Ada Stonebridge", **told))
    before = rivers.grow()
    assert len(people(before)) == 3
    rivers.write("2026-03-02.jsonl", row("2603.00001", "Orrin Velderquist, II", "Ada Stonebridge"))
    after = rivers.grow()
    names = {author["name"] for author in after.nodes("Author")}
    assert names == {"Orrin Velderquist, II", "Ada Stonebridge"}
    assert author_at(after, "2603.00001", 1) == author_at(before, "2603.00001", 1)
    assert (after.fingerprint, people(after)) == (rivers.replayed(), rivers.fresh())


def test_second_source_with_other_spellings_moves_nobody(rivers: Rivers) -> None:
    rivers.write("2026-03-02.jsonl", row("2603.00001", "Odalys Vrenningbak", "Ada Stonebridge"))
    before = rivers.grow()
    rivers.write("later/2026-03-03.jsonl", row("2603.00001", "Vrenningbak, O.", "Stonebridge, A."))
    after = rivers.grow()
    assert people(after) == people(before)
    variants = {author["name"]: author["name_variants"] for author in after.nodes("Author")}
    assert variants == {"Odalys Vrenningbak": ["Vrenningbak, O."], "Ada Stonebridge": ["Stonebridge, A."]}
    assert (after.fingerprint, people(after)) == (rivers.replayed(), rivers.fresh())


DOI = "10.1234/rivers.7"


def test_doi_makes_two_papers_one(rivers: Rivers) -> None:
    rivers.write("2026-03-01.jsonl", row("2603.00009", "Odalys Vrenningbak", title="Older Rivers"))
    rivers.write("2026-03-02.jsonl", row(f"doi:{DOI}", "Ada Stonebridge", "Odalys Vrenningbak"))
    before = rivers.grow()
    assert {paper["id"] for paper in before.nodes("Paper")} == {"arxiv:2603.00009", f"doi:{DOI}"}
    rivers.write("later/2026-03-03.jsonl", row("2603.00001", "A. Stonebridge", "O. Vrenningbak", doi=DOI.upper()))
    after = rivers.grow()
    assert {paper["id"] for paper in after.nodes("Paper")} == {"arxiv:2603.00009", "arxiv:2603.00001"}
    assert after.survivors()[f"doi:{DOI}"] == "arxiv:2603.00001"
    assert {author["id"] for author in after.nodes("Author")} == {author["id"] for author in before.nodes("Author")}
    assert entities(after) == entities(before)
    assert (after.fingerprint, people(after)) == (rivers.replayed(), rivers.fresh())
    without = rivers.take_out("digest:later:2026-03-03")
    assert without.fingerprint == before.fingerprint == rivers.replayed()


def test_doi_that_a_third_source_tells_leads_two_papers_together(rivers: Rivers) -> None:
    rivers.write("2026-03-01.jsonl", row("2603.00001", "Wei Wang", "Odalys Vrenningbak"))
    rivers.write("2026-03-02.jsonl", row(f"doi:{DOI}", "Hua Li", "Wei Wang", title="Tides", summary="Moons pull."))
    before = rivers.grow()
    first, second = author_at(before, "2603.00001", 1), author_at(before, f"doi:{DOI}", 2)
    assert first != second
    rivers.write("later/2026-03-03.jsonl", row("2603.00001", "Wei Wang", "Odalys Vrenningbak", doi=DOI))
    after = rivers.grow()
    assert [paper["id"] for paper in after.nodes("Paper")] == ["arxiv:2603.00001"]
    assert author_at(after, "2603.00001", 1) == first == after.survivors()[second]
    assert (after.fingerprint, people(after)) == (rivers.replayed(), rivers.fresh())
    assert rivers.take_out("digest:later:2026-03-03").fingerprint == before.fingerprint


def test_override_splits_at_the_anchor_and_is_taken_back(rivers: Rivers) -> None:
    for day in (1, 2, 3):
        rivers.write(f"2026-03-0{day}.jsonl", row(f"2603.0000{day}", "Odalys Vrenningbak"))
    before = rivers.grow()
    assert len(people(before)) == 1
    slots = [f"arxiv:2603.0000{day}#1 Odalys Vrenningbak" for day in (1, 2, 3)]
    rivers.overrides.write_text(
        "\n".join(override_lines("different", "a namesake", a=slots[0], b=other) for other in slots[1:])
    )
    split = rivers.grow()
    assert author_at(split, "2603.00001", 1) == author_at(before, "2603.00001", 1)
    assert author_at(split, "2603.00002", 1) == author_at(split, "2603.00003", 1) != author_at(split, "2603.00001", 1)
    assert split.fingerprint == rivers.replayed()
    rivers.overrides.unlink()
    after = rivers.grow()
    assert after.fingerprint == before.fingerprint
    assert after.fingerprint == rivers.replayed()
    survivors = {known.id: known.survivor for known in after.known_ids("authors")}
    assert survivors[author_at(split, "2603.00002", 1)] == author_at(before, "2603.00001", 1)


def test_source_removed_and_added_again(rivers: Rivers) -> None:
    rivers.write("2026-03-01.jsonl", row("2603.00001", "Odalys Vrenningbak", "Wei Wang"))
    rivers.write("2026-03-02.jsonl", row("2603.00002", "Odalys Vrenningbak", "Ada Stonebridge"))
    rivers.write("2026-03-03.jsonl", row("2603.00003", "O. Vrenningbak", "Wei Wang"))
    before = rivers.grow()
    without = rivers.take_out("digest:rivers:2026-03-01")
    assert {paper["id"] for paper in without.nodes("Paper")} == {"arxiv:2603.00002", "arxiv:2603.00003"}
    assert author_at(without, "2603.00003", 1) == author_at(before, "2603.00003", 1)
    after = rivers.grow()
    assert people(after) == people(before)
    assert {author["id"] for author in after.nodes("Author")} == {author["id"] for author in before.nodes("Author")}
    assert after.fingerprint == rivers.replayed()


# -- a list follows the person -------------------------------------------------------------------------------------


class Followed:
    """A list that a reader made with `kg list add`, and whom it holds whenever the graph has changed."""

    def __init__(self, rivers: Rivers) -> None:
        self.rivers = rivers
        self.path = rivers.live.parent / "lists" / "people.toml"

    def add(self, author: str) -> None:
        live = Bundle.open(self.rivers.live)
        add_items(live, self.path, [typed_item(live, author)], {})

    def held(self, bundle: Bundle) -> list[str]:
        """The authors, first as the build put them into the graph, then as every command reads the list today."""
        built = [row["target"] for row in bundle.edges("HOLDS")]
        live = Bundle.open(self.rivers.live)
        read = [item.node for item in place_items([read_list(self.path)], live, known_ids(live))["list:people"]]
        assert sorted(built) == sorted(filter(None, set(read)))
        return sorted(built)


@pytest.fixture
def followed(rivers: Rivers) -> Followed:
    return Followed(rivers)


def test_listed_author_stays_the_same_person_through_a_merge_and_back(rivers: Rivers, followed: Followed) -> None:
    rivers.write("2026-03-01.jsonl", row("2603.00001", "Wei Wang", "Odalys Vrenningbak"))
    rivers.write(
        "2026-03-02.jsonl", row("2603.00002", "Wei Wang", "Tamsin Okwuosa-Reyl", title="Tides", summary="Moon.")
    )
    before = rivers.grow()
    first, second = author_at(before, "2603.00001", 1), author_at(before, "2603.00002", 1)
    followed.add(second)
    assert followed.held(rivers.grow()) == [second] != [first]
    both = row("2603.00003", "Wei Wang", "Odalys Vrenningbak", "Tamsin Okwuosa-Reyl")
    rivers.write("later/2026-03-03.jsonl", both)
    merged = rivers.grow()
    assert author_at(merged, "2603.00002", 1) == first
    assert followed.held(merged) == [first]
    assert merged.fingerprint == rivers.replayed()
    assert followed.held(rivers.take_out("digest:later:2026-03-03")) == [second]


@pytest.mark.parametrize("listed", [0, 1, 2])
def test_listed_author_stays_the_same_person_through_a_split(rivers: Rivers, followed: Followed, listed: int) -> None:
    for day in (1, 2, 3):
        rivers.write(f"2026-03-0{day}.jsonl", row(f"2603.0000{day}", "Odalys Vrenningbak"))
    slots = [f"arxiv:2603.0000{day}#1 Odalys Vrenningbak" for day in (1, 2, 3)]
    (one,) = {row["source"] for row in rivers.grow().edges("AUTHORED")}
    followed.add(slots[listed])
    assert followed.held(rivers.grow()) == [one]
    rivers.overrides.write_text(
        "\n".join(override_lines("different", "a namesake", a=slots[0], b=other) for other in slots[1:])
    )
    split = rivers.grow()
    assert (author_at(split, "2603.00001", 1), author_at(split, "2603.00002", 1) == one) == (one, False)
    assert followed.held(split) == [author_at(split, f"2603.0000{listed + 1}", 1)]
    assert split.fingerprint == rivers.replayed()
    rivers.overrides.unlink()
    assert followed.held(rivers.grow()) == [one]


def test_author_listed_by_id_stays_at_his_anchor_through_a_split(rivers: Rivers, followed: Followed) -> None:
    for day in (1, 2, 3):
        rivers.write(f"2026-03-0{day}.jsonl", row(f"2603.0000{day}", "Odalys Vrenningbak"))
    (one,) = {row["source"] for row in rivers.grow().edges("AUTHORED")}
    followed.add(one)
    assert "arxiv:2603.00001#1 Odalys Vrenningbak" in followed.path.read_text()
    rivers.overrides.write_text(override_lines("different", "a namesake", a=one, b="arxiv:2603.00003#1"))
    split = rivers.grow()
    assert author_at(split, "2603.00003", 1) != one
    assert followed.held(split) == [one] == [author_at(split, "2603.00001", 1)]


def test_author_listed_under_a_doi_is_the_same_person_in_the_arxiv_paper(rivers: Rivers, followed: Followed) -> None:
    rivers.write("2026-03-02.jsonl", row(f"doi:{DOI}", "Ada Stonebridge", "Odalys Vrenningbak"))
    author = author_at(rivers.grow(), f"doi:{DOI}", 2)
    followed.add(f"doi:{DOI}#2 Odalys Vrenningbak")
    assert followed.held(rivers.grow()) == [author]
    rivers.write("later/2026-03-03.jsonl", row("2603.00001", "O. Vrenningbak", "A. Stonebridge", doi=DOI))
    after = rivers.grow()
    assert followed.held(after) == [author]
    assert after.fingerprint == rivers.replayed()
