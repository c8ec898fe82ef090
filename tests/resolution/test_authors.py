"""Authors by a fold: what joins, what stays apart, and that ids stay."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.identity import KnownId, Overrides, PaperFacts
from kg.model.records import AuthorName
from kg.resolution.authors import resolve_authors
from tests.resolution.invented import paper

Of = Mapping[tuple[str, int], str]


def ids_at(result: Of, *slots: tuple[int, int]) -> list[str]:
    """The author ids at (paper number, position)."""
    return [result[f"arxiv:2501.{number:05d}", position] for number, position in slots]


# -- joining and keeping apart -------------------------------------------------------------------------------------


def test_id_is_slug_and_letters_of_the_founding_slot() -> None:
    result = resolve_authors([paper(1, "Odalys Brenner")])
    assert result.author_of == {("arxiv:2501.00001", 1): "author:odalys-brenner~mn7li"}
    assert result.known == [KnownId("author:odalys-brenner~mn7li", "arxiv:2501.00001#1", "Odalys Brenner")]


def test_rare_name_joins_without_more() -> None:
    result = resolve_authors(
        [paper(1, "Odalys Vrenningbak"), paper(2, "Vrenningbak, O."), paper(3, "Odalys Vrenningbak")]
    )
    assert len(set(result.author_of.values())) == 1


def test_common_name_needs_evidence() -> None:
    papers = [
        paper(1, "Wei Wang", title="Galaxy rotation"),
        paper(2, "Wei Wang", title="Compilers for sparse loops"),
        paper(3, "Wei Wang", "Odalys Vrenningbak", title="Quasars"),
        paper(4, "Odalys Vrenningbak", "Wei Wang", title="Coral reefs"),
    ]
    first, second, third, fourth = ids_at(resolve_authors(papers).author_of, (1, 1), (2, 1), (3, 1), (4, 2))
    assert third == fourth
    assert len({first, second, third}) == 3


def test_two_authors_of_one_paper_are_two() -> None:
    result = resolve_authors([paper(1, "Odalys Vrenningbak", "O. Vrenningbak"), paper(2, "Odalys Vrenningbak")])
    assert len(set(ids_at(result.author_of, (1, 1), (1, 2)))) == 2


def test_full_names_that_exclude_each_other_do_not_meet_through_an_initial() -> None:
    papers = [paper(1, "Odalys Vrenningbak"), paper(2, "O. Vrenningbak"), paper(3, "Olga Vrenningbak")]
    assert len(set(ids_at(resolve_authors(papers).author_of, (1, 1), (3, 1)))) == 2


def test_later_paper_merges_what_stood_apart() -> None:
    papers = [
        paper(1, "Wei Wang", "Odalys Vrenningbak"),
        paper(2, "Wei Wang", "Tamsin Okwuosa-Reyl"),
        paper(3, "Wei Wang", "Odalys Vrenningbak", "Tamsin Okwuosa-Reyl"),
    ]
    before = resolve_authors(papers[:2])
    after = resolve_authors(papers, previous=before.known)
    assert len(set(ids_at(before.author_of, (1, 1), (2, 1)))) == 2
    founder, retired = ids_at(before.author_of, (1, 1), (2, 1))
    assert ids_at(after.author_of, (1, 1), (2, 1), (3, 1)) == [founder] * 3
    assert {each.id: each.survivor for each in after.known}[retired] == founder


def test_merging_respects_cannot_link() -> None:
    papers = [
        paper(1, "Wei Wang", "W. Wang", "Odalys Vrenningbak", "Tamsin Okwuosa-Reyl"),
        paper(2, "Wei Wang", "Odalys Vrenningbak", "Tamsin Okwuosa-Reyl"),
    ]
    result = resolve_authors(papers).author_of
    assert len(set(ids_at(result, (1, 1), (1, 2)))) == 2
    assert ids_at(result, (2, 1))[0] in ids_at(result, (1, 1), (1, 2))


def test_equal_orcids_join_across_blocks_and_differing_ones_part() -> None:
    one, other = "0000-0001", "0000-0002"
    papers = [
        paper(1, AuthorName("Odalys Vrenningbak", one)),
        paper(2, AuthorName("Odalys Okwuosa", one)),
        paper(3, AuthorName("Odalys Vrenningbak", other)),
    ]
    first, married, namesake = ids_at(resolve_authors(papers).author_of, (1, 1), (2, 1), (3, 1))
    assert first == married != namesake


def two_papers(name: str, one: str | None, other: str | None, title: str) -> list[PaperFacts]:
    """Papers of two authors of one name and field, without a co-author in common, at these affiliations."""
    first = paper(1, AuthorName(name, None, one), "Tamsin Okwuosa-Reyl", title="Galaxy rotation curves")
    return [first, paper(2, AuthorName(name, None, other), "Ada Stonebridge", title=title)]


def test_affiliation_joins_a_common_name_and_parts_a_rare_one() -> None:
    def people(*told: str | None) -> int:
        return len(set(ids_at(resolve_authors(two_papers(*told)).author_of, (1, 1), (2, 1))))

    varn, college, ost = "University of Varn", "Varn Univ., Dept. of Physics", "Ostby Institute of Technology"
    common, alike = "Wei Wang", "Rotation curves of a galaxy"
    assert [people(common, one, other, alike) for one, other in ((None, None), (varn, None), (varn, college))] == [
        2,
        2,
        1,
    ]
    rare, near = "Odalys Vrenningbak", "Galaxy clusters and dark matter"
    assert [people(rare, one, other, near) for one, other in ((None, None), (varn, college), (varn, ost))] == [1, 1, 2]


def test_affiliation_that_a_later_source_adds_moves_nobody() -> None:
    told = {1: (AuthorName("Ming Zhang", None, "University of Varn"),)}
    papers = [paper(n, "Ming Zhang", title="Galaxy rotation curves", spellings=told) for n in (1, 2)]
    assert (
        resolve_authors(papers).author_of == resolve_authors([replace(each, spellings={}) for each in papers]).author_of
    )


def test_decision_names_the_affiliation_and_falls_without_it() -> None:
    papers = two_papers("Wei Wang", "University of Varn", "Varn", "Rotation curves of a galaxy")
    decisions = {each.what: each for each in resolve_authors(papers, explain=True).decisions}
    assert decisions["arxiv:2501.00002#1"].action == "joins"
    assert "same affiliation (+2.5)" in decisions["arxiv:2501.00002#1"].evidence
    bare = two_papers("Wei Wang", None, "Varn", "Rotation curves of a galaxy")
    assert {each.action for each in resolve_authors(bare, explain=True).decisions} == {"founds"}


def test_namesake_whom_an_orcid_keeps_out_is_an_author_of_his_own() -> None:
    """The block joins both `Odalys Vrenningbak`; the ORCID had made one of them the other's co-author."""
    papers = [
        paper(1, AuthorName("Odalys Vrenningbak", "0000-0001")),
        paper(2, AuthorName("Tamsin Okwuosa", "0000-0001"), "Odalys Vrenningbak"),
    ]
    first, married, namesake = ids_at(resolve_authors(papers).author_of, (1, 1), (2, 1), (2, 2))
    assert first == married != namesake
    assert namesake.startswith("author:odalys-vrenningbak~")


