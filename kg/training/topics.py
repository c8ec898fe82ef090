"""Place words by the company they keep: makes `kg/resolution/data/topics.npz`.

    python -m kg.training.topics PAPERS.jsonl.gz kg/resolution/data/topics.npz

The input has one paper a line with `title` and `summary`. Latent semantic analysis: a truncated singular value
decomposition of the papers' weighted word counts, the words' sides of it scaled to one length. Only single words and
their vectors come out, shape (words, DIMENSIONS), as signed bytes. The seed is fixed; another BLAS may round otherwise.

Reference
    Deerwester et al. (1990), doi:10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9
    Halko, Martinsson, Tropp (2011), doi:10.1137/090771806
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.text.words import DOCUMENTS, document_frequencies, tokens

DIMENSIONS = 64
LEAST_PAPERS = 8
LARGEST_SHARE = 0.05
"""Words of fewer papers, or of a larger share of them, have no place."""

_SPARE, _ROUNDS, _SEED = 16, 5, 7


def vocabulary() -> list[str]:
    """The words that are placed, in alphabetic order."""
    counts = document_frequencies().items()
    return sorted(word for word, count in counts if LEAST_PAPERS <= count <= LARGEST_SHARE * DOCUMENTS)


def weigh(texts: Iterable[str], words: Sequence[str]) -> Any:
    """Sparse matrix (papers, words): 1 + log count, times the logarithm of the word's rarity, rows of length 1."""
    place = {word: number for number, word in enumerate(words)}
    rows, columns, values = [], [], []
    total = 0
    for text in texts:
        counts = Counter(place[word] for word in tokens(text) if word in place)
        rows += [total] * len(counts)
        columns += list(counts)
        values += [1 + np.log(count) for count in counts.values()]
        total += 1
    counted = sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(total, len(words)))
    table = document_frequencies()
    rarity = np.log(DOCUMENTS / (np.array([table[word] for word in words]) + 1)).astype(np.float32)
    weighed = counted @ sparse.diags(rarity)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(lengths, 1e-6)) @ weighed


def place_words(matrix: Any) -> NDArray[np.int8]:
    """A unit vector a word, times 127, shape (words, DIMENSIONS): the strongest directions, by random projection."""
    rng = np.random.default_rng(_SEED)
    basis: NDArray[Any] = rng.standard_normal((matrix.shape[1], DIMENSIONS + _SPARE)).astype(np.float32)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(matrix.T @ (matrix @ basis))
    _, _, turned = np.linalg.svd(matrix @ basis, full_matrices=False)
    vectors = (basis @ turned.T)[:, :DIMENSIONS]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rounded: NDArray[np.int8] = np.round(127 * vectors / np.maximum(lengths, 1e-9)).astype(np.int8)
    return rounded


def main(papers: str, output: str) -> None:
    """Read the papers, write the words with their vectors, print how many there are."""
    words = vocabulary()
    with gzip.open(papers, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        matrix = weigh((f"{row['title']} {row['title']} {row['summary']}" for row in rows), words)
    vectors = place_words(matrix)
    text = np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)
    np.savez_compressed(Path(output), words=text, vectors=vectors)
    print(f"{matrix.shape[0]} papers, {len(words)} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
