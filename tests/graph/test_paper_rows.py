"""Rows of papers and digests."""

from __future__ import annotations

from kg.graph.paper_rows import category_links, digest_rows, listings, paper_row, paper_tables
from kg.graph.papers import join_papers
from tests.graph.build import entry, record, source, summary


def joined(*sources):
    return join_papers([(entry(item), item.records) for item in sources])


def test_a_paper_knows_its_addresses_dates_and_code() -> None:
    first = source("2026-03-03", record(abstract="Code: https://github.com/lichen/lichen.", version=2))
    again = source("2026-03-02", record(doi="10.1000/lichen", comment="9 pages"))
    row = paper_row(joined(first, again)[0])
    assert row["first_listed"] == "2026-03-02"
    assert row["url"] == "https://arxiv.org/abs/2603.90001"
    assert row["published_month"] == "2026-03"
    assert row["published"] is None
    assert row["versions"] == 2
    assert (row["doi"], row["comment"]) == ("10.1000/lichen", "9 pages")
    assert row["code_urls"] == ["https://github.com/lichen/lichen"]


def test_the_venue_is_what_a_source_gives_else_what_comment_or_reference_say() -> None:
    said = record(comment="9 pages, accepted at ICML 2026")
    assert paper_row(joined(source("2026-03-02", said))[0])["venue"] == "ICML 2026"
    given = record(comment="9 pages, accepted at ICML 2026", venue="Garden Days")
    assert paper_row(joined(source("2026-03-02", given))[0])["venue"] == "Garden Days"
    assert paper_row(joined(source("2026-03-02", record(comment="Submitted to ICML 2026")))[0])["venue"] is None


def test_categories_come_from_the_source_that_gives_them_all() -> None:
    markdown = record(categories=("cs.LG",))
    raw = record(kind="raw", categories=("cs.LG", "cs.SI"), categories_complete=True)
    rows = category_links(joined(source("2026-03-02", markdown), source("2026-03-03", raw))[0])
    assert [(row["target"], row["primary"]) for row in rows] == [("cs.LG", True), ("cs.SI", False)]


def test_a_listing_joins_rank_and_summary_of_its_files() -> None:
    raw = record(kind="raw")
    enhanced = record(kind="enhanced", summary=summary("Chinese", tldr="短。"))
    markdown = record(rank=4, section="cs.LG", summary=summary("Chinese", tldr="短", method="慢。"))
    (telling,) = joined(source("2026-03-02", raw, enhanced, markdown))[0].tellings
    assert list(listings(telling)) == [
        {
            "source": "digest:days:2026-03-02",
            "target": "arxiv:2603.90001",
            "rank": 4,
            "section": "cs.LG",
            "language": "Chinese",
            "tldr": "短。",
            "motivation": None,
            "method": "慢。",
            "result": None,
            "conclusion": None,
        }
    ]


def test_a_listing_without_a_summary_is_one_edge_without_a_language() -> None:
    (telling,) = joined(source("2026-03-02", record(), record(line=9)))[0].tellings
    (row,) = listings(telling)
    assert "language" not in row


def test_a_source_whose_rows_carry_dates_gives_a_digest_for_each() -> None:
    one = record(kind="papers", first_listed="2025-08-26")
    two = record("arxiv:2603.90002", kind="papers", first_listed="2025-08-27")
    item = source("2025-08-26", one, two, name="papers")
    sources = [entry(item)]
    object.__setattr__(sources[0], "id", "file:papers:many")
    papers = join_papers([(sources[0], item.records)])
    rows = [row for paper in papers for telling in paper.tellings for row in listings(telling)]
    digests = digest_rows(sources, rows)
    assert [(row["id"], row["date"]) for row in digests] == [
        ("digest:papers:2025-08-26", "2025-08-26"),
        ("digest:papers:2025-08-27", "2025-08-27"),
    ]
    assert [paper_row(paper)["first_listed"] for paper in papers] == ["2025-08-26", "2025-08-27"]


def test_an_undated_digest_lists_papers_and_dates_none() -> None:
    item = source(None, record())
    nodes, edges = paper_tables(joined(item), [entry(item)])
    assert nodes["Paper"][0]["first_listed"] is None
    assert nodes["Digest"][0]["date"] is None
    assert edges["LISTS"][0]["source"] == "digest:days:undated-00000000"
