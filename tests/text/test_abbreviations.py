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
