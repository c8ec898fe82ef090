"""Venues from comments and journal references, and none from what was only submitted."""

from __future__ import annotations

import pytest

from kg.text.venues import venue_of


@pytest.mark.parametrize(
    ("comment", "venue"),
    [
        ("12 pages, 3 figures. Accepted at NeurIPS 2025", "NeurIPS 2025"),
        ("To appear in IEEE TPAMI", "IEEE TPAMI"),
        ("Accepted by IEEE Transactions on Pattern Analysis and Machine Intelligence", "IEEE TPAMI"),
        ("ICML 2026 Workshop on Slow Gardens", "ICML 2026 Workshop"),
        ("Accepted to Findings of ACL 2026 (30 pages)", "ACL 2026 Findings"),
        ("9 pages, ICCV'25 oral", "ICCV 2025"),
        ("CVPR2026", "CVPR 2026"),
        ("Accepted at the 19th European Conference on Computer Vision (ECCV) 2026", "ECCV 2026"),
        ("To be published in 2025 International Conference on Robotics and Automation (ICRA)", "ICRA 2025"),
        ("Accepted to SIGGRAPH Asia 2025 Conference Papers", "SIGGRAPH Asia 2025"),
        ("Accepted for publication in Astronomy & Astrophysics; 8 pages", "A&A"),
        ("Accepted for publication in The Astrophysical Journal Letters", "ApJ Letters"),
        ("Published in Physical Review A 110, 062429 (2024)", "Phys. Rev. A"),
        ("accepted in interspeech 2026", "Interspeech 2026"),
        ("9 pages. Published in Nature.", "Nature"),
        ("Accepted at the 3rd Conference on Quiet Gardens (CQG-Net 2026), Oslo", "CQG-Net 2026"),
        ("18 pages, QUOB 2026", "QUOB 2026"),
        ("To appear in the Oslo Journal of Gardens", "Oslo Journal of Gardens"),
        ("7 pages, workshop paper, QGW 2026, co-located with ICSE 2026", "QGW 2026 Workshop"),
        ("A workshop co-located with ICSE 2026", "ICSE 2026 Workshop"),
    ],
)
def test_comments(comment: str, venue: str) -> None:
    assert venue_of(None, comment) == venue


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to CVPR 2026", "Under review at ICLR 2026", "submission to MNRAS, 9 pages", "23 pages, 4 figures",
        "An extended version of our NeurIPS 2025 paper", "A shorter version appeared at ICML 2024", "In preparation",
        "MSC 2020: 05C80", "Written in LaTeX 2025", "Nature of gardens", "Accepted",
        "Solution to the garden challenge at CVPR 2026", "PhD thesis, Oslo, 2026", "Preprint 2026", "",
        "Code: https://example.org/ICML2026", "We study the nature of science", "NeurIPS 2026 preprint",
    ],
)  # fmt: skip
def test_no_venue(comment: str) -> None:
    assert venue_of(None, comment) is None


@pytest.mark.parametrize(
    ("reference", "venue"),
    [
        ("Phys. Rev. D 101, 123 (2020)", "Phys. Rev. D"),
        ("Phys.Rev.Lett.99:071301,2007", "Phys. Rev. Lett."),
        ("JHEP 0705:034,2007", "JHEP"),
        ("Mon.Not.Roy.Astron.Soc.378:211-220,2007", "MNRAS"),
        ("Proceedings of the 9th International Conference on Machine Learning (ICML), 2022, pp. 1-9", "ICML 2022"),
        ("Oslo Journal of Gardens, vol. 3, no. 1", "Oslo Journal of Gardens"),
        ("Hortensia 12 (2011) 4-9", "Hortensia"),
        ("Gardner, O., Handbook of Gardens, 2006", None),
        ("vol. 3, 2009", None),
    ],
)
def test_references(reference: str, venue: str | None) -> None:
    assert venue_of(reference, "Submitted to CVPR 2026") == venue


def test_the_reference_goes_before_the_comment() -> None:
    assert venue_of("JHEP 05 (2021) 1", "Accepted at ICML 2021") == "JHEP"
    assert venue_of(None, None) is None
