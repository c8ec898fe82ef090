"""Papers joined over sources."""

from __future__ import annotations

from itertools import permutations

from kg.graph.papers import join_papers, texts_in_order
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
