from kg.analysis.labels import MAX_LENGTH, group_labels, group_terms
from kg.analysis.terms import PaperTerms


def paper(**of):
    names = {key: key.replace("_", " ") for keys in of.values() for key in keys.split()}
    return PaperTerms({name: set(keys.split()) for name, keys in of.items()}, names, dict.fromkeys(names, 1.0))


def test_what_sets_a_group_apart_stands_first():
    terms = paper(p1="loom graph", p2="loom graph", p3="glacier graph", p4="glacier graph")
    assert group_terms([["p1", "p2"], ["p3", "p4"]], terms) == [["loom", "graph"], ["glacier", "graph"]]


def test_what_one_of_many_papers_has_comes_after_what_several_have():
    terms = paper(p1="graph rare", p2="graph", p3="loom", p4="loom", p5="glacier graph", p6="glacier graph loom")
    assert group_terms([["p1", "p2", "p3", "p4"], ["p5", "p6"]], terms)[0] == ["loom", "graph", "rare"]


def test_no_word_twice_in_whatever_form_and_no_acronym_beside_its_words():
    terms = paper(p1="recommendation recommender_systems semantic_ids semantic_id quick_loom_search QLS")
    (found,) = group_terms([["p1"]], terms)
    assert len([term for term in found if term.startswith("recommend")]) == 1
    assert len([term for term in found if term.startswith("semantic")]) == 1
    assert len([term for term in found if term in {"QLS", "quick loom search"}]) == 1


def test_a_group_without_terms_is_called_after_its_central_member():
    assert group_labels([[], []], ["Ada Loom", "Ada Loom"]) == ["Ada Loom", "Ada Loom (2)"]


def test_a_common_word_alone_is_no_label():
    labels = group_labels([["back"], ["back", "loom"], ["loom"]], ["Ada Loom", "Bo Warp", "Cy Weft"])
    assert labels == ["Ada Loom", "back · loom", "loom"]


def test_labels_are_unique_and_the_next_term_tells_two_groups_apart():
    labels = group_labels([["a", "b", "c", "d"], ["a", "b", "c", "d"], ["a", "b", "c"]], ["X", "Y", "Z"])
    assert labels == ["a · b · c", "a · b · d", "a · b"]


def test_a_label_is_never_too_long_and_always_there():
    long = [f"{word} {'very' * 8} long" for word in ("one", "two", "six")]
    labels = group_labels([long, long, ["x" * 90], ["x" * 90]], ["A B", "C D", "E F", "G H"])
    assert all(0 < len(label) <= MAX_LENGTH for label in labels)
    assert len(set(labels)) == 4
