"""Which earlier papers a paper is most like, by the words of title and abstract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log

import numpy as np
from scipy import sparse

from kg.model.rows import Row
from kg.text.words import rarity, tokens

__all__ = ["LEAST_SCORE", "MAX_NEIGHBOURS", "SIMILAR_VERSION", "once", "similar_edges"]

SIMILAR_VERSION = "similar-1"
"""Changes whenever the same texts may give other rows."""

MAX_NEIGHBOURS = 10
LEAST_SCORE = 0.1

_CHUNK = 512
_DIGITS = 4


def similar_edges(
    papers: Sequence[tuple[str, int, str]],
    max_neighbours: int = MAX_NEIGHBOURS,
    least_score: float = LEAST_SCORE,
    *,
    start: int = 0,
) -> list[Row]:
    """The SIMILAR rows of (paper id, place of its first source, text) in fold order: places never fall.

    Each paper points to at most `max_neighbours` papers placed before it or in its own source, the most alike first,
    ties by id; `score` is the cosine of their TF-IDF vectors, in [least_score, 1], rounded to 4 digits. Rows come by
    source in the order of `papers`. Inverse document frequencies are those of the shipped table, so a score depends on
    its two texts alone. From `start` on, the number of the first paper of a source, rows are made.

    Cost: 40,000 papers take 50 s of one core and under 1 GB, 45 more after them about 8 s.

    Reference
        G. Salton and C. Buckley (1988), Term-weighting approaches, doi:10.1016/0306-4573(88)90021-0
    """
    if start >= len(papers):
        return []
    ids = np.array([paper for paper, _, _ in papers], dtype=object)
    vectors = _tf_idf([text for _, _, text in papers])
    columns = vectors.T.tocsr()
    edges: list[Row] = []
    for first, stop, end in _chunks([place for _, place, _ in papers], start):
        scores = sparse.csr_matrix(vectors[first:stop] @ columns[:, :end])
        for offset in range(stop - first):
            low, high = scores.indptr[offset], scores.indptr[offset + 1]
            found = _nearest(scores.indices[low:high], scores.data[low:high], first + offset, ids, least_score)
            edges += [
                {"source": ids[first + offset], "target": target, "score": score}
                for target, score in found[:max_neighbours]
            ]
    return edges


def _chunks(places: Sequence[int], position: int) -> Iterator[tuple[int, int, int]]:
    """(start, stop, end): papers start … stop−1 are all of one place and may be like any paper before `end`.

    From `position` on, where a place begins.
    """
    for _, group in groupby(places[position:]):
        end = position + sum(1 for _ in group)
        for start in range(position, end, _CHUNK):
            yield start, min(start + _CHUNK, end), end
        position = end


def _nearest(
    indices: np.ndarray, values: np.ndarray, own: int, ids: np.ndarray, least_score: float
) -> list[tuple[str, float]]:
    """(id, score) of the papers at these indices, best first, the paper itself and those under the floor left out."""
    rounded = np.minimum(np.round(values, _DIGITS), 1.0)
    kept = np.flatnonzero((rounded >= least_score) & (indices != own))
    found = [(str(ids[indices[at]]), float(rounded[at])) for at in kept]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def once(rows: Sequence[Row]) -> list[Row]:
    """The rows without those whose reverse stands there too, which happens within one source; the later id keeps it."""
    pairs = {(row["source"], row["target"]) for row in rows}
    return [row for row in rows if row["source"] > row["target"] or (row["target"], row["source"]) not in pairs]


def _tf_idf(texts: Sequence[str]) -> sparse.csr_matrix:
    """Unit vectors, shape (n_papers, n_words); columns in alphabetic order, so that sums run in one order always."""
    counted = [Counter(tokens(text)) for text in texts]
    weights = {word: rarity(word) for word in sorted(set().union(*counted))}
    column = {word: at for at, word in enumerate(word for word, weight in weights.items() if weight > 0)}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for counts in counted:
        words = sorted(word for word in counts if word in column)
        row = [(1 + log(counts[word])) * weights[word] for word in words]
        norm = sum(value * value for value in row) ** 0.5
        data += [value / norm for value in row]
        indices += [column[word] for word in words]
        starts.append(len(data))
    return sparse.csr_matrix((data, indices, starts), shape=(len(counted), len(column)))
