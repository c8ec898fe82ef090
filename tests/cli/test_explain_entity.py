"""`kg explain`, its entity branch."""

from __future__ import annotations

import json
from pathlib import Path

from kg.graph.bundle import Bundle
from kg.model.schema import LINK_TYPES
from tests.cli.conftest import Run


def most_used(bundle: Bundle) -> dict:
    return max(bundle.nodes("Method"), key=lambda row: (row["papers"], row["id"]))


def test_every_paper_that_is_linked_is_told_with_its_names_and_why(kg: Run, built: Path) -> None:
    bundle = Bundle.open(built)
    method = most_used(bundle)
    found = json.loads(kg("explain", method["id"], "--graph", built, "--json").out)
    linked = {row["source"] for type_ in LINK_TYPES for row in bundle.edges(type_) if row["target"] == method["id"]}
    assert linked <= {use["slot"].rpartition(":")[0] for use in found["uses"]}
    assert found["uses"][0]["action"] == "founds"
    assert all(use["evidence"] for use in found["uses"])
    assert method["name"] in {name for use in found["uses"] for name in use["names"]}


def test_the_lines_that_it_prints_split_the_entity_when_they_are_pasted(kg: Run, bundle: Path, two_days: Path) -> None:
    method = most_used(Bundle.open(bundle))
    found = json.loads(kg("explain", method["name"], "--graph", bundle, "--json").out)
    assert found["different"].replace("\n", "\n  ") in kg("explain", method["id"], "--graph", bundle).out
    (bundle.parent / "overrides.toml").write_text(found["different"], encoding="utf-8")
    assert kg("build", two_days, "--out", bundle).code == 0
    again = json.loads(kg("explain", method["id"], "--graph", bundle, "--json").out)
    first, last = found["uses"][0]["slot"], found["uses"][-1]["slot"]
    slots = {use["slot"] for use in again["uses"]}
    assert first in slots
    assert last not in slots
