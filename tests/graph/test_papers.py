"""Papers joined over sources."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.papers import join_papers, retired_papers, texts_in_order
from kg.model.records import AuthorName
from tests.graph.build import entry, record, source, summary


def joined(*sources):
    return join_papers([(entry(item), item.records) for item in sources])


def test_identity_reads_the_first_source_and_display_the_best() -> None:
    first = source("2026-03-02", record(title="A Draft", authors=("A. Moreau",)))
    later = source("2026-03-03", record(kind="raw", title="The Paper", authors=("Ada Moreau",)))
    (paper,) = joined(first, later)
    assert paper.facts().title == "A Draft"
    assert paper.facts().authors == (AuthorName("A. Moreau"),)
    assert paper.facts().spellings == {1: (AuthorName("Ada Moreau"),)}
    assert paper.shown_unit.title == "The Paper"


def test_of_two_sources_of_one_kind_the_higher_version_is_shown_then_the_earlier_place() -> None:
    old = source("2026-03-02", record(title="One", version=1))
    new = source("2026-03-03", record(title="Two", version=2))
    same = source("2026-03-04", record(title="Three", version=2))
    assert joined(old, new, same)[0].shown_unit.title == "Two"


def test_a_source_without_an_abstract_is_never_shown_before_one_that_has_it() -> None:
    bare = source("2026-03-02", record(kind="raw", abstract=""))
    full = source("2026-03-03", record(kind="markdown", abstract="We measure."))
    assert joined(bare, full)[0].shown_unit.text == "We measure."


def test_papers_stand_by_place_then_id() -> None:
    one = source("2026-03-02", record("arxiv:2603.90009"), record("arxiv:2603.90002"))
    two = source("2026-03-03", record("arxiv:2603.90001"), record("arxiv:2603.90002"))
    assert [paper.id[-5:] for paper in joined(one, two)] == ["90002", "90009", "90001"]


def test_the_order_of_records_within_a_source_does_not_matter() -> None:
    records = (record(kind="markdown"), record(kind="raw", title="Raw"), record(kind="enhanced", title="Enhanced"))
    shown = {joined(source("2026-03-02", *order))[0].shown_unit.title for order in permutations(records)}
    assert shown == {"Raw"}


def test_each_text_is_extracted_once_and_summaries_come_after_their_paper() -> None:
    told = record(summary=summary(tldr="Short.", method="Slow."))
    again = source("2026-03-03", told, record("arxiv:2603.90002", abstract="We count."))
    kinds = [(place, unit.kind) for place, _, unit in texts_in_order(joined(source("2026-03-02", told), again))]
    assert kinds == [
        (0, "paper"),
        (0, "summary:tldr:English"),
        (0, "summary:method:English"),
        (1, "paper"),
    ]


def by_id(*sources):
    return {paper.id: paper for paper in joined(*sources)}


def test_a_doi_joins_papers_of_two_schemes_and_the_better_one_survives() -> None:
    first = source("2026-03-02", record("openalex:W7", doi="https://doi.org/10.1234/KILN", title="Kilns"))
    second = source("2026-03-03", record("doi:10.1234/kiln"), record("dblp:conf/kiln/1", doi="10.1234/kiln"))
    third = source("2026-03-04", record("arxiv:2603.90001", doi="10.1234/kiln", authors=("Bo Lindqvist",)))
    assert set(by_id(first)) == {"openalex:W7"}
    assert set(by_id(first, second)) == {"doi:10.1234/kiln"}
    paper = by_id(first, second, third)["arxiv:2603.90001"]
    assert paper.first_id == "openalex:W7"
    assert paper.others == ("arxiv:2603.90001", "doi:10.1234/kiln", "dblp:conf/kiln/1")
    assert paper.facts().title == "Kilns"
    assert paper.facts().renamed["arxiv:2603.90001#2"] == paper.facts().renamed["doi:10.1234/kiln#2"] == 2


def test_two_arxiv_ids_stay_two_papers_and_a_third_id_goes_to_the_first() -> None:
    first = source("2026-03-02", record("arxiv:2603.90002", doi="10.1234/kiln"))
    second = source("2026-03-03", record("arxiv:2603.90001", doi="10.1234/kiln"), record("doi:10.1234/kiln"))
    papers = by_id(first, second)
    assert {id_: paper.others for id_, paper in papers.items()} == {
        "arxiv:2603.90002": ("doi:10.1234/kiln",),
        "arxiv:2603.90001": (),
    }


IDS = ("arxiv:2603.90001", "arxiv:2603.90002", "doi:10.1234/a", "doi:10.1234/b", "dblp:kiln/1")
TOLD = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from((None, "10.1234/a", "10.1234/b"))), max_size=3)


@given(st.lists(TOLD, max_size=5))
def test_a_later_source_takes_no_join_back(days: list[list[tuple[str, str | None]]]) -> None:
    sources = [
        source(f"2026-03-{day:02d}", *(record(paper, line=n, doi=doi) for n, (paper, doi) in enumerate(told, 1)))
        for day, told in enumerate(days, 1)
    ]
    shuffled = [source(item.date, *reversed(item.records)) for item in sources]
    groups = [[paper.ids for paper in joined(*sources[:count])] for count in range(len(sources) + 1)]
    for before, after in pairwise(groups):
        assert all(any(ids <= other for other in after) for ids in before)
    assert [paper.ids for paper in joined(*shuffled)] == groups[-1]
    assert sorted(id_ for ids in groups[-1] for id_ in ids) == sorted({id_ for told in days for id_, _ in told})


def test_an_id_that_gave_way_is_kept_with_its_survivor_and_freed_when_it_is_a_paper_again() -> None:
    first = source("2026-03-02", record("doi:10.1234/kiln"))
    second = source("2026-03-03", record("arxiv:2603.90001", doi="10.1234/kiln"))
    merged = retired_papers(joined(first, second), [])
    assert {known.id: known.survivor for known in merged} == {"doi:10.1234/kiln": "arxiv:2603.90001"}
    assert {known.id: known.survivor for known in retired_papers(joined(first), merged)} == {"doi:10.1234/kiln": None}
    assert retired_papers(joined(), merged) == merged
