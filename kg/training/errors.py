"""What the shipped extractor gets wrong on marked papers, by kind, with examples.

    python -m kg.training.errors ../shared/gold/dev.jsonl [--examples 6]

Counts methods and datasets: an entity that both annotators marked and that is not found, and a name that is shown and
that neither marked.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.language import Language

from kg.extraction.candidates import candidates, pipeline
from kg.extraction.extract import Extractor
from kg.extraction.models import shipped_models
from kg.extraction.thresholds import DEFAULT_THRESHOLDS
from kg.model.mentions import Mention
from kg.text.keys import name_key
from kg.training.gold import Entity, MarkedPaper, read_gold

NAMED = frozenset({"PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON"})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--examples", type=int, default=6)
    given = parser.parse_args()
    kinds: dict[str, list[str]] = defaultdict(list)
    for paper in read_gold(given.gold):
        for kind, name in errors(paper):
            kinds[kind].append(name)
    print("| kind | number | examples |")
    print("|---|---:|---|")
    for kind, names in sorted(kinds.items(), key=lambda pair: (pair[0].partition(":")[0], -len(pair[1]))):
        step = max(1, len(names) // given.examples)
        print(f"| {kind} | {len(names)} | {'; '.join(names[::step][: given.examples])} |")


def errors(paper: MarkedPaper) -> Iterator[tuple[str, str]]:
    """(Kind, name) of each error in one paper."""
    record = paper.record
    mentions = _extractor().paper(str(record["title"]), str(record["abstract"]))
    shown = [mention for mention in mentions if mention.confidence >= DEFAULT_THRESHOLDS[mention.relation]]
    known = frozenset().union(*(group.keys for group, _ in candidates(_pipeline(), paper.reading, shipped_models())))
    marked = [entity for entity, is_required in zip(paper.entities, required(paper), strict=True) if is_required]
    for entity in marked:
        if entity.role in NAMED and not any(name_key(mention.name) in entity.keys for mention in shown):
            yield f"missed: {_why_missed(entity, mentions, shown, known)}", entity.names[0]
    seen = set()
    for mention in shown:
        key = name_key(mention.name)
        if mention.relation in NAMED and key not in seen:
            seen.add(key)
            if not any(key in entity.keys and entity.role in NAMED for entity in paper.entities):
                yield f"wrong: {_why_wrong(mention, paper)}", mention.name


@cache
def _extractor() -> Extractor:
    return Extractor()


@cache
def _pipeline() -> Language:
    return pipeline()


def required(paper: MarkedPaper) -> list[bool]:
    """Of each marked entity that `read_gold` kept, whether both annotators marked it."""
    named = {next(iter(entity["names"])): entity.get("required", True) for entity in paper.record["entities"]}  # type: ignore[attr-defined]
    return [bool(named.get(entity.names[0], True)) for entity in paper.entities]


def _why_missed(entity: Entity, mentions: tuple[Mention, ...], shown: list[Mention], known: frozenset[str]) -> str:
    if any(name_key(mention.name) in entity.keys for mention in mentions):
        return "found, but not surely enough"
    texts = [mention.name.casefold() for mention in shown]
    if any(text in name.casefold() or name.casefold() in text for text in texts for name in entity.names):
        return "another cut of the name is shown"
    return "a candidate that was taken for none" if entity.keys & known else "never a candidate"


def _why_wrong(mention: Mention, paper: MarkedPaper) -> str:
    key, name = name_key(mention.name), mention.name.casefold()
    if any(key in entity.keys for entity in paper.entities):
        return "the gold says task or metric"
    if any(text in name or name in text for entity in paper.entities for text in map(str.casefold, entity.names)):
        return "another cut of the name is marked"
    return "a name that is not marked" if mention.name != mention.name.lower() else "a descriptive phrase"


if __name__ == "__main__":
    main()
