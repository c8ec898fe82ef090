"""Entities by a fold: senses of a name, acronyms and long forms, and that ids stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.identity import EntityResolution, Overrides, PaperMentions
from kg.model.mentions import Mention
from kg.resolution.entities import resolve_entities
from tests.resolution.invented import mention, text


def id_at(result: EntityResolution, number: int, name: str) -> str | None:
    """The entity of the name in the paper; None where it has none."""
    paper = f"arxiv:2501.{number:05d}"
    found = {id_ for (where, each), id_ in result.entity_of.items() if where == paper and each.name == name}
    assert len(found) <= 1
    return found.pop() if found else None


def pair(short: str, long_form: str, relation: str = "USES") -> tuple[Mention, Mention]:
    """A long form with its acronym in brackets behind it."""
    return mention(long_form, 0, relation, short_form=short), mention(short, 40, relation, long_form=long_form)


# -- one thing under several names ---------------------------------------------------------------------------------


def test_id_is_the_long_form_where_the_founding_paper_defines_one() -> None:
    result = resolve_entities([text(1, *pair("LoVA", "Low-Volume Adaptation")), text(2, mention("LoVA"))])
    assert set(result.entity_of.values()) == {"entity:low-volume-adaptation"}
    (known,) = result.known
    assert (known.anchor, known.name) == ("arxiv:2501.00001:lova", "Low-Volume Adaptation")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quorl-Net", "QuorlNet"),
        ("QuorlNet", "quorlnet"),
        ("tide forests", "tide forest"),
        ("Low-Volume Map", "low volume map"),
    ],
)
def test_spellings_are_one(one: str, other: str) -> None:
    result = resolve_entities([text(1, mention(one)), text(2, mention(other))])
    assert len(set(result.entity_of.values())) == 1


def test_sizes_are_one_whose_id_names_none() -> None:
    texts = [text(1, mention("Quorl2-7B"), mention("Quorl2-70B-Instruct", 30)), text(2, mention("Quorl2"))]
    result = resolve_entities(texts)
    assert set(result.entity_of.values()) == {"entity:quorl2"}
    assert len(result.entity_of) == 3


@pytest.mark.parametrize(("one", "other"), [("Quorl-3", "Quorl-4"), ("Quorl-3", "Quorl-3.5"), ("Quorl", "Quorl++")])
def test_versions_are_apart(one: str, other: str) -> None:
    result = resolve_entities([text(1, mention(one), mention(other, 30))])
    assert len(set(result.entity_of.values())) == 2


def test_acronym_and_long_form_that_stood_apart_merge_where_a_paper_defines_the_pair() -> None:
    texts = [
        text(1, mention("LoVA")),
        text(2, mention("low-volume adaptation")),
        text(3, *pair("LoVA", "Low-Volume Adaptation")),
    ]
    before = resolve_entities(texts[:2])
    after = resolve_entities(texts, previous=before.known)
    assert set(before.entity_of.values()) == {"entity:lova", "entity:low-volume-adaptation"}
    assert set(after.entity_of.values()) == {"entity:lova"}
    assert {each.id: each.survivor for each in after.known} == {
        "entity:lova": None,
        "entity:low-volume-adaptation": "entity:lova",
    }


def test_definition_joins_also_where_the_long_form_is_no_mention() -> None:
    texts = [text(1, mention("LoVA", long_form="Low-Volume Adaptation")), text(2, mention("low-volume adaptation"))]
    assert set(resolve_entities(texts).entity_of.values()) == {"entity:low-volume-adaptation"}


def test_all_texts_of_a_paper_mean_one_thing_by_a_name() -> None:
    texts = [
        text(1, *pair("SAL", "Segment All")),
        text(2, *pair("SAL", "Sharpness-Aware Learning")),
        text(2, mention("SAL", section="summary:method")),
    ]
    result = resolve_entities(texts)
    assert id_at(result, 2, "SAL") == "entity:sal~sharpness-aware-learning"


# -- one name for several things -----------------------------------------------------------------------------------


SENSES = (
    text(1, *pair("SAL", "Segment All"), mention("segmentation masks", 60), category="cs.CV"),
    text(2, *pair("SAL", "Sharpness-Aware Learning"), mention("flat minima", 60), category="cs.LG"),
)


def test_second_sense_is_qualified_by_its_long_form() -> None:
    result = resolve_entities(SENSES)
    assert id_at(result, 1, "SAL") == id_at(result, 1, "Segment All") == "entity:segment-all"
    assert (
        id_at(result, 2, "SAL") == id_at(result, 2, "Sharpness-Aware Learning") == "entity:sal~sharpness-aware-learning"
    )


def test_bare_acronym_joins_the_sense_that_its_words_favour() -> None:
    seen = text(3, mention("SAL"), mention("segmentation masks", 20), category="cs.CV")
    learnt = text(4, mention("SAL"), mention("flat minima", 20), category="cs.LG")
    result = resolve_entities([*SENSES, seen, learnt])
    assert id_at(result, 3, "SAL") == "entity:segment-all"
    assert id_at(result, 4, "SAL") == "entity:sal~sharpness-aware-learning"


ALIKE = tuple(replace(each, categories=("cs.LG",)) for each in SENSES)


def test_bare_acronym_stays_apart_when_unsure_and_is_no_rival_later() -> None:
    unsure = [text(number, mention("SAL"), category="cs.LG") for number in (3, 4)]
    told = "porphyry tesserae"
    seen = replace(text(5, mention("SAL"), category="cs.LG"), told=told)
    result = resolve_entities([replace(ALIKE[0], told=told), ALIKE[1], *unsure, seen])
    assert id_at(result, 3, "SAL") == "entity:sal~2501.00003"
    assert id_at(result, 4, "SAL") == "entity:sal~2501.00004"
    assert id_at(result, 5, "SAL") == "entity:segment-all"


def test_bare_acronym_of_another_field_means_something_else_there() -> None:
    others = [text(number, mention("SAL"), category="hep-th") for number in (3, 4)]
    result = resolve_entities([*SENSES, *others])
    assert id_at(result, 3, "SAL") == id_at(result, 4, "SAL") == "entity:sal~2501.00003"


def test_name_that_several_papers_propose_is_several_things() -> None:
    result = resolve_entities([text(number, mention("PRYSM", relation="PROPOSES")) for number in (1, 2, 3)])
    assert [id_at(result, number, "PRYSM") for number in (1, 2, 3)] == [
        "entity:prysm",
        "entity:prysm~2501.00002",
        "entity:prysm~2501.00003",
    ]


def test_proposals_with_one_long_form_are_one() -> None:
    result = resolve_entities([text(number, *pair("PRYSM", "Probing by Prompts", "PROPOSES")) for number in (1, 2)])
    assert set(result.entity_of.values()) == {"entity:probing-by-prompts"}


def test_what_is_described_and_not_coined_is_one_thing() -> None:
    result = resolve_entities([text(number, mention("tide forest", relation="PROPOSES")) for number in (1, 2)])
    assert set(result.entity_of.values()) == {"entity:tide-forest"}


def test_name_that_many_use_is_not_proposed_anew_unless_a_title_begins_with_it() -> None:
    uses = [text(number, mention("PRYSM")) for number in range(1, 31)]
    claim = text(31, mention("PRYSM", relation="PROPOSES"))
    headed = text(32, mention("PRYSM", relation="PROPOSES", section="title"))
    assert set(resolve_entities([*uses, claim]).entity_of.values()) == {"entity:prysm"}
    assert len(set(resolve_entities([uses[0], claim]).entity_of.values())) == 2
    assert len(set(resolve_entities([*uses, headed]).entity_of.values())) == 2


def test_second_proposer_who_is_the_first_ones_author_means_the_same() -> None:
    one, other = (text(number, mention("PRYSM", relation="PROPOSES")) for number in (1, 2))
    ada, bo = ("Ada Moreau",), ("Bo Lindqvist",)
    same = resolve_entities([replace(one, authors=ada), replace(other, authors=ada + bo)])
    apart = resolve_entities([replace(one, authors=ada), replace(other, authors=bo)])
    assert (len(set(same.entity_of.values())), len(set(apart.entity_of.values()))) == (1, 2)


def test_rare_words_in_common_bring_a_bare_name_from_another_field_home() -> None:
    first = text(1, mention("SAL"), category="cs.CV")
    far = text(2, mention("SAL"), category="hep-th")
    assert len(set(resolve_entities([first, far]).entity_of.values())) == 2
    told = "porphyry tesserae muffle"
    near = [replace(each, told=told) for each in (first, far)]
    assert len(set(resolve_entities(near).entity_of.values())) == 1


def test_another_spelling_counts_against_a_coined_name() -> None:
    one, other = text(1, mention("Waltz"), category="cs.PF"), text(2, mention("WALTZ"), category="cs.SE")
    assert len(set(resolve_entities([one, other]).entity_of.values())) == 2


def test_bare_name_joins_the_sense_of_most_papers() -> None:
    uses = [text(number, mention("SAL"), category="cs.RO") for number in range(10, 110)]
    other = text(2, *pair("SAL", "Sharpness-Aware Learning")[1:], category="cs.LG")
    result = resolve_entities([*uses, other, text(3, mention("SAL"), category="cs.IR")])
    assert id_at(result, 3, "SAL") == "entity:sal"


def test_long_form_joins_the_bare_sense_only_in_its_field() -> None:
    bare = text(1, mention("SAL"), category="cs.CV")
    near, far = (text(2, *pair("SAL", "Segment All")[1:], category=category) for category in ("cs.CV", "hep-th"))
    assert len(set(resolve_entities([bare, near]).entity_of.values())) == 1
    assert len(set(resolve_entities([bare, far]).entity_of.values())) == 2


def test_weak_candidate_founds_nothing_but_joins() -> None:
    weak = mention("Quorl", confidence=0.1)
    result = resolve_entities([text(1, weak), text(2, mention("Quorl")), text(3, weak)])
    assert id_at(result, 1, "Quorl") is None
    assert id_at(result, 3, "Quorl") == id_at(result, 2, "Quorl") == "entity:quorl"


def test_equal_slugs_are_told_apart() -> None:
    result = resolve_entities(
        [text(1, mention("Quorl-3.5")), text(2, mention("Quorl-35")), text(3, mention("Quorl 3 5"))]
    )
    assert result.entity_of[SENSES[0].paper, mention("Quorl-3.5")] == "entity:quorl-3-5"
    assert len({each.id for each in result.known}) == len(result.known)


# -- overrides -----------------------------------------------------------------------------------------------------


def test_not_an_entity_by_name_or_id() -> None:
    texts = [text(1, mention("Quorl"), mention("PRYSM", 20), mention("Velt", 40))]
    result = resolve_entities(texts, Overrides(not_an_entity=("quorl", "entity:prysm")))
    assert set(result.entity_of.values()) == {"entity:velt"}


@pytest.mark.parametrize("reference", ["Quorl", "entity:quorl", "arxiv:2501.00002:quorl", "arxiv:2501.00002 Quorl"])
def test_same_joins_names_ids_slots_and_is_taken_back(reference: str) -> None:
    texts = [text(1, mention("Velt")), text(2, mention("Quorl"))]
    plain = resolve_entities(texts)
    joined = resolve_entities(texts, Overrides(same=((reference, "Velt"),)), plain.known)
    assert set(joined.entity_of.values()) == {"entity:velt"}
    assert resolve_entities(texts, previous=joined.known).entity_of == plain.entity_of


def test_different_keeps_two_papers_uses_apart() -> None:
    texts = [text(1, mention("Quorl")), text(2, mention("Quorl"))]
    parted = Overrides(different=(("arxiv:2501.00001 Quorl", "arxiv:2501.00002 Quorl"),))
    result = resolve_entities(texts, parted)
    assert [id_at(result, number, "Quorl") for number in (1, 2)] == ["entity:quorl", "entity:quorl~2501.00002"]


def test_different_keeps_acronym_and_long_form_apart() -> None:
    texts = [text(1, *pair("SAL", "Segment All"))]
    result = resolve_entities(texts, Overrides(different=(("SAL", "Segment All"),)))
    assert len(set(result.entity_of.values())) == 2


def test_use_that_an_override_keeps_out_of_a_merged_entity_stands_alone() -> None:
    texts = [text(1, mention("SAL")), text(2, mention("Velt")), text(3, mention("SAL"))]
    overrides = Overrides(same=(("SAL", "Velt"),), different=(("arxiv:2501.00003 SAL", "Velt"),))
    result = resolve_entities(texts, overrides)
    assert [id_at(result, 1, "SAL"), id_at(result, 2, "Velt")] == ["entity:sal"] * 2
    assert id_at(result, 3, "SAL") == "entity:sal~2501.00003"


def test_decisions_say_why() -> None:
    result = resolve_entities([*ALIKE, text(3, mention("SAL"))], explain=True)
    last = result.decisions[-1]
    assert (last.what, last.action, last.id) == ("arxiv:2501.00003:sal", "founds", "entity:sal~2501.00003")
    assert "none clearly favoured" in last.evidence[0]
    assert resolve_entities(SENSES).decisions == []


# -- the fold ------------------------------------------------------------------------------------------------------

_shapes = st.sampled_from(
    (
        ("SAL", None),
        ("SAL", "Segment All"),
        ("SAL", "Sharpness-Aware Learning"),
        ("SHAL", "Sharpness-Aware Learning"),
        ("Segment All", None),
        ("sharpness-aware learning", None),
        ("PRYSM", None),
        ("flat minima", None),
    )
)
_mentions = st.builds(
    lambda shape, start, relation, confidence: mention(
        shape[0], start, relation, confidence=confidence, long_form=shape[1]
    ),
    _shapes,
    st.integers(0, 90),
    st.sampled_from(("USES", "PROPOSES")),
    st.sampled_from((0.1, 0.4, 0.9)),
)
_rows = st.tuples(st.integers(0, 5), st.lists(_mentions, max_size=4), st.sampled_from(("cs.LG", "cs.CV")))
_texts = st.lists(_rows, max_size=9).map(
    lambda rows: [text(number, *found, category=category) for number, found, category in rows]
)


def day_by_day(texts: Sequence[PaperMentions]) -> EntityResolution:
    """What one run after each text ends with."""
    result = resolve_entities([])
    for count in range(len(texts) + 1):
        result = resolve_entities(texts[:count], previous=result.known)
    return result


@settings(max_examples=100, deadline=None)
@given(_texts)
def test_one_build_of_all_agrees_with_one_run_a_day(texts: list[PaperMentions]) -> None:
    assert day_by_day(texts) == resolve_entities(texts)


_references = st.builds(lambda n, key: f"arxiv:2501.{n:05d}:{key}", st.integers(0, 5), st.sampled_from(("sal", "lova")))
_overrides = st.builds(
    lambda same, different, refused: Overrides(
        same=tuple(same), different=tuple(different), not_an_entity=tuple(refused)
    ),
    st.lists(st.tuples(_references, _references), max_size=2),
    st.lists(st.tuples(_references, _references), max_size=3),
    st.lists(st.sampled_from(("SAL", "LoVA")), max_size=1),
)


@settings(max_examples=200, deadline=None)
@given(_texts, _texts, st.integers(0, 9), _overrides, _overrides)
def test_going_on_from_earlier_steps_agrees_with_a_replay(
    texts: list[PaperMentions], others: list[PaperMentions], kept: int, overrides: Overrides, earlier: Overrides
) -> None:
    before = resolve_entities([*texts[:kept], *others], earlier)
    replayed = resolve_entities(texts, overrides, before.known)
    went_on = resolve_entities(texts, overrides, before.known, before.folded)
    assert replace(went_on, replayed=replayed.replayed) == replayed


def test_only_what_was_added_is_decided() -> None:
    texts = [text(number, mention("Quorl"), mention("SAL", 30)) for number in range(9)]
    before = resolve_entities(texts[:7])
    after = resolve_entities(texts, previous=before.known, before=before.folded)
    assert (before.replayed, after.replayed) == (7, 2)
    changed = resolve_entities([*texts[:4], text(4, mention("Velt")), *texts[5:]], before=after.folded)
    assert changed.replayed == 5
    apart = Overrides(different=(("arxiv:2501.00002:sal", "arxiv:2501.00006:sal"),))
    assert resolve_entities(texts, apart, before=after.folded).replayed == 3


@settings(max_examples=100, deadline=None)
@given(_texts, st.integers(0, 8))
def test_adding_only_founds_and_merges(texts: list[PaperMentions], count: int) -> None:
    before, after = resolve_entities(texts[:count]), resolve_entities(texts)
    survivors = {each.id: each.survivor for each in after.known}
    now = {where: survivors[id_] or id_ for where, id_ in before.entity_of.items()}
    assert now == {where: after.entity_of[where] for where in now}


@settings(max_examples=100, deadline=None)
@given(_texts, st.sets(st.integers(0, 8)))
def test_texts_taken_out_and_put_back_have_their_ids_again(texts: list[PaperMentions], taken: set[int]) -> None:
    whole = resolve_entities(texts)
    rest = [each for number, each in enumerate(texts) if number not in taken]
    between = resolve_entities(rest, previous=whole.known)
    assert resolve_entities(texts, previous=between.known).entity_of == whole.entity_of
    assert {each.id for each in whole.known} <= {each.id for each in between.known}


# -- explained -----------------------------------------------------------------------------------------------------


def test_evidence_that_a_decision_names_is_what_decides() -> None:
    told = "porphyry tesserae muffle"
    first = replace(text(1, mention("SAL"), category="cs.CV"), told=told, authors=("Ada Moreau",))
    near = replace(text(2, mention("SAL"), category="hep-th"), told=told, authors=("Ada Moreau",))
    decision = resolve_entities([first, near], explain=True).decisions[-1]
    assert decision.action == "joins"
    named = [evidence for evidence in decision.evidence if "shared" in evidence]
    assert [evidence.split(" ", 1)[1] for evidence in named] == [
        "shared author ada moreau",
        "shared words muffle, porphyry, tesserae",
    ]
    bare = replace(near, told="", authors=())
    parted = resolve_entities([first, bare], explain=True).decisions[-1]
    assert parted.action == "founds"
    (miss,) = parted.near
    assert (miss.what, miss.id) == ("arxiv:2501.00001:sal", "entity:sal")
    assert miss.total < 0
    assert not any("shared" in evidence for evidence in miss.evidence)


def test_near_misses_and_what_else_joins_are_told() -> None:
    texts = [text(1, *pair("SAL", "Segment All")), text(2, mention("Velt"), mention("SAL", 30), category="hep-th")]
    overrides = Overrides(same=(("SAL", "Velt"),))
    decisions = resolve_entities(texts, overrides, explain=True).decisions
    told = {decision.what: decision.evidence for decision in decisions}
    assert "arxiv:2501.00001 defines SAL as Segment All" in told["arxiv:2501.00001:segmentall"]
    assert "override: the same as arxiv:2501.00001:sal" in told["arxiv:2501.00002:velt"]
