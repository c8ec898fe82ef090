"""Count family and given names by origin: makes `kg/resolution/data/names.tsv.gz`.

    python -m kg.training.names PAPERS.jsonl.gz kg/resolution/data/names.tsv.gz

The input has one paper a line with `authors`; each authorship counts. Only single words and counts come out,
each with its shares of CLASSES latent origins (EM over pairs of family and given name), since `Wei` is
common beside `Wang` and rare beside `Schmidt`: P(wei | wang) is the sum over the origins of P(origin | wang) P(wei |
origin). Deterministic: fixed seed, sorted words.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.text.person_names import parse_person_name

CLASSES = 8
LEAST_COUNT = 5
_ROUNDS = 60
_SEED = 7
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def count_pairs(names: Iterable[str]) -> Counter[tuple[str, str]]:
    """How many authorships have this family name and this first given name (initials and groups left out)."""
    pairs: Counter[tuple[str, str]] = Counter()
    for written, count in Counter(names).items():
        name = parse_person_name(written)
        if name.full and not name.group and name.surname:
            pairs[name.surname, name.given[0]] += count
    return pairs


def fit(pairs: Counter[tuple[str, str]]) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Expected counts an origin, shape (CLASSES,), for each family name and each given name."""
    families = sorted({family for family, _ in pairs})
    givens = sorted({given for _, given in pairs})
    row = {word: place for place, word in enumerate(families)}
    column = {word: place for place, word in enumerate(givens)}
    keys = sorted(pairs)
    left = np.array([row[family] for family, _ in keys])
    right = np.array([column[given] for _, given in keys])
    counts = np.array([pairs[key] for key in keys], dtype=float)
    rng = np.random.default_rng(_SEED)
    by_family: NDArray[Any] = rng.dirichlet(np.ones(CLASSES), len(families))
    by_given: NDArray[Any] = rng.dirichlet(np.ones(CLASSES), len(givens))
    for _ in range(_ROUNDS):
        joint = by_family[left] * by_given[right] / (by_given.sum(axis=0) + 1e-9)
        share = joint / joint.sum(axis=1, keepdims=True) * counts[:, None]
        by_family = np.stack([np.bincount(left, share[:, c], len(families)) for c in range(CLASSES)], axis=1) + 1e-9
        by_given = np.stack([np.bincount(right, share[:, c], len(givens)) for c in range(CLASSES)], axis=1) + 1e-9
    return dict(zip(families, by_family, strict=True)), dict(zip(givens, by_given, strict=True))


def lines(kind: str, counts: dict[str, NDArray[Any]]) -> Iterable[str]:
    """`kind<TAB>word<TAB>count<TAB>shares`: a share is one base-36 digit an origin, 35ths of the whole."""
    for word in sorted(counts):
        total = round(float(counts[word].sum()))
        if total >= LEAST_COUNT:
            shares = "".join(_DIGITS[round(35 * value)] for value in counts[word] / counts[word].sum())
            yield f"{kind}\t{word}\t{total}\t{shares}\n"


def main(papers: str, output: str) -> None:
    """Read the papers, write the table, print the number of distinct names."""
    with gzip.open(papers, "rt", encoding="utf-8") as rows:
        pairs = count_pairs(name for row in rows for name in json.loads(row)["authors"])
    families, givens = fit(pairs)
    text = "".join((*lines("family", families), *lines("given", givens)))
    Path(output).write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{sum(pairs.values())} authorships, {text.count(chr(10))} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
