"""Cut a weighted network into groups that hold together, always the same ones for the same network.

scikit-network's Louvain depends on the order of nodes and edges; here both are sorted first, ties fall to the smaller
id, and each connected part is cut on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain  # type: ignore[import-untyped]

__all__ = ["dense_groups"]

WeightedEdge = tuple[str, str, float]


def dense_groups(edges: Iterable[WeightedEdge], density: float) -> list[list[str]]:
    """The groups, each sorted, the largest first: inside, pairs are linked by more than `density` on average.

    Maximises the sum over groups of (weight inside − density × pairs), the constant Potts model. A group depends on
    its own connected part of the network alone, so it stays when something is added elsewhere.

    >>> dense_groups([("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("c", "d", 0.1), ("d", "e", 1)], density=0.3)
    [['a', 'b', 'c'], ['d', 'e']]

    Reference
        V. A. Traag, P. Van Dooren, Y. Nesterov (2011), doi:10.1103/PhysRevE.84.016114
        V. D. Blondel et al. (2008), Fast unfolding of communities, doi:10.1088/1742-5468/2008/10/P10008
    """
    nodes, matrix = _network(edges)
    groups: list[list[int]] = []
    for part in _parts(matrix):
        inner = matrix[part][:, part]
        if _is_clique(inner, density):
            groups.append(part)
        else:
            resolution = density * len(part) ** 2 / inner.sum()
            groups += [[part[at] for at in group] for group in _louvain(inner, resolution)]
    return _named(nodes, groups)


def _network(edges: Iterable[WeightedEdge]) -> tuple[list[str], sparse.csr_matrix]:
    """The nodes in order, and the symmetric matrix of summed weights; loops and weights of 0 or less are left out."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for source, target, weight in sorted(edges):
        if source != target and weight > 0:
            weights[min(source, target), max(source, target)] += weight
    nodes = sorted({node for pair in weights for node in pair})
    number = {node: at for at, node in enumerate(nodes)}
    pairs = sorted(weights)
    rows, columns = [number[pair[0]] for pair in pairs], [number[pair[1]] for pair in pairs]
    upper = sparse.csr_matrix(([weights[pair] for pair in pairs], (rows, columns)), shape=(len(nodes), len(nodes)))
    return nodes, sparse.csr_matrix(upper + upper.T)


def _louvain(matrix: sparse.csr_matrix, resolution: float) -> list[list[int]]:
    """Groups of row numbers; a group that is not connected is given as its connected parts."""
    if matrix.shape[0] < 3 or matrix.nnz == 0:
        return list(_parts(matrix))
    matrix.sort_indices()
    model = Louvain(modularity="potts", resolution=resolution, shuffle_nodes=False, random_state=0)
    labels = model.fit_predict(matrix)
    inside = matrix.tocoo()
    same = labels[inside.row] == labels[inside.col]
    kept = (inside.data[same], (inside.row[same], inside.col[same]))
    return list(_parts(sparse.csr_matrix(kept, shape=matrix.shape)))


def _parts(matrix: sparse.csr_matrix) -> Iterator[list[int]]:
    """The connected parts as sorted row numbers, in the order of their first ones."""
    _, labels = connected_components(matrix, directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    parts = [part.tolist() for part in np.split(order, bounds) if len(part)]
    yield from sorted(parts)


def _is_clique(matrix: sparse.csr_matrix, density: float) -> bool:
    """Whether all pairs are linked by at least `density`, so that no cut can be better than none."""
    size = matrix.shape[0]
    return bool(matrix.nnz == size * (size - 1) and matrix.data.min() >= density)


def _named(nodes: Sequence[str], groups: Iterable[Sequence[int]]) -> list[list[str]]:
    named = [[nodes[at] for at in group] for group in groups]
    return sorted(named, key=lambda group: (-len(group), group))
