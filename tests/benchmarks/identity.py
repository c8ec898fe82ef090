"""How well authors are told apart, beside plain rules: `python -m tests.benchmarks.identity AMINER_FOLDER`.

Macro B³ over the ambiguous names: baselines, the fold in the order of the ids and in other orders, with hindsight
(after the fold, every authorship is held against all groups again, and groups may still merge), half of the first names
cut to initials; and what affiliations and ORCIDs add: AMiner has affiliations for 45 % of the authorships, and no
ORCIDs, so these are made from the truth. The weights have seen these names; `python -m kg.training.authors` prints what
they reach unseen.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path

from kg.model.identity import PaperFacts
from kg.resolution.authors import resolve_authors
from kg.resolution.authorships import Authorship
from kg.resolution.blocks import fold_block
from kg.resolution.evidence import WEIGHTS
from kg.resolution.unions import Union
from kg.training.ambiguous_names import Names, b_cubed, half_cut, macro, read_names, shuffled
from kg.training.authors import blocks_of, judge

Grouping = Callable[[list[Authorship], dict[int, str]], dict[int, Hashable]]


def by_name(authorships: list[Authorship], truth: dict[int, str]) -> dict[int, Hashable]:
    """The name taken for the person."""
    return {each.number: each.bearer.full or each.bearer.initial for each in authorships}


def apart(authorships: list[Authorship], truth: dict[int, str]) -> dict[int, Hashable]:
    """Everyone a person of his own."""
    return {each.number: each.number for each in authorships}


def by_coauthor(authorships: list[Authorship], truth: dict[int, str]) -> dict[int, Hashable]:
    """One person where papers of one name share a co-author's name."""
    labelled = [each for each in authorships if each.number in truth]
    union = Union(list(range(len(labelled))))
    first: dict[str, int] = {}
    for place, each in enumerate(labelled):
        for colleague in each.colleagues:
            union.join(first.setdefault(colleague.full or colleague.initial, place), place)
    return {each.number: union.find(place) for place, each in enumerate(labelled)}


def with_hindsight(authorships: list[Authorship], truth: dict[int, str]) -> dict[int, Hashable]:
    """The fold, and once more over all authorships against the groups that it left."""
    place = {each.number: number for number, each in enumerate(authorships)}
    union = Union([each.paper.id for each in authorships])
    for step in fold_block(authorships):
        for founder in step.founders:
            union.join(place[founder], place[step.number])
    for number, each in enumerate(authorships):
        groups = [[authorships[n] for n in members] for members in union.groups() if number not in members]
        (step,) = fold_block(
            [each], before=[group for group in groups if each.paper.id not in {a.paper.id for a in group}]
        )
        for founder in step.founders:
            union.join(place[founder], number)
    return {each.number: union.find(number) for number, each in enumerate(authorships)}


def measured(names: Names, grouping: Grouping) -> tuple[float, float, float]:
    """Macro B³ of a grouping."""
    scores = []
    for authorships, truth in blocks_of(names).values():
        found = grouping(authorships, truth)
        scores.append(b_cubed((who, found[number]) for number, who in truth.items()))
    return macro(scores)


def folded(names: Names) -> tuple[float, float, float]:
    """Macro B³ of the fold."""
    blocks = blocks_of(names)
    return macro(judge(blocks, sorted(blocks), WEIGHTS).values())


def resolved(names: Names) -> tuple[float, float, float]:
    """Macro B³ of the whole resolver, in which equal ORCIDs join."""
    author_of = resolve_authors(names.papers).author_of
    return macro(b_cubed((who, author_of[slot]) for slot, who in truth.items()) for truth in names.truth.values())


def with_orcids(names: Names, share: float) -> Names:
    """The same papers in which so many of the labelled authorships, drawn at random, carry their person's ORCID."""
    chance, known = random.Random(5), {}
    for name, truth in sorted(names.truth.items()):
        known |= {slot: f"{name} {who}" for slot, who in sorted(truth.items()) if chance.random() < share}
    papers = [
        replace(
            facts,
            authors=tuple(
                replace(author, orcid=known.get((facts.paper, position)))
                for position, author in enumerate(facts.authors, 1)
            ),
        )
        for facts in names.papers
    ]
    return Names(papers, names.truth)


def by_month(facts: PaperFacts) -> tuple[str, str]:
    return facts.month or "", facts.paper


def main(folder: str) -> None:
    """Print the table."""
    names = read_names(Path(folder))
    rows = {
        "name as identity": measured(names, by_name),
        "everyone apart": measured(names, apart),
        "a shared co-author": measured(names, by_coauthor),
        "the fold, in date order": folded(Names(sorted(names.papers, key=by_month), names.truth)),
        "the fold, latest first": folded(Names(sorted(names.papers, key=by_month, reverse=True), names.truth)),
        **{f"the fold, shuffled ({seed})": folded(shuffled(names, seed)) for seed in (11, 12, 13)},
        "the fold, half initials": folded(half_cut(names, 1)),
        "with hindsight": measured(names, with_hindsight),
        "affiliations, as given": folded(read_names(Path(folder), affiliations=True)),
        "ORCIDs on a tenth": resolved(with_orcids(names, 0.1)),
        "ORCIDs on a half": resolved(with_orcids(names, 0.5)),
    }
    for what, (precision, recall, f1) in rows.items():
        print(f"{what:<28}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
