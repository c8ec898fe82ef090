"""Abbreviations after Schwartz & Hearst."""

from __future__ import annotations

import pytest

from kg.text.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a graph neural network (GNN) is", [("GNN", "graph neural network")]),
        ("several Graph Neural Networks (GNNs) are", [("GNNs", "Graph Neural Networks")]),
        ("we fit LRA (Low-Rank Adapter) to", [("LRA", "Low-Rank Adapter")]),
        ("Wide Beam Search (termed WiBS, ours)", [("WiBS", "Wide Beam Search")]),
        ("use Pale Plum Pie (PPP) now", [("PPP", "Pale Plum Pie")]),
        ("in time-tested tea (TTT) we", [("TTT", "time-tested tea")]),
        ("the Almond and Rye Cake (ARC) is", [("ARC", "Almond and Rye Cake")]),
        ("a dense dry dune (D3) or text-to-ice (T2I)", [("D3", "dense dry dune"), ("T2I", "text-to-ice")]),
        (
            "the Genuine Nutty Slow Pear-based Classic (GenNSPCla) is",
            [("GenNSPCla", "Genuine Nutty Slow Pear-based Classic")],
        ),
        ("as shown (see Section 2) and (GNN)", []),
        ("the value (p < 0.05) holds", []),
        ("Foo Bar. Graph nets (FG)", []),
        ("of the kernel (2024)", []),
    ],
)
def test_pairs(text: str, pairs: list[tuple[str, str]]) -> None:
    found = abbreviations(text)
    assert [(a.short, a.long) for a in found] == pairs
    for a in found:
        assert text[a.short_start : a.short_end] == a.short
        assert text[a.long_start : a.long_end] == a.long
