"""What each part of the extractor brings: figures with some of them taken away, and the classifier trained without.

    python -m kg.training.steps ../shared/gold --encoder build/training

Reads the groups of the held-out papers that `kg.training.candidates` described, and describes the papers of `dev.jsonl`
with what is shipped. Prints one row a set of parts: on the held-out papers of `train.jsonl` (one annotator, every
entity counts; judged by a classifier that learnt from the other half), and on dev.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.extraction.classifier import Classifier
from kg.extraction.features import ENCODER_NUMBERS, Described
from kg.extraction.group import Group
from kg.extraction.judge import judge
from kg.extraction.models import shipped_models
from kg.extraction.reconcile import reconcile
from kg.model.mentions import Mention
from kg.training.candidates import HELD_OUT, described
from kg.training.classifier import Example, train_classifier
from kg.training.gold import MarkedPaper, read_gold
from kg.training.scored import score

Papers = Sequence[Sequence[tuple[Group, Example]]]

STEPS: Mapping[str, tuple[str, ...]] = {
    "rules alone": ("encoder", "known"),
    "rules and known names": ("encoder",),
    "encoder alone": ("known", "rules"),
    "encoder and rules": ("known",),
    "all": (),
}
"""Name of the step → the parts that are taken away."""

_LEARNT = ("encoder", "known", "again")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    given = parser.parse_args()
    train, dev = read_gold(given.gold / "train.jsonl")[::HELD_OUT], read_gold(given.gold / "dev.jsonl")
    with (given.encoder / "described.pkl").open("rb") as file:
        groups: Papers = pickle.load(file)
    new = described(dev, shipped_models())
    print("| parts | papers | entities P / R / F1 | PROPOSES P / R / F1 | the other five, mean F1 |")
    print("|---|---|---|---|---|")
    for name, gone in STEPS.items():
        part = [without(paper, gone) for paper in groups]
        halves = [
            train_classifier([example for paper in part[1 - half :: 2] for _, example in paper]) for half in (0, 1)
        ]
        folded = {
            paper.id: mentions(paper, found, halves[i % 2])
            for i, (paper, found) in enumerate(zip(train, part, strict=False))
        }
        print(f"| {name} | held out | {row(given.gold, train, folded)} |", flush=True)
        whole = train_classifier([example for paper in part for _, example in paper])
        read = {paper.id: mentions(paper, without(found, gone), whole) for paper, found in zip(dev, new, strict=True)}
        print(f"| {name} | dev | {row(given.gold, dev, read)} |", flush=True)


def without(paper: Sequence[tuple[Group, Example]], parts: Sequence[str]) -> list[tuple[Group, Example]]:
    """The groups and what is known of them as they were if these parts did not exist.

    A part is the beginning of its rules' names; `rules` are all that are not learnt.
    """

    def is_gone(rule: str) -> bool:
        return rule.startswith(tuple(parts)) or ("rules" in parts and not rule.startswith(_LEARNT))

    result = []
    for group, example in paper:
        places = {place: {rule for rule in rules if not is_gone(rule)} for place, rules in group.places.items()}
        if any(rules - {"again"} for rules in places.values()):
            words, numbers = example.described
            kept = [word for word in words if not _speaks_of(word, is_gone)]
            result.append(
                (
                    Group(group.keys, {place: rules for place, rules in places.items() if rules}, group.pairs),
                    Example((kept, _blanked(numbers, parts)), example.role),
                )
            )
    return result


def _speaks_of(word: str, is_gone: Any) -> bool:
    kind, _, rest = word.partition("=")
    return kind in {"rule", "rules", "two", "paper"} and any(is_gone(rule.rstrip("+")) for rule in rest.split("|"))


def _blanked(numbers: np.ndarray, parts: Sequence[str]) -> np.ndarray:
    """The numbers with 0 where they come from a part that is taken away."""
    result = numbers.copy()
    if "encoder" in parts:
        result[:ENCODER_NUMBERS] = 0
    if "known" in parts:
        result[ENCODER_NUMBERS : ENCODER_NUMBERS + 13] = 0
    return result


def mentions(paper: MarkedPaper, found: Sequence[tuple[Group, Example]], classifier: Classifier) -> tuple[Mention, ...]:
    """The mentions of a paper whose groups are described."""
    candidates: list[tuple[Group, Described]] = [(group, example.described) for group, example in found]
    judged = judge(paper.reading, candidates, shipped_models(), classifier)
    return reconcile(paper.reading, judged, ("title", "abstract"))


def row(gold: Path, papers: Sequence[MarkedPaper], found: Mapping[str, Sequence[Mention]]) -> str:
    """The figures of one row; an entity that does not say whether it is required is."""
    records = [
        {**paper.record, "entities": [{"required": True, **entity} for entity in paper.record["entities"]]}  # type: ignore[attr-defined]
        for paper in papers
    ]
    result = score(gold / "dev.jsonl", records, found)
    other = [f1 for relation, (_, _, f1) in result["relations"].items() if relation != "PROPOSES"]
    shown = [" / ".join(f"{value:.3f}" for value in result[what]) for what in ("entities", "proposes")]
    return f"{shown[0]} | {shown[1]} | {sum(other) / len(other):.3f}"


if __name__ == "__main__":
    main()
