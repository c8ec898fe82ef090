"""Entities and links from mentions."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.link_rows import LinkedText, link_tables
from kg.model.identity import Overrides
from kg.model.mentions import Mention, TextUnit
from kg.model.schema import LINK_TYPES

UNIT = TextUnit("paper", "Lichen: Slow Graphs", "We propose Lichen. It beats Moss.")
PROPOSED = Mention("abstract", 11, 17, "Lichen", "Lichen", "Method", "PROPOSES", 0.9, "cue", 0, 18)
TITLE = Mention("title", 0, 6, "Lichen", "Lichen", "Method", "PROPOSES", 0.9, "prefix", 0, 19)
BEATEN = Mention("abstract", 28, 32, "Moss", "Moss", "Method", "COMPARES_WITH", 0.6, "cue", 19, 33)
THRESHOLDS = dict.fromkeys(LINK_TYPES, 0.5)
DATES = {"p1": "2026-03-02", "p2": "2026-03-01"}


def tables(*texts, overrides=Overrides(), thresholds=THRESHOLDS, names=None):  # noqa: B008
    return link_tables(texts, thresholds, DATES, overrides, names or {})


def text(*mentions: tuple[Mention, str], paper: str = "p1", unit: TextUnit = UNIT) -> LinkedText:
    return LinkedText(paper, unit, mentions)


def test_an_edge_keeps_its_best_mention_title_first_and_the_number_of_all() -> None:
    nodes, edges = tables(text((PROPOSED, "entity:lichen"), (TITLE, "entity:lichen")))
    (edge,) = edges["PROPOSES"]
    assert (edge["section"], edge["start"], edge["end"], edge["mentions"]) == ("title", 0, 6, 2)
    assert edge["evidence"] == "Lichen: Slow Graphs"
    assert [row["id"] for row in nodes["Method"]] == ["entity:lichen"]


def test_a_candidate_below_its_threshold_makes_neither_link_nor_node() -> None:
    nodes, edges = tables(text((BEATEN, "entity:moss")), thresholds=THRESHOLDS | {"COMPARES_WITH": 0.7})
    assert not edges["COMPARES_WITH"]
    assert not nodes["Method"]


def test_one_entity_has_one_label_and_a_link_that_does_not_fit_takes_the_one_that_does() -> None:
    as_data = replace(BEATEN, label="Dataset", relation="EVALUATES_ON", confidence=0.9)
    nodes, edges = tables(text((BEATEN, "entity:moss")), text((as_data, "entity:moss"), paper="p2"))
    assert [row["id"] for row in nodes["Dataset"]] == ["entity:moss"]
    assert not nodes["Method"]
    assert {edge["source"] for edge in edges["EVALUATES_ON"]} == {"p1", "p2"}


def test_what_only_a_summary_says_is_not_supported_and_counts_for_no_paper() -> None:
    unit = TextUnit("summary:method:Chinese", "", "提出了Lichen。")
    said = replace(PROPOSED, section="summary:method", start=3, end=9, evidence_start=0, evidence_end=10)
    nodes, edges = tables(text((said, "entity:lichen"), unit=unit))
    assert edges["PROPOSES"][0]["supported"] is False
    assert edges["PROPOSES"][0]["evidence"] == "提出了Lichen。"
    assert nodes["Method"][0]["papers"] == 0
    _, both = tables(text((said, "entity:lichen"), unit=unit), text((PROPOSED, "entity:lichen")))
    assert (both["PROPOSES"][0]["supported"], both["PROPOSES"][0]["section"]) == (True, "abstract")


def test_a_node_has_its_most_usual_name_its_aliases_and_its_first_day() -> None:
    long = replace(PROPOSED, name="Lichen framework")
    nodes, _ = tables(
        text((PROPOSED, "entity:lichen")),
        text((PROPOSED, "entity:lichen"), (long, "entity:lichen"), paper="p2"),
    )
    (row,) = nodes["Method"]
    assert (row["name"], row["aliases"], row["papers"]) == ("Lichen", ["Lichen framework"], 2)
    assert (row["first_listed"], row["kind"]) == ("2026-03-01", "framework")


def test_sizes_stand_on_the_link_and_their_names_among_the_aliases() -> None:
    unit = TextUnit("paper", "", "Moss2-7B and Moss2-13B grow.")
    small = Mention("abstract", 0, 8, "Moss2-7B", "Moss2-7B", "Method", "USES", 0.9, "cue", 0, 28)
    large = replace(small, start=13, end=22, surface="Moss2-13B", name="Moss2-13B")
    nodes, edges = tables(text((small, "entity:moss2"), (large, "entity:moss2"), unit=unit))
    assert [(row["name"], row["aliases"]) for row in nodes["Method"]] == [("Moss2", ["Moss2-13B", "Moss2-7B"])]
    assert [(edge["sizes"], edge["start"], edge["end"]) for edge in edges["USES"]] == [(["13B", "7B"], 0, 8)]
    _, edges = tables(text((PROPOSED, "entity:lichen")))
    assert edges["PROPOSES"][0]["sizes"] is None


def test_overrides_drop_rename_and_label() -> None:
    given = text((PROPOSED, "entity:lichen"), (BEATEN, "entity:moss"))
    overrides = Overrides(
        drop=(("p1", "COMPARES_WITH", "entity:moss"),),
        rename={"entity:lichen": "LICHEN"},
        label={"entity:lichen": "Dataset"},
    )
    nodes, edges = tables(given, overrides=overrides)
    assert not edges["COMPARES_WITH"]
    assert [row["name"] for row in nodes["Dataset"]] == ["LICHEN"]
    assert len(edges["PROPOSES"]) == 1  # a dataset can be proposed


def test_a_name_that_one_other_paper_proposes_is_admitted_below_the_threshold_and_its_rule_says_so() -> None:
    doubtful = replace(BEATEN, confidence=0.2)
    proposed = replace(PROPOSED, name="Moss", surface="Moss")
    _, alone = tables(text((doubtful, "entity:moss")))
    assert not alone["COMPARES_WITH"]
    _, edges = tables(text((doubtful, "entity:moss")), text((proposed, "entity:moss"), paper="p2"))
    (edge,) = edges["COMPARES_WITH"]
    assert (edge["confidence"], edge["rule"]) == (0.2, "cue+proposed_elsewhere")
    twice = [text((proposed, "entity:moss"), paper=paper) for paper in ("p2", "p3")]
    _, ambiguous = link_tables([text((doubtful, "entity:moss")), *twice], THRESHOLDS, DATES | {"p3": None}, Overrides())
    assert not ambiguous["COMPARES_WITH"]


def test_a_link_that_a_person_adds_stands_with_its_reason_and_wins_over_the_model() -> None:
    added = Overrides(add=(("p1", "USES", "entity:moss", "table 2"), ("p2", "MEASURES", "entity:sheen", "figure 1")))
    names = {"entity:moss": "Moss", "entity:sheen": "Sheen"}
    nodes, edges = tables(text((BEATEN, "entity:moss")), overrides=added, names=names)
    assert not edges["COMPARES_WITH"]
    (edge,) = edges["USES"]
    assert (edge["source"], edge["evidence"], edge["rule"], edge["confidence"]) == ("p1", "table 2", "override", 1.0)
    assert (edge["supported"], edge["mentions"]) == (True, 1)
    (metric,) = nodes["Metric"]  # nobody mentions it
    assert (metric["name"], metric["papers"], metric["first_listed"]) == ("Sheen", 1, "2026-03-01")


def test_a_link_to_what_is_not_there_waits() -> None:
    added = Overrides(add=(("p1", "USES", "entity:moss", "r"), ("p9", "USES", "entity:lichen", "r")))
    nodes, edges = tables(text((PROPOSED, "entity:lichen")), overrides=added, names={"entity:lichen": "Lichen"})
    assert [row["id"] for rows in nodes.values() for row in rows] == ["entity:lichen"]
    assert sum(map(len, edges.values())) == 1


def test_a_dropped_relation_leaves_what_other_mentions_say() -> None:
    used = replace(PROPOSED, relation="USES", confidence=0.7)
    both = text((PROPOSED, "entity:lichen"), (used, "entity:lichen"))
    _, edges = tables(both, overrides=Overrides(drop=(("p1", "PROPOSES", "entity:lichen"),)))
    assert (len(edges["PROPOSES"]), len(edges["USES"])) == (0, 1)
    refitted = Overrides(drop=(("p1", "EVALUATES_ON", "entity:moss"),), label={"entity:moss": "Dataset"})
    nodes, edges = tables(text((BEATEN, "entity:moss")), overrides=refitted)
    assert not any(edges.values())
    assert not any(nodes.values())


def test_a_summary_speaks_for_a_name_that_the_paper_nearly_says() -> None:
    unit = TextUnit("summary:method:Chinese", "", "优于Moss。")
    said = replace(BEATEN, section="summary:method", start=2, end=6, evidence_start=0, evidence_end=7)
    doubtful = replace(BEATEN, confidence=0.3)
    _, edges = tables(text((doubtful, "entity:moss")), text((said, "entity:moss"), unit=unit))
    (edge,) = edges["COMPARES_WITH"]
    assert (edge["rule"], edge["confidence"], edge["supported"]) == ("cue+summary", 0.3, True)
    assert (edge["section"], edge["start"]) == ("abstract", 28)
    for paper_says, summary_says in ((0.29, 0.6), (0.3, 0.49)):
        pair = (
            text((replace(BEATEN, confidence=paper_says), "entity:moss")),
            text((replace(said, confidence=summary_says), "entity:moss"), unit=unit),
        )
        assert tables(*pair)[1]["COMPARES_WITH"] == []


def test_a_summary_of_another_paper_speaks_for_nothing() -> None:
    unit = TextUnit("summary:method:Chinese", "", "优于Moss。")
    said = replace(BEATEN, section="summary:method", start=2, end=6, evidence_start=0, evidence_end=7)
    doubtful = replace(BEATEN, confidence=0.4)
    _, edges = tables(text((doubtful, "entity:moss")), text((said, "entity:moss"), unit=unit, paper="p2"))
    assert [(edge["source"], edge["supported"]) for edge in edges["COMPARES_WITH"]] == [("p2", False)]
