"""What all tests share: the fixtures of servers and browser, what a missing part means, and the table at the end."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.fixtures import browser  # noqa: F401 - a fixture of every test
from tests.servers.fixtures import (  # noqa: F401 - fixtures of every test
    embedded_session,
    embedded_store,
    neo4j_2026_server,
    neo4j_2026_session,
    neo4j_2026_store,
    neo4j_server,
    neo4j_session,
    neo4j_store,
    store,
)

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared")
PARTS = ("embedded", "neo4j", "chromium", "data")


def required(part: str) -> bool:
    """Whether `KG_REQUIRE` turns a skip for want of this part into a failure."""
    return part in os.environ.get("KG_REQUIRE", "").replace(",", " ").split()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real digests and gold annotations."""
    if not (SHARED / "data").is_dir():
        missing(f"no real inputs at {SHARED} (set KG_SHARED)", "data")
    return SHARED


def missing(why: str, part: str) -> None:
    """Skip the test for want of a part, or fail where the part is required."""
    if required(part):
        pytest.fail(f"KG_REQUIRE names {part}, but: {why}")
    pytest.skip(f"{part}: {why}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of what ran and what did not, and why not."""
    ran: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    reasons: dict[str, set[str]] = {}
    for outcome, reports in terminalreporter.stats.items():
        for report in reports:
            if not isinstance(report, pytest.TestReport) or (report.when != "call" and outcome == "passed"):
                continue
            part = next((part for part in PARTS if part in report.keywords), "core")
            if outcome == "skipped":
                skipped[part] += 1
                text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
                reasons.setdefault(part, set()).add(text.removeprefix("Skipped: "))
            elif outcome in ("passed", "failed", "error"):
                ran[part] += 1
    line = terminalreporter.write_line
    terminalreporter.section("what ran", sep="-")
    line(f"{'part':<10} {'ran':>5} {'not':>5}  why not")
    for part in ("core", *PARTS):
        line(f"{part:<10} {ran[part]:>5} {skipped[part]:>5}  {'; '.join(sorted(reasons.get(part, ())))}")
