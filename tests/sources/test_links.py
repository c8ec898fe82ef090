import pytest

from kg.sources.links import PaperLink, is_category, parse_heading, parse_link
from kg.sources.reading import BlockError

HTTP = "http://arxiv.org"
URL = "https://arxiv.org/abs/2512.00001"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"[1] [Slow Gates]({URL})", "Slow Gates"),
        (f"[Slow Gates]({URL})", "Slow Gates"),
        (f"[12] [[Short] Slow Gates [v2]]({URL})", "[Short] Slow Gates [v2]"),
        (f"[3] [Maps $f(x)]$ and [a](b) in text]({URL})", "Maps $f(x)]$ and [a](b) in text"),
        (f"[4] [`code` and <think> tags]({URL})", "`code` and <think> tags"),
        (f"[5] [A $\\mathcal{{O}}(n)$ Gate]({URL})", "A $\\mathcal{O}(n)$ Gate"),
    ],
)
def test_titles(heading: str, title: str) -> None:
    assert parse_heading(heading) == (title, URL)


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("[7] Slow Gates", ("Slow Gates", "")),
        (f"[7] []({URL})", ("", URL)),
        ("[7] [Slow Gates]()", ("Slow Gates", "")),
        ("", ("", "")),
    ],
)
def test_parts_that_are_missing(heading: str, parts: tuple[str, str]) -> None:
    assert parse_heading(heading) == parts


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (URL, PaperLink("arxiv:2512.00001", None, URL, None)),
        (f"{HTTP}/abs/2506.06333v2", PaperLink("arxiv:2506.06333", 2, f"{HTTP}/abs/2506.06333v2", None)),
        (f"{HTTP}/pdf/0705.1862v1", PaperLink("arxiv:0705.1862", 1, None, f"{HTTP}/pdf/0705.1862v1")),
        ("hep-th/0408048", PaperLink("arxiv:hep-th/0408048", None, None, None)),
        ("math.GT/0309136v3", PaperLink("arxiv:math/0309136", 3, None, None)),
        (f"{HTTP}/abs/hep-th/9204001", PaperLink("arxiv:hep-th/9204001", None, f"{HTTP}/abs/hep-th/9204001", None)),
    ],
)
def test_links(address: str, link: PaperLink) -> None:
    assert parse_link(address) == link


@pytest.mark.parametrize("address", ["", "https://example.org/x", "2513.00001", "12.5"])
def test_what_names_no_paper_is_refused(address: str) -> None:
    with pytest.raises(BlockError, match="expected an arXiv id"):
        parse_link(address)


def test_categories_and_topics() -> None:
    assert all(map(is_category, ["cs.LG", "astro-ph", "cond-mat.dis-nn", "quant-ph", "math.GT", "q-bio.NC"]))
    assert not any(map(is_category, ["Language models", "self-supervised", "cs.", "", "cs.LG and more"]))
