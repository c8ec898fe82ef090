"""Entities against pairs of uses that were judged by reading both abstracts: how often each kind of error is made.

`pairs/same_name.jsonl` holds uses of one name in two papers (most mean two things), `other_name.jsonl` uses of two
names (most mean one): paper ids, the names as they stand there, and the verdict. They were drawn by program from 40,058
papers: by name among acronyms and coined words; by spellings that differ in case, hyphens, plural or a generic word; by
long forms that another paper abbreviates; by names that are nearly spelt alike.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.parallel import extract_units
from kg.model.identity import PaperMentions
from kg.model.mentions import Mention, TextUnit
from kg.resolution.entities import resolve_entities
from kg.text.abbreviations import abbreviations

FOLDER = Path(__file__).parent / "pairs"
FIGURES = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))
TOLERANCE = 0.02
Use = tuple[str, str]


def read_pairs(name: str) -> list[tuple[Use, Use, bool]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(tuple(row["one"]), tuple(row["other"]), row["same"]) for row in map(json.loads, lines)]


PAIRS = {name: read_pairs(name) for name in ("same_name", "other_name")}


def test_there_are_enough_pairs_each_once() -> None:
    apart = sum(not same for *_, same in PAIRS["same_name"])
    joined = sum(same for *_, same in PAIRS["other_name"])
    assert (apart >= 150, joined >= 300) == (True, True)
    for pairs in PAIRS.values():
        assert len({frozenset((one, other)) for one, other, _ in pairs}) == len(pairs)


@pytest.mark.data
@pytest.mark.slow
def test_figures_of_both_kinds_of_error(shared: Path) -> None:
    wanted: dict[str, set[str]] = {}
    for pairs in PAIRS.values():
        for one, other, _ in pairs:
            for paper, name in (one, other):
                wanted.setdefault(paper, set()).add(name)
    found = resolve_entities(texts(shared / "data" / "papers" / "papers-40k.jsonl.gz", wanted))
    entity = {(paper, mention.surface): id_ for (paper, mention), id_ in found.entity_of.items()}
    assert score(entity) == {
        name: pytest.approx(expected, abs=TOLERANCE) for name, expected in FIGURES["these_papers"].items()
    }


def texts(path: Path, wanted: Mapping[str, Set[str]]) -> list[PaperMentions]:
    """The papers of the pairs in the order of their ids, extracted; a name missed or doubted is put in as a use."""
    papers = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if f"arxiv:{row['id']}" in wanted:
                papers[f"arxiv:{row['id']}"] = row
    assert papers.keys() == wanted.keys()
    ordered = [(id_, papers[id_], unit_of(papers[id_])) for id_ in sorted(papers)]
    read = dict(extract_units([unit for _, _, unit in ordered]))
    return [told(id_, row, unit, with_uses(unit, read[unit], wanted[id_])) for id_, row, unit in ordered]


def unit_of(row: Mapping[str, Any]) -> TextUnit:
    return TextUnit("paper", " ".join(row["title"].split()), " ".join(row["summary"].split()))


def with_uses(unit: TextUnit, mentions: Iterable[Mention], names: Set[str]) -> tuple[Mention, ...]:
    found = [replace(m, confidence=max(0.5, m.confidence)) if m.surface in names else m for m in mentions]
    long_forms = {pair.short: pair.long for pair in abbreviations(f"{unit.title}. {unit.text}")}
    for name in sorted(names - {mention.surface for mention in found}):
        section, text = ("abstract", unit.text) if name in unit.text else ("title", unit.title)
        match = re.search(re.escape(name), text)
        assert match is not None, (unit.title, name)
        place = (match.start(), match.end(), name, name, "Method", "USES", 0.5, "given", 0, len(text))
        found.append(Mention(section, *place, long_forms.get(name)))
    return tuple(found)


def told(id_: str, row: Mapping[str, Any], unit: TextUnit, mentions: tuple[Mention, ...]) -> PaperMentions:
    return PaperMentions(id_, tuple(row["categories"]), mentions, f"{unit.title} {unit.text}", tuple(row["authors"]))


def score(entity: Mapping[Use, str]) -> dict[str, float]:
    """For each file the share of pairs that are rightly apart and rightly joined; a use without entity is apart."""
    result = {}
    for name, pairs in PAIRS.items():
        for verdict, what in ((False, "apart"), (True, "joined")):
            judged = [(one, other) for one, other, same in pairs if same is verdict]
            right = sum((one in entity and entity.get(one) == entity.get(other)) is verdict for one, other in judged)
            result[f"{name}_{what}"] = round(right / len(judged), 3)
    return result
