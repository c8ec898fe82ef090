"""Learn what each piece of evidence counts: makes `kg/resolution/data/author_weights.json`.

    python -m kg.training.authors AMINER_FOLDER kg/resolution/data/author_weights.json

What is raised is what counts in the end, macro B³ of the fold itself, since a logistic regression on pairs, which knows
nothing of the fold, did worse (IDENTITY.md). Weights are drawn around START, and again around the best of them (the
cross-entropy method); the mean of the best is taken. Each draw is judged twice, with the names as written and with half
of the first names cut to initials, precision below LEAST_PRECISION counting against it. The weights of all names are
written; what is printed are the figures in FOLDS by name: the weights of each fold have never seen its names.
Deterministic; about two CPU minutes.

Reference
    Rubinstein, Kroese (2004), The Cross-Entropy Method, doi:10.1007/978-1-4757-4321-0
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.resolution.authorships import Authorship, read_authorships
from kg.resolution.blocks import fold_block
from kg.resolution.evidence import Weights
from kg.resolution.unions import Union
from kg.training.ambiguous_names import Names, b_cubed, half_cut, macro, read_names, shuffled

START = Weights(
    offset=-2.6, namesakes=0.7, rarest=0.03, middle=0.2, size=0.3, coauthor=1.0, coauthors=0.6, coauthor_cap=9.0,
    no_coauthor=-0.8, word=0.3, word_cap=3.0, topic=4.0, topic_base=0.3, category=1.0, year=-0.4,
    affiliation=2.5, other_affiliation=-2.0,
)  # fmt: skip
LEARNED = {
    "offset": 0.25, "namesakes": 0.25, "rarest": 0.8, "middle": 0.5, "size": 0.5, "coauthor": 0.25, "coauthors": 0.4,
    "no_coauthor": 0.5, "word": 0.4, "word_cap": 0.2, "topic": 0.25, "topic_base": 0.2, "year": 0.5,
}  # fmt: skip
"""How far each weight is varied: the standard deviation of its logarithm. AMiner's papers have no categories;
affiliations count by hand, so that the figures say what names and papers alone tell."""

FOLDS, FIRST, THEN, BEST = 6, 64, 16, 8
LEAST_PRECISION = 0.94
_SEED = 7

Block = tuple[list[Authorship], dict[int, str]]
Scores = dict[str, tuple[float, float, float]]


def blocks_of(names: Names) -> dict[str, Block]:
    """For each ambiguous name all authorships of its block, and the true person of those that are labelled."""
    blocks: dict[str, list[Authorship]] = defaultdict(list)
    place: dict[tuple[str, int], Authorship] = {}
    for each in read_authorships(names.papers):
        blocks[each.bearer.name.block].append(each)
        place[each.paper.id, each.position] = each
    return {
        name: (blocks[place[next(iter(truth))].bearer.name.block], {place[at].number: who for at, who in truth.items()})
        for name, truth in names.truth.items()
    }


def judge(blocks: dict[str, Block], names: Sequence[str], weights: Weights) -> Scores:
    """B³ of each name, folded with these weights."""
    scores = {}
    for name in names:
        authorships, truth = blocks[name]
        place = {each.number: number for number, each in enumerate(authorships)}
        union = Union([each.paper.id for each in authorships])
        for step in fold_block(authorships, weights=weights):
            for founder in step.founders:
                union.join(place[founder], place[step.number])
        scores[name] = b_cubed((who, union.find(place[number])) for number, who in truth.items())
    return scores


class Search:
    """Draws of weights, each with its worth for every name."""

    def __init__(self, variants: Sequence[dict[str, Block]]) -> None:
        self.variants = variants
        self.names = sorted(variants[0])
        self.rng = np.random.default_rng(_SEED)

    def draw(self, centre: NDArray[Any], spread: NDArray[Any], count: int) -> list[NDArray[Any]]:
        """Vectors of logarithms of the learned weights over those of START."""
        return [centre + spread * self.rng.standard_normal(len(LEARNED)) for _ in range(count)]

    def rate(self, vector: NDArray[Any], names: Sequence[str]) -> dict[str, NDArray[Any]]:
        """(precision, F1) of each name, means over the variants."""
        found = [judge(blocks, names, weights_at(vector)) for blocks in self.variants]
        return {name: np.mean([[scores[name][0], scores[name][2]] for scores in found], axis=0) for name in names}

    def learn(self, first: Sequence[tuple[NDArray[Any], dict[str, NDArray[Any]]]], names: Sequence[str]) -> Weights:
        """The weights from these names alone: the best of the first draws, then the best of draws around them."""
        elite = _best(first, names)
        second = self.draw(np.mean(elite, axis=0), np.std(elite, axis=0), THEN)
        rated = [(vector, self.rate(vector, names)) for vector in second]
        return weights_at(np.mean(_best([*first, *rated], names), axis=0))


def weights_at(vector: NDArray[Any]) -> Weights:
    """START with each learned weight times the exponential of its number, to three digits."""
    scaled = {name: getattr(START, name) * np.exp(step) for name, step in zip(LEARNED, vector, strict=True)}
    return replace(START, **{name: float(f"{value:.3g}") for name, value in scaled.items()})


def _best(
    rated: Sequence[tuple[NDArray[Any], dict[str, NDArray[Any]]]], names: Sequence[str]
) -> Sequence[NDArray[Any]]:
    def worth(scores: dict[str, NDArray[Any]]) -> float:
        precision, f1 = np.mean([scores[name] for name in names], axis=0)
        return float(f1 - 2 * max(0.0, LEAST_PRECISION - precision))

    order = sorted(range(len(rated)), key=lambda number: (-worth(rated[number][1]), number))
    return [rated[number][0] for number in order[:BEST]]


def main(folder: str, output: str) -> None:
    """Learn, print the figures in folds by name, write the weights of all names."""
    names = read_names(Path(folder))
    search = Search([blocks_of(names), blocks_of(half_cut(shuffled(names, 1), 2))])
    none, spread = np.zeros(len(LEARNED)), np.array(list(LEARNED.values()))
    first = [(vector, search.rate(vector, search.names)) for vector in search.draw(none, spread, FIRST)]
    held_out: list[Scores] = [{} for _ in search.variants]
    for fold in range(FOLDS):
        test = search.names[fold::FOLDS]
        weights = search.learn(first, [name for name in search.names if name not in test])
        for scores, blocks in zip(held_out, search.variants, strict=True):
            scores.update(judge(blocks, test, weights))
        print(fold, asdict(weights), macro(held_out[0].values()), flush=True)
    weights = search.learn(first, search.names)
    Path(output).write_text(json.dumps(asdict(weights), indent=2) + "\n", encoding="utf-8")
    for what, scores, blocks in zip(("as written", "half cut"), held_out, search.variants, strict=True):
        seen = macro(judge(blocks, search.names, weights).values())
        print(f"{what}: in folds P {macro(scores.values())[0]:.3f} R {macro(scores.values())[1]:.3f} "
              f"F1 {macro(scores.values())[2]:.3f}; seen P {seen[0]:.3f} R {seen[1]:.3f} F1 {seen[2]:.3f}")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
