import pytest

from kg.text.dois import doi_of, preprint_of


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1234/Kiln\\_9.", "10.1234/kiln_9"),
        ("doi:10.2168/lmcs-4(3:11)2008", "10.2168/lmcs-4(3:11)2008"),
        ("10.1234/kiln 10.5678/oven", "10.1234/kiln"),
        ("10.12/kiln", None),
        ("", None),
    ],
)
def test_the_first_doi_of_a_text(text: str, doi: str | None) -> None:
    assert doi_of(text) == doi


def test_a_doi_of_arxiv_tells_the_preprint() -> None:
    assert preprint_of(str(doi_of("10.48550/arXiv.2603.90001"))) == "2603.90001"
    assert preprint_of("10.1234/arxiv.2603.90001") is None