def test_orcid_that_a_later_source_adds_joins_last() -> None:
    late = {1: (AuthorName("O. Okwuosa", "0000-0001"),)}
    papers = [paper(1, AuthorName("Odalys Vrenningbak", "0000-0001")), paper(2, "Odalys Okwuosa", spellings=late)]
    assert len(set(resolve_authors(papers).author_of.values())) == 1


def test_paper_without_authors_and_names_without_letters() -> None:
    result = resolve_authors([paper(1), paper(2, ":", ""), paper(3, ":")])
    assert len(result.author_of) == 3
    assert len(set(ids_at(result.author_of, (2, 1), (2, 2)))) == 2


def test_phantom_of_a_suffix_is_an_author_of_its_own() -> None:
    result = resolve_authors([paper(1, "Orrin Velderquist", "Jr."), paper(2, "Orrin Velderquist, Jr.")]).author_of
    assert ids_at(result, (1, 1)) == ids_at(result, (2, 1))
    assert ids_at(result, (1, 2)) != ids_at(result, (1, 1))


# -- overrides -----------------------------------------------------------------------------------------------------


def test_override_joins_and_parts() -> None:
    papers = [paper(1, "Odalys Vrenningbak"), paper(2, "Odalys Vrenningbak"), paper(3, "Tamsin Okwuosa")]
    slots = [f"arxiv:2501.0000{number}#1 {name}" for number, name in enumerate(("O. V.", "O. V.", "T. O."), 1)]
    overrides = Overrides(same=((slots[2], slots[0]),), different=((slots[0], slots[1]),))
    first, second, third = ids_at(resolve_authors(papers, overrides).author_of, (1, 1), (2, 1), (3, 1))
    assert first == third != second


