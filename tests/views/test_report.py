"""The morning report: what it says, and how it says it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from kg.model.rows import Row
from kg.model.tables import GraphTables
from kg.views.outline import SHOWN_GROUPS
from kg.views.report.markdown import render_markdown
from kg.views.report.morning import listing_days, report_data
from kg.views.report.page import render_report
from tests.views.hostile import hostile_texts

DAY, BEFORE = "2026-03-04", "2026-03-03"
ABSTRACT = "Kilns crack. We heat clay with Glaze Tuning and cool it slowly."


def morning(**titles: str) -> GraphTables:
    """Two groups of three who wrote a paper each the day before, and on the day four papers, one of them listed anew.

    `titles` replaces the titles of papers by their last letter.
    """
    tables = GraphTables()
    for letter, day in (("a", BEFORE), ("b", BEFORE), ("c", DAY), ("d", DAY), ("e", DAY)):
        put(
            tables,
            "Paper",
            id=paper(letter),
            title=titles.get(letter, f"Paper {letter}"),
            abstract=ABSTRACT,
            first_listed=day,
        )
        list_paper(tables, letter, day)
        put_edge(tables, "IN_CATEGORY", paper(letter), "cs.IR" if letter in "ac" else "math.CO", primary=True)
    list_paper(tables, "a", DAY)
    for day in (BEFORE, DAY):
        put(tables, "Digest", id=f"digest:d:{day}", name=f"d {day}", date=day, source="d")
    for group, letter in (("ABC", "a"), ("XYZ", "b"), ("CXN", "c"), ("AB", "d"), ("N", "e")):
        write(tables, group, letter)
    for name in "ABCXYZN":
        count = sum(row["source"] == f"author:{name}" for row in tables.edges("AUTHORED"))
        first = DAY if name == "N" else BEFORE
        put(tables, "Author", id=f"author:{name}", name=f"{name}. Name", papers=count, first_listed=first)
    for one, other in ("AB", "AC", "BC", "XY", "XZ", "YZ"):
        put_edge(tables, "CO_AUTHOR", f"author:{one}", f"author:{other}", weight=1.0, papers=1, first=BEFORE)
    put_edge(tables, "CO_AUTHOR", "author:C", "author:X", weight=1.0, papers=1, first=DAY)
    put(tables, "Method", id="entity:gt", name="Glaze Tuning", papers=2, first_listed=BEFORE)
    link(tables, "PROPOSES", "a")
    link(tables, "USES", "c")
    put_edge(
        tables,
        "BUILDS_ON",
        paper("c"),
        paper("a"),
        via="entity:gt",
        kind="uses",
        confidence=0.8,
        evidence="x",
        rule="r",
    )
    put_edge(tables, "SIMILAR", paper("d"), paper("a"), score=0.42)
    put_edge(tables, "SIMILAR", paper("e"), paper("a"), score=0.12)
    for code, name in (
        ("cs.IR", "Retrieval"),
        ("math.CO", "Combinatorics"),
        ("cs", "Computing"),
        ("math", "Mathematics"),
    ):
        put(tables, "Category", id=code, name=name)
    for code in ("cs.IR", "math.CO"):
        put_edge(tables, "PART_OF", code, code.partition(".")[0])
    return tables.finish()


def paper(letter: str) -> str:
    return f"arxiv:2603.9000{'abcde'.index(letter)}"


def put(tables: GraphTables, label: str, /, **row: Any) -> None:
    tables.node_rows.setdefault(label, []).append(row)


def put_edge(tables: GraphTables, type_: str, source: str, target: str, /, **row: Any) -> None:
    tables.edge_rows.setdefault(type_, []).append({"source": source, "target": target, **row})


def list_paper(tables: GraphTables, letter: str, day: str) -> None:
    rank = "edcba".index(letter) + 1
    more = {"rank": rank, "language": "English", "tldr": f"Short {letter}."}
    put_edge(tables, "LISTS", f"digest:d:{day}", paper(letter), **more)


def write(tables: GraphTables, group: str, letter: str) -> None:
    for position, name in enumerate(group, 1):
        more = {"position": position, "of": len(group), "name_as_written": f"{name}. Name"}
        put_edge(tables, "AUTHORED", f"author:{name}", paper(letter), **more)


def link(tables: GraphTables, type_: str, letter: str) -> None:
    start = ABSTRACT.index("Glaze")
    evidence = ABSTRACT[ABSTRACT.index("We") :]
    more = {"confidence": 0.9, "evidence": evidence, "start": start, "end": start + 12, "section": "abstract"}
    put_edge(tables, type_, paper(letter), "entity:gt", **more, rule="r", supported=True, mentions=1)


def holds(*targets: str, note: str | None = None) -> list[Row]:
    return [{"source": "list:thesis", "target": target, "note": note} for target in targets]


def reasons(*targets: str) -> dict[str, list[str]]:
    """Paper letter → its reasons as read, for lists that hold these."""
    data = report_data(morning(), [DAY], holds(*targets), lists=["thesis"])
    return {
        hit["id"][-1].translate(str.maketrans("01234", "abcde")): [
            f"{one['kind']}: {one['before']}{one['name']}{one['after']}" for one in hit["reasons"]
        ]
        for hit in data["hits"]
    }


def test_new_is_what_was_first_listed_on_the_date_in_the_order_of_the_digest() -> None:
    data = report_data(morning(), [DAY])
    shown = [entry["title"] for topic in data["topics"] for entry in topic["papers"]]
    assert shown == ["Paper e", "Paper d", "Paper c"]
    assert [(entry["title"], entry["listed"]) for entry in data["again"]] == [("Paper a", BEFORE)]
    assert data["counts"] == {"new": 3, "again": 1, "hits": 0, "authors": 1, "methods": 0, "papers": 5}
    assert [entry["title"] for entry in report_data(morning(), [BEFORE, DAY])["again"]] == []
    assert listing_days(morning()) == [BEFORE, DAY]


def test_a_watched_author_is_named_with_the_place() -> None:
    assert reasons("author:X") == {"c": ["author: X. Name is author 2 of 3"]}


def test_a_watched_method_comes_with_its_sentence_and_the_name_marked() -> None:
    (hit,) = report_data(morning(), [DAY], holds("entity:gt", note="mine"), lists=["thesis"])["hits"]
    (reason,) = hit["reasons"]
    assert reason["before"] + reason["name"] == "uses Glaze Tuning"
    assert reason["evidence"] == ["We heat clay with ", "Glaze Tuning", " and cool it slowly."]
    assert (reason["list"], reason["note"]) == ("thesis", "mine")


def test_what_builds_on_a_listed_paper_or_is_like_it_is_a_hit_and_mere_company_is_not() -> None:
    assert reasons(paper("a")) == {
        "c": ["builds on: builds on Paper a (uses Glaze Tuning)"],
        "d": ["similar: is like Paper a (likeness 0.42)"],
    }


def test_what_two_like_papers_both_name_begins_with_what_fewest_papers_name() -> None:
    tables = morning()
    for entity, letters in (("common", "acde"), ("rare", "ad")):
        put(tables, "Method", id=f"entity:{entity}", name=entity.title())
        for letter in letters:
            more = {"confidence": 0.9, "section": "abstract", "supported": True}
            put_edge(tables, "USES", paper(letter), f"entity:{entity}", **more)
    hits = report_data(tables.finish(), [DAY], holds(paper("a")), lists=["thesis"])["hits"]
    assert [hit["reasons"][0]["after"] for hit in hits if hit["title"] == "Paper d"] == [
        " (likeness 0.42: both name Rare, Common)"
    ]


def test_a_watched_archive_holds_its_categories_and_a_paper_that_was_waited_for_comes_first() -> None:
    assert reasons("math", paper("e")) == {
        "e": ["listed: It is on your list and has arrived", "category: is in math.CO Combinatorics"],
        "d": ["category: is in math.CO Combinatorics"],
    }


def test_a_hit_stands_above_and_is_only_counted_below() -> None:
    data = report_data(morning(), [DAY], holds("author:X"), lists=["thesis"])
    (topic,) = [topic for topic in data["topics"] if topic["above"]]
    assert (topic["new"], topic["papers"]) == (1, [])


def test_a_new_author_stands_with_the_known_one_who_wrote_most() -> None:
    (entry,) = report_data(morning(), [DAY])["authors"]
    assert (entry["people"], entry["title"]) == (["N. Name"], "Paper c")
    assert entry["with"] == {"name": "X. Name", "papers": 2}


def test_two_circles_meet_once() -> None:
    (met,) = report_data(morning(), [DAY])["meetings"]
    assert met["title"] == "Paper c"
    assert [(group["people"], group["size"]) for group in met["groups"]] == [(["C. Name"], 3), (["X. Name"], 3)]


def with_communities(split: bool) -> GraphTables:
    """The morning, with both circles in one co-author community, or each in its own."""
    tables = morning()
    for number in (1, 2):
        put(
            tables,
            "Community",
            id=f"community:coauthor:{number}",
            kind="coauthor",
            level=0,
            label=f"Group {number}",
            size=3,
        )
    for name in "ABCXYZN":
        group = 2 if split and name in "XYZ" else 1
        put_edge(tables, "IN_COMMUNITY", f"author:{name}", f"community:coauthor:{group}", score=1.0)
    return tables.finish()


def test_groups_that_have_become_one_community_still_met() -> None:
    (met,) = report_data(with_communities(split=False), [DAY])["meetings"]
    assert [group["label"] for group in met["groups"]] == ["", ""]


def test_communities_meet_by_their_names_and_only_for_the_first_time() -> None:
    tables = with_communities(split=True)
    (met,) = report_data(tables, [DAY])["meetings"]
    assert [group["label"] for group in met["groups"]] == ["Group 1", "Group 2"]
    put_edge(tables, "CO_AUTHOR", "author:A", "author:Z", weight=1.0, papers=1, first=BEFORE)
    assert report_data(tables.finish(), [DAY])["meetings"] == []


def many_days(recent: int) -> GraphTables:
    """Nine listing days of ten papers; a method in one paper of each of the first two, and in `recent` of the last."""
    tables = GraphTables()
    put(tables, "Method", id="entity:gt", name="Glaze Tuning", papers=2 + recent)
    for place in range(9):
        day = f"2026-03-{place + 2:02d}"
        put(tables, "Digest", id=f"digest:d:{day}", name=day, date=day, source="d")
        for number in range(10):
            key = f"arxiv:2603.9{place}{number:03d}"
            put(tables, "Paper", id=key, title=f"Paper {place} {number}", abstract=ABSTRACT, first_listed=day)
            put_edge(tables, "LISTS", f"digest:d:{day}", key)
            if (place < 2 and number == 0) or (place == 8 and number < recent):
                more = {"confidence": 0.9, "evidence": ABSTRACT, "start": 0, "end": 5, "section": "abstract"}
                put_edge(tables, "USES", key, "entity:gt", **more, rule="r", supported=True, mentions=1)
    return tables.finish()


@pytest.mark.parametrize(("recent", "found"), [(7, 0), (9, 0), (10, 1)])
def test_a_method_rises_when_more_papers_name_it_than_the_days_before_lead_to_expect(recent: int, found: int) -> None:
    tables = many_days(recent)
    rising = report_data(tables, ["2026-03-10"])["rising"]
    assert len(rising["methods"]) == found
    if found:
        (one,) = rising["methods"]
        assert (one["recent"], one["expected"], one["papers"]) == (10, 7.0, [1, 1, 0, 0, 0, 0, 0, 0, 10])
    else:
        assert "No method" in rising["why"]


def test_too_few_days_to_see_a_rise_are_said() -> None:
    assert "more than 7 listing days" in report_data(morning(), [DAY])["rising"]["why"]


def test_papers_are_counted_on_the_day_they_were_new() -> None:
    by_day = report_data(morning(), [DAY])["by_day"]
    assert by_day == {
        "days": [BEFORE, DAY],
        "series": [{"group": "math.CO", "papers": [1, 2]}, {"group": "cs.IR", "papers": [1, 1]}],
    }


def test_many_topics_are_not_told_apart_by_colour_and_single_papers_stand_together() -> None:
    tables = many_days(0)
    for number in range(26):
        put(tables, "Community", id=f"community:topic:{number}", kind="topic", level=0, label=f"Topic {number}", size=4)
    for row in tables.nodes("Paper"):
        day, number = int(row["id"][-4]), int(row["id"][-1])
        topic = number % 2 if number < 4 else number + 2 * day
        put_edge(tables, "IN_COMMUNITY", row["id"], f"community:topic:{topic}", score=1.0)
    data = report_data(tables.finish(), ["2026-03-10"])
    assert [(topic["group"], topic["new"]) for topic in data["topics"]] == [
        ("community:topic:0", 2),
        ("community:topic:1", 2),
        ("*", 6),
    ]
    assert len(data["by_day"]["series"]) == SHOWN_GROUPS
    assert sum(sum(one["papers"]) for one in data["by_day"]["series"]) == 90
    page = render_report(data)
    assert '<p class="topic">Topic 22</p>' in page
    assert "other topics" in page


def test_an_empty_report_says_why_in_both_forms() -> None:
    data = report_data(morning(), [], why_empty="No digest <today>.")
    assert "No digest &lt;today&gt;." in render_report(data)
    assert r"No digest \<today\>." in render_markdown(data)


def test_html_and_markdown_say_the_same_and_say_it_again() -> None:
    data = report_data(morning(), [DAY], holds("entity:gt", paper("a")), lists=["thesis"])
    page, text = render_report(data), render_markdown(data)
    assert render_report(json.loads(json.dumps(data))) == page
    assert "<mark>Glaze Tuning</mark>" in page
    assert "We heat clay with **Glaze Tuning** and cool it slowly." in text
    for words in ("Wednesday 4 March 2026", "Paper c", "Paper d", "Paper a", "Short e.", "N. Name", "listed before"):
        assert words in page
        assert words.casefold() in text.casefold()
    assert data["fingerprint"][:16] in page
    assert data["fingerprint"][:16] in text


def test_every_title_in_a_report_is_shown_without_its_latex() -> None:
    titles = {letter: rf"$\beta$-\textbf{{Kiln}} {letter}" for letter in "abcde"}
    held = holds("entity:gt", "author:X", paper("a"))
    data = report_data(morning(**titles), [DAY], held, lists=["thesis"])
    assert all(data[section] for section in ("hits", "topics", "meetings", "authors", "again"))
    for told in (render_report(data), render_markdown(data)):
        assert {f"β-Kiln {letter}" for letter in "acde"} <= set(re.findall(r"β-Kiln \w", told))
        assert "$" not in told
        assert "textbf" not in told
    tables = many_days(10)
    for row in tables.nodes("Paper"):
        row["title"] = "$k$ kilns"
    (rising,) = report_data(tables, ["2026-03-10"])["rising"]["methods"]
    assert rising["newest"][0] == "k kilns"


def test_plots_have_titles_and_each_bar_its_own() -> None:
    page = render_report(report_data(many_days(10), ["2026-03-10"]))
    assert (
        len(re.findall(r'<svg class="(?:days|spark)"[^>]*role="img"><title>[^<]+</title><desc>[^<]+</desc>', page)) == 2
    )
    assert "<title>2026-03-10: 10 papers</title>" in page


def hostile_morning(text: str) -> dict[str, Any]:
    """The report of a morning on which everything that can be named is named so."""
    tables = morning(c=text)
    for row in (*tables.nodes("Author"), *tables.nodes("Method"), *tables.nodes("Category")):
        row["name"] = text
    for row in tables.edges("AUTHORED"):
        row["name_as_written"] = text
    for row in tables.edges("LISTS"):
        row["tldr"] = text
    for row in tables.edges("USES"):
        row["evidence"] = text
    found = [row | {"note": text} for row in holds("entity:gt", "author:X", paper("a"), "cs")]
    return report_data(tables, [DAY], found, lists=[text])


TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-zA-Z0-9-]+=\"[^\"<>]*\"|\s+open)*)\s*/?>")


@pytest.mark.parametrize("text", hostile_texts(99), ids=range(99))
def test_hostile_texts_stay_texts(text: str) -> None:
    page = render_report(hostile_morning(text))
    body = page[page.index("<body>") :]
    assert body.count("<") == len(TAG.findall(body))
    assert not {name for _, name, _ in TAG.findall(body)} & {"script", "iframe", "img", "style", "link", "form", "base"}
    assert re.findall(r'href="(?!https://arxiv\.org/|#)', body) == []
    assert not re.search(r"<[^>]+\son\w+=", body)
    assert text in unescape(body) or "\x00" in text or "\r" in text
    told = render_markdown(hostile_morning(text))
    assert not re.search(r"(?<!\\)<", told)
    assert re.findall(r"\]\((?!https://arxiv\.org/)", told) == []


@pytest.mark.chromium
def test_the_report_runs_nothing_and_asks_for_nothing(browser: Any, tmp_path: Any) -> None:
    texts = hostile_texts(99)
    path = tmp_path / "report.html"
    path.write_bytes(render_report(hostile_morning(" ".join(texts))).encode("utf-8", "backslashreplace"))
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri())
    assert browser.execute_script("return window.harmed") is None
    assert browser.execute_script("return document.querySelectorAll('script, iframe, img, form').length") == 0
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert asked == [path.as_uri()]
    assert browser.get_log("browser") == []
    assert "mark-98" in browser.execute_script("return document.querySelector('h4').textContent")
