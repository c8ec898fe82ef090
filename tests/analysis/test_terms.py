from kg.analysis.terms import paper_terms
from kg.model.tables import GraphTables


def tables(*papers, **more):
    rows = [{"id": f"p{n}", "title": title, "abstract": abstract} for n, (title, abstract) in enumerate(papers)]
    nodes = {"Paper": rows, "Method": more.get("methods", [])}
    return GraphTables(nodes, {"USES": more.get("uses", [])})


def shown(terms, paper):
    return {terms.names[key] for key in terms.of[paper]}


def test_pairs_are_written_as_abstracts_write_them():
    graph = tables(
        ("Towards Gaussian Quilts", "We sew Gaussian quilts."), ("On Gaussian Quilts", "Of quilts and Gaussian yarn.")
    )
    assert "Gaussian quilts" in shown(paper_terms(graph), "p0")


def test_singular_and_plural_are_one_term():
    graph = tables(("Weaving Lattice", ""), ("A Weaving Lattice", ""), ("Weaving Lattices", ""))
    terms = paper_terms(graph)
    assert len(set.union(*(terms.of[paper] for paper in ("p0", "p1", "p2")))) == len(terms.of["p0"])


def test_the_name_of_one_paper_and_stop_words_are_no_terms():
    terms = paper_terms(tables(("ZQuilt: An Approach via Weaving Loops", ""), ("Using Weaving Loops for All", "")))
    assert shown(terms, "p0") == {"Weaving Loops", "Loops"}


def test_a_function_word_is_no_term():
    terms = paper_terms(tables(("Woven Once", ""), ("Once Is Enough", ""), ("Although Woven", "")))
    assert set().union(*(shown(terms, f"p{n}") for n in range(3))) <= {"Woven"}


def test_a_pair_that_is_a_method_by_an_alias_is_that_method():
    method = {"id": "entity:warp-knitting", "name": "WKnit", "aliases": ["warp knitting"]}
    uses = [{"source": paper, "target": method["id"]} for paper in ("p1", "p2")]
    doubtful = [{"source": "p3", "target": method["id"], "supported": False}]
    titles = [("Fast Warp Knitting", ""), ("x", ""), ("y", ""), ("z", "")]
    terms = paper_terms(tables(*titles, methods=[method], uses=uses + doubtful))
    assert [("WKnit" in shown(terms, f"p{n}")) for n in range(4)] == [True, True, True, False]


def test_latex_is_no_term():
    terms = paper_terms(tables((r"Bounds $\alpha beta$ \emph{quilt lattice}", ""), (r"Bounds $\alpha beta$", "")))
    assert shown(terms, "p0") <= {"Bounds"}