def test_override_by_id_and_taken_back() -> None:
    papers = [paper(1, "Odalys Vrenningbak"), paper(2, "Tamsin Okwuosa")]
    plain = resolve_authors(papers)
    left, right = plain.author_of.values()
    joined = resolve_authors(papers, Overrides(same=((right, left),)), plain.known)
    assert set(joined.author_of.values()) == {left}
    assert resolve_authors(papers, previous=joined.known).author_of == plain.author_of


def test_override_that_splits_at_the_anchor_and_is_taken_back() -> None:
    papers = [paper(number, "Odalys Vrenningbak") for number in (1, 2, 3)]
    plain = resolve_authors(papers)
    parted = Overrides(different=tuple((f"arxiv:2501.0000{n}#1", "arxiv:2501.00001#1") for n in (2, 3)))
    split = resolve_authors(papers, parted, plain.known)
    first, second, third = ids_at(split.author_of, (1, 1), (2, 1), (3, 1))
    assert first == plain.known[0].id
    assert second == third != first
    again = resolve_authors(papers, previous=split.known)
    assert again.author_of == plain.author_of
    assert {each.id: each.survivor for each in again.known}[second] == first


def test_override_respects_two_authors_of_one_paper() -> None:
    papers = [paper(1, "Odalys Vrenningbak", "Tamsin Okwuosa")]
    same = Overrides(same=(("arxiv:2501.00001#1", "arxiv:2501.00001#2"),))
    assert len(set(resolve_authors(papers, same).author_of.values())) == 2


# -- decisions -----------------------------------------------------------------------------------------------------


def test_decision_names_the_evidence_and_falls_without_it() -> None:
    apart = [paper(1, "Wei Wang"), paper(2, "Wei Wang")]
    joined = [paper(1, "Wei Wang", "Odalys Vrenningbak"), paper(2, "Wei Wang", "Odalys Vrenningbak")]
    decision = resolve_authors(joined, explain=True).decisions[2]
    assert (decision.what, decision.action) == ("arxiv:2501.00002#1", "joins")
    assert "shared co-authors: odalys vrenningbak (rare)" in decision.evidence[1]
    assert resolve_authors(apart, explain=True).decisions[1].action == "founds"
    assert resolve_authors(joined).decisions == []


# -- the fold ------------------------------------------------------------------------------------------------------

_NAMES = (
    "Wei Wang",
    "W. Wang",
    "Jing Li",
    "J. Li",
    "Li, Jing M.",
    "Odalys Vrenningbak",
    "Vrenningbak, O.",
    "Olga Vrenningbak",
)
_WORDS = ("quasars", "lattices", "transformers", "compilers", "reefs", "proteins")
_orcids = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(("0000-0001", "0000-0002")))
_authors = st.lists(st.builds(AuthorName, st.sampled_from(_NAMES), _orcids), max_size=4)
_titles = st.lists(st.sampled_from(_WORDS), max_size=3).map(" ".join)
_papers = st.lists(st.tuples(_authors, _titles, st.sampled_from(("cs.LG", "hep-th"))), max_size=9).map(
    lambda rows: [
        paper(n, *authors, title=title, category=category) for n, (authors, title, category) in enumerate(rows)
    ]
)


