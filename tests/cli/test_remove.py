"""`kg remove`."""

from __future__ import annotations

from pathlib import Path

from kg.graph.bundle import Bundle
from tests.cli.conftest import Run

DAY = "digest:mornings:2026-03-03"


def test_what_is_removed_stays_out_until_it_is_restored(kg: Run, two_days: Path, bundle: Path) -> None:
    before = Bundle.open(bundle).fingerprint
    done = kg("remove", DAY, "--graph", bundle)
    assert done.code == 0
    assert done.out.startswith(f"removed: {DAY}\n")
    assert Bundle.open(bundle).node_counts()["Paper"] == 16
    again = kg("build", two_days, "--out", bundle)
    assert "--restore takes it in again" in again.err
    assert Bundle.open(bundle).node_counts()["Paper"] == 16
    assert kg("build", two_days, "--out", bundle, "--restore").code == 0
    assert Bundle.open(bundle).fingerprint == before


def test_a_single_paper_goes_out_and_comes_back(kg: Run, two_days: Path, bundle: Path) -> None:
    before = Bundle.open(bundle)
    paper = next(iter(before.nodes("Paper")))["id"]
    assert kg("remove", paper, "--graph", bundle).out.startswith(f"removed: {paper}\n")
    left = Bundle.open(bundle)
    assert left.node_counts()["Paper"] == before.node_counts()["Paper"] - 1
    assert [edge for type_ in left.edge_counts() for edge in left.edges(type_) if paper in edge.values()] == []
    assert "nothing new" in kg("build", two_days, "--out", bundle).out
    assert Bundle.open(bundle).fingerprint == left.fingerprint
    assert kg("build", two_days, "--out", bundle, "--restore").code == 0
    assert Bundle.open(bundle).fingerprint == before.fingerprint


def test_an_unknown_source_is_named_with_those_there_are(kg: Run, bundle: Path) -> None:
    done = kg("remove", "digest:mornings:1999-01-01", "--graph", bundle)
    assert done.code == 2
    assert DAY in done.err
