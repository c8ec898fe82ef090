"""Which paper builds on which: it uses, or compares itself with, what the other one proposes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.model.rows import Row

__all__ = ["builds_on_edges"]

_KINDS = {"USES": "uses", "COMPARES_WITH": "compares"}


def builds_on_edges(links_by_type: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The BUILDS_ON rows of link rows a type (PROPOSES, USES, COMPARES_WITH), sorted by both ends.

    Only a method that exactly one paper proposes counts: where two do, the graph cannot tell whose is used. Confidence
    is the smaller of the two links'; evidence is the sentence of the paper that builds. A pair of papers has one edge:
    the most confident, then the smallest method id, then `compares` before `uses`. Links that only a summary supports
    are left out.
    """
    proposed = _sole_proposals(links_by_type.get("PROPOSES", ()))
    best: dict[tuple[str, str], Row] = {}
    for edge in _candidates(links_by_type, proposed):
        pair = edge["source"], edge["target"]
        if pair not in best or _order(edge) < _order(best[pair]):
            best[pair] = edge
    return [edge for _, edge in sorted(best.items())]


def _sole_proposals(rows: Sequence[Row]) -> dict[str, Row]:
    """Entity → the link of the one paper that proposes it."""
    proposals: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("supported") is not False:
            proposals[row["target"]].append(row)
    return {entity: found[0] for entity, found in proposals.items() if len({row["source"] for row in found}) == 1}


def _candidates(links_by_type: Mapping[str, Sequence[Row]], proposed: Mapping[str, Row]) -> Iterator[Row]:
    for relation, kind in _KINDS.items():
        for link in links_by_type.get(relation, ()):
            proposal = proposed.get(link["target"])
            if proposal and proposal["source"] != link["source"] and link.get("supported") is not False:
                yield _edge(link, proposal, kind)


def _edge(link: Row, proposal: Row, kind: str) -> Row:
    return {
        "source": link["source"],
        "target": proposal["source"],
        "via": link["target"],
        "kind": kind,
        "confidence": min(link.get("confidence") or 0.0, proposal.get("confidence") or 0.0),
        "evidence": link.get("evidence"),
        "rule": f"only-proposer+{link.get('rule') or 'link'}",
    }


def _order(edge: Row) -> tuple[float, str, str]:
    return -edge["confidence"], edge["via"], edge["kind"]
