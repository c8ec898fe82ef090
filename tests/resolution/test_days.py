"""Real days: one build of all files and one run a day give the same authors and entities, under the same ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.graph.papers import JoinedPaper, join_papers
from kg.graph.told import tell
from kg.model.mentions import Mention, TextUnit
from kg.model.records import Source
from kg.resolution.authors import resolve_authors
from kg.resolution.entities import resolve_entities
from kg.resolution.senses import is_coined
from kg.sources.read import find_sources, read_source
from kg.text.abbreviations import abbreviations
from tests.graph.build import entry

pytestmark = pytest.mark.data

DAYS = 4


@pytest.fixture(scope="module")
def days(shared: Path) -> list[Source]:
    """The first listings of the thirty."""
    plans = find_sources(sorted((shared / "data" / "digests" / "thirty-days").glob("2025-12-*.md"))[:DAYS]).plans
    return [read_source(plan) for plan in plans]


def joined(sources: Iterable[Source]) -> list[JoinedPaper]:
    return join_papers([(entry(source), source.records) for source in sources])


def names(papers: Iterable[JoinedPaper]) -> dict[str, tuple[Mention, ...]]:
    """Of each text the coined words and the abbreviations that it defines, the first word of a title as proposed."""
    units = {unit.key: unit for paper in papers for telling in paper.tellings for unit in [telling.unit]}
    units |= {u.key: u for paper in papers for telling in paper.tellings for _, u in telling.summaries()}
    return {key: tuple(_names(unit)) for key, unit in units.items()}


def _names(unit: TextUnit) -> Iterable[Mention]:
    long_forms = {pair.short: pair.long for pair in abbreviations(unit.text)}
    for section, text in (("title", unit.title), ("abstract", unit.text)):
        for match in re.finditer(r"[\w-]*\w", text):
            if is_coined(match[0]) and (section == "title" or not match[0].istitle()):
                relation = "PROPOSES" if section == "title" and match.start() == 0 else "USES"
                start, end = match.span()
                long_form = long_forms.get(match[0])
                yield Mention(section, start, end, match[0], match[0], "Method", relation, 0.8, "test", 0, 9, long_form)


def test_one_build_agrees_with_one_run_a_day_for_authors(days: list[Source]) -> None:
    whole = resolve_authors([paper.facts() for paper in joined(days)])
    result = resolve_authors([])
    for count in range(1, len(days) + 1):
        facts = [paper.facts() for paper in joined(days[:count])]
        result = resolve_authors(facts, previous=result.known, before=result.folded)
    assert (result.author_of, result.known) == (whole.author_of, whole.known)
    assert len(whole.known) > 500
    assert any(known.held for known in whole.known)


def test_one_build_agrees_with_one_run_a_day_for_entities(days: list[Source]) -> None:
    mentions = names(joined(days))
    whole = resolve_entities(tell(joined(days), mentions))
    result = resolve_entities([])
    for count in range(1, len(days) + 1):
        texts = tell(joined(days[:count]), mentions)
        result = resolve_entities(texts, previous=result.known, before=result.folded)
    assert (result.entity_of, result.known) == (whole.entity_of, whole.known)
    assert len(whole.known) > 500
    assert any(known.survivor for known in whole.known)
