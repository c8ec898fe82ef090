"""LaTeX to plain text and back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.latex import plain


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"\texttt{FedMPDD} is new", "FedMPDD is new"),
        (r"$\mathcal{O}(n)$", "O(n)"),
        (r"DCIC$_{RP}$", "DCIC_RP"),
        (r"Poincar\'e, Erd\H{o}s, Fran\c{c}ois, na\"{\i}ve", "Poincaré, Erdős, François, naïve"),
        ("A~B -- c --- d", "A B - c — d"),
        (r"\emph{one} {\bf two} \href{http://x.y}{three}", "one two three"),
        (r"$\beta$-VAE at 5\%", "β-VAE at 5%"),
        ("a  b\n c ", "a b c"),
        ("a **Med**ium **N**et (**MN**), A* too", "a Medium Net (MN), A* too"),
        ("the power x**y", "the power x**y"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_reads_as(raw: str, text: str) -> None:
    assert plain(raw).text == text


@pytest.mark.parametrize(
    ("raw", "name", "surface"),
    [
        (r"we call it \texttt{FedMPDD}.", "FedMPDD", "FedMPDD"),
        (r"the DCIC$_{RP}$ rule", "DCIC_RP", "DCIC$_{RP}$"),
        (r"a $\beta$-VAE here", "β-VAE", r"$\beta$-VAE"),
        (r"\textbf{Fed}MPDD wins", "FedMPDD", r"\textbf{Fed}MPDD"),
        (r"Poincar\'e maps", "Poincaré", r"Poincar\'e"),
        ("a **Pear**Net is", "PearNet", "Pear**Net"),
        ("Gauss--Seidel", "Gauss-Seidel", "Gauss--Seidel"),
    ],
)
def test_a_plain_span_leads_back_to_its_source(raw: str, name: str, surface: str) -> None:
    read = plain(raw)
    start = read.text.index(name)
    low, high = read.source(start, start + len(name))
    assert raw[low:high] == surface


@given(st.text(alphabet=r"ab \{}$~-'`^_.éΣ", max_size=40))
def test_every_character_stands_in_the_source(raw: str) -> None:
    read = plain(raw)
    assert len(read.text) == len(read.offsets) == len(read.ends)
    assert "  " not in read.text
    for i in range(len(read.text)):
        low, high = read.source(i, i + 1)
        assert 0 <= low <= read.offsets[i] < read.ends[i] <= high <= len(raw)
    assert all(a <= b for a, b in itertools.pairwise(read.offsets))
