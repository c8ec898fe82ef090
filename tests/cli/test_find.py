"""`kg find`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_name_is_found_with_its_id(kg: Run, built: Path) -> None:
    done = kg("find", "tessera", "--graph", built, "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {"label": "Method", "id": "entity:tessera", "name": "Tessera"}.items() <= rows[0].items()


def test_an_empty_answer_says_why_and_is_no_error(kg: Run, built: Path) -> None:
    done = kg("find", "zzz", "--graph", built)
    assert (done.code, done.out) == (0, "")
    assert "'zzz'" in done.err


def test_an_unknown_label_is_named_with_those_there_are(kg: Run, built: Path) -> None:
    done = kg("find", "x", "--graph", built, "--label", "Person")
    assert done.code == 2
    assert "Author" in done.err