def day_by_day(papers: Sequence[PaperFacts], previous: Sequence[KnownId] = ()) -> tuple[Of, Sequence[KnownId]]:
    """What one run after each paper ends with."""
    of: Of = {}
    for count in range(len(papers) + 1):
        result = resolve_authors(papers[:count], previous=previous)
        of, previous = result.author_of, result.known
    return of, previous


@settings(max_examples=60, deadline=None)
@given(_papers)
def test_one_build_of_all_agrees_with_one_run_a_day(papers: list[PaperFacts]) -> None:
    whole = resolve_authors(papers)
    assert day_by_day(papers) == (whole.author_of, whole.known)


@settings(max_examples=100, deadline=None)
@given(_papers, _papers, st.integers(0, 9), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3))
def test_going_on_from_earlier_steps_agrees_with_a_replay(
    earlier: list[PaperFacts], later: list[PaperFacts], kept: int, pairs: list[tuple[int, int]]
) -> None:
    """Also where papers were changed, taken out or put in before, and where an override came."""
    papers = [*earlier[:kept], *later[kept:]]
    overrides = Overrides(different=tuple((f"arxiv:2501.{a:05d}#1", f"arxiv:2501.{b:05d}#1") for a, b in pairs))
    before = resolve_authors(earlier)
    whole = resolve_authors(papers, overrides, before.known)
    after = resolve_authors(papers, overrides, before.known, before.folded)
    assert after == replace(whole, replayed=after.replayed)


def test_only_what_was_added_is_folded() -> None:
    papers = [paper(number, "Odalys Vrenningbak", "Wei Wang") for number in range(6)]
    before = resolve_authors(papers[:4])
    after = resolve_authors(papers, previous=before.known, before=before.folded)
    assert (before.replayed, after.replayed) == (4, 2)
    assert resolve_authors(papers, previous=after.known, before=after.folded).replayed == 0


@settings(max_examples=60, deadline=None)
@given(_papers, st.integers(0, 8))
def test_adding_only_founds_and_merges(papers: list[PaperFacts], count: int) -> None:
    before, after = resolve_authors(papers[:count]), resolve_authors(papers)
    survivors = {each.id: each.survivor for each in after.known}
    now = {where: survivors[id_] or id_ for where, id_ in before.author_of.items()}
    assert now == {where: after.author_of[where] for where in now}


@settings(max_examples=60, deadline=None)
@given(_papers, st.sets(st.integers(0, 8)))
def test_papers_taken_out_and_put_back_have_their_ids_again(papers: list[PaperFacts], taken: set[int]) -> None:
    whole = resolve_authors(papers)
    rest = [each for number, each in enumerate(papers) if number not in taken]
    between = resolve_authors(rest, previous=whole.known)
    assert resolve_authors(papers, previous=between.known).author_of == whole.author_of
    assert {each.id for each in whole.known} <= {each.id for each in between.known}


@settings(max_examples=60, deadline=None)
@given(_papers)
def test_authors_of_one_paper_are_distinct_and_names_fit(papers: list[PaperFacts]) -> None:
    of = resolve_authors(papers).author_of
    for each in papers:
        mine = [of[each.paper, position] for position in range(1, len(each.authors) + 1)]
        assert len(set(mine)) == len(mine)


_SCRIPT = """
from tests.resolution.test_authors import _NAMES, _WORDS, paper
from kg.resolution.authors import resolve_authors
titles = [" ".join(_WORDS[n % k] for k in (2, 3, 5)) for n in range(40)]
papers = [paper(n, *(_NAMES[(n * k) % 8] for k in (1, 3, 5)), title=title) for n, title in enumerate(titles)]
result = resolve_authors(papers, explain=True)
print(result.author_of, result.known, result.decisions)
"""


def test_same_result_for_every_hash_seed_and_locale() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale},
            check=True,
            capture_output=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "tr_TR.UTF-8"))
    }
    assert len(outputs) == 1
    assert b"author:" in outputs.pop()
