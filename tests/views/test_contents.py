import pytest

from kg.views.contents import addresses, cut_evidence, group_cards, link_cards, majority_groups, paper_cards, whole_card
from kg.views.outline import node_name
from kg.views.page import page_data
from tests.views.invented import add, invented_graph

GRAPH = invented_graph(8)
PAPERS = {row["id"] for row in GRAPH.nodes("Paper")}


def test_a_paper_card_has_listing_date_categories_summary_and_addresses():
    card = paper_cards(GRAPH, {"arxiv:2603.00000"}, {"arxiv:2603.00000": "community:topic:0"})[0]
    assert card["listed"] == "2026-03-02"
    assert card["categories"] == ["cs.LG"]
    assert card["group"] == "community:topic:0"
    assert [name for name, _ in card["summaries"][0]["fields"]] == ["tldr", "method"]
    assert card["links"] == [
        ["arXiv", "https://arxiv.org/abs/2603.00000"],
        ["PDF", "https://arxiv.org/pdf/2603.00000"],
        ["DOI", "https://doi.org/10.5555/invented.0"],
    ]


@pytest.mark.parametrize(
    "paper",
    [
        {"id": "arxiv:javascript:alert(1)"},
        {"id": "doi:javascript:alert(1)"},
        {"id": "dblp:conf/x/1", "doi": "https://evil.example/10.1/x"},
        {"id": "openalex:W1", "url": "javascript:alert(1)"},
    ],
)
def test_no_address_is_made_from_what_is_no_identifier(paper: dict[str, str]):
    assert addresses(paper) == []


@pytest.mark.parametrize("doi", ['10.1000/"><script>', "10.1000/a?b#c", "10.1002/(SICI)1097<1::AID>3.0"])
def test_a_strange_doi_is_quoted(doi: str):
    [[_, address]] = addresses({"id": "doi:" + doi})
    assert address.startswith("https://doi.org/10.1")
    assert not set(address) & set("\"<>?#' ")


def test_evidence_is_cut_where_the_name_stands_even_if_the_sentence_stands_twice():
    link = {"evidence": "We use Ash.", "start": 19, "end": 22, "section": "abstract"}
    assert cut_evidence(link, {"abstract": "We use Ash. We use Ash."}) == ["We use ", "Ash", "."]


def test_offsets_count_code_points():
    link = {"evidence": "𝛼 und Äsche.", "start": 6, "end": 11, "section": "title"}
    assert cut_evidence(link, {"title": "𝛼 und Äsche."}) == ["𝛼 und ", "Äsche", "."]


@pytest.mark.parametrize("span", [(0, 0), (3, 99), (50, 60)])
def test_evidence_stays_whole_where_the_offsets_do_not_fit(span: tuple[int, int]):
    link = {"evidence": "We use Ash.", "start": span[0], "end": span[1], "section": "abstract"}
    assert cut_evidence(link, {"abstract": "We use Ash."}) == ["We use Ash.", "", ""]


def test_links_that_only_a_summary_supports_are_left_out():
    graph = invented_graph(4)
    before = len(link_cards(graph, PAPERS))
    graph.edges("USES")[0]["supported"] = False
    assert len(link_cards(graph, PAPERS)) == before - 1


def test_every_link_card_quotes_a_sentence_with_its_name():
    for card in link_cards(GRAPH, PAPERS):
        before, name, after = card["evidence"]
        assert name
        assert (
            before + name + after in next(row for row in GRAPH.nodes("Paper") if row["id"] == card["paper"])["abstract"]
        )


def test_an_entity_belongs_to_the_group_of_most_of_its_papers_or_to_none():
    links = [{"paper": paper, "entity": entity} for paper, entity in ("1a", "2a", "3a", "1b", "3b")]
    assert majority_groups(links, {"1": "x", "2": "x", "3": "y"}) == {"a": "x"}


def test_groups_come_in_the_order_of_all_and_fall_back_to_their_id():
    rows = {"community:topic:1": {"label": "Kilns", "terms": ["ClayFormer"], "size": 7}}
    cards = group_cards(rows, ["cs.LG", "community:topic:1", "cs.LG"], ["cs.AI", "community:topic:1", "cs.LG"])
    assert [(card["label"], card["size"], card["terms"], card["colour"]) for card in cards] == [
        ("Kilns", 7, ["ClayFormer"], 1),
        ("cs.LG", 2, [], 2),
    ]


def test_an_unlisted_paper_has_no_listing_date():
    graph = invented_graph(4)
    add(graph.node_rows, "Paper", id="dblp:x/1", title="Unlisted")
    assert paper_cards(graph, {"dblp:x/1"}, {})[0]["listed"] == ""


@pytest.mark.parametrize(
    ("title", "read"),
    [(r"$k$-NN Is \textbf{All} You Knit", "k-NN Is All You Knit"), ("Moss -- a Plan", "Moss - a Plan"), ("$$", "$$")],
)
def test_a_title_is_shown_without_its_latex_and_kept_with_it_in_the_graph(title: str, read: str):
    graph = invented_graph(4)
    key = "arxiv:2603.00000"
    next(row for row in graph.nodes("Paper") if row["id"] == key)["title"] = title
    assert paper_cards(graph, {key}, {})[0]["title"] == node_name(graph, key) == read
    assert [node["label"] for node in page_data(graph)["network"]["nodes"] if node["id"] == key] == [read]
    assert [row["title"] for row in graph.nodes("Paper") if row["id"] == key] == [title]


def test_a_whole_has_a_card_with_its_kind_and_its_members():
    members = {f"arxiv:2603.{number:05d}" for number in (0, 4)}
    card = whole_card(GRAPH, "community:topic:0", (members, set()))[0]
    assert (card["kind"], card["label"], card["size"]) == ("Topic", "Garden forecasting", 2)
    assert card["papers"] == sorted(members)
    assert whole_card(GRAPH, "digest:invented:2026-03-02", (PAPERS, set()))[0]["kind"] == "Digest"
    assert whole_card(GRAPH, "author:1", (set(), set())) == []
