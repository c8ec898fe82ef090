"""The user's overrides, through `kg build`: they win, they are reported when idle, and they can be taken back."""

from __future__ import annotations

from pathlib import Path

from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines
from tests.cli.conftest import Run


def test_a_link_is_added_by_name_and_taken_back(kg: Run, bundle: Path, two_days: Path) -> None:
    before = Bundle.open(bundle)
    used = next(row for row in before.edges("USES") if row["source"] != "arxiv:2602.90053")
    method = next(row for row in before.nodes("Method") if row["id"] == used["target"])
    path = bundle.parent / "overrides.toml"
    added = override_lines("add", "section 4", paper="2602.90053", relation="COMPARES_WITH", entity=method["id"])
    path.write_text(added, encoding="utf-8")
    assert kg("build", two_days, "--out", bundle).code == 0
    found = [row for row in Bundle.open(bundle).edges("COMPARES_WITH") if row["rule"] == "override"]
    assert [(row["source"], row["target"], row["evidence"]) for row in found] == [
        ("arxiv:2602.90053", method["id"], "section 4")
    ]
    path.unlink()
    assert kg("build", two_days, "--out", bundle).code == 0
    assert Bundle.open(bundle).fingerprint == before.fingerprint


def test_what_has_no_effect_is_said(kg: Run, bundle: Path, two_days: Path) -> None:
    lines = [
        override_lines("rename", "r", id="entity:no-such-thing", to="X"),
        override_lines("add", "r", paper="2602.90053", relation="USES", entity="No Such Thing"),
    ]
    (bundle.parent / "overrides.toml").write_text("\n".join(lines), encoding="utf-8")
    done = kg("build", two_days, "--out", bundle)
    assert done.code == 0
    assert "[[rename]] names entity:no-such-thing, an id that was never given" in done.err
    assert "[[add]] No Such Thing of arxiv:2602.90053: no entity so far" in done.err
