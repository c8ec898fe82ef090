"""Take over what another bundle wrote, so that the difference to it can be carried out like any other."""

from __future__ import annotations

from neo4j import ManagedTransaction, Session

from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.stores.held import in_use
from kg.stores.lease import Lease
from kg.stores.transactions import matched

BATCH_ROWS = 20_000


def adopt_rows(session: Session, lease: Lease, *, old: str, new: str) -> None:
    """Put the bundle `new` for the bundle `old` on every node and edge of ours.

    What a user hung on a node that both bundles hold stays there; what only the old one holds is withdrawn later.
    """
    present = in_use(session)
    patterns = [(f"(x:{label})", label) for label in NODE_TYPES] + [
        (f"()-[x:{type_}]->()", type_) for type_ in EDGE_TYPES
    ]
    for pattern, kind in patterns:
        text = f"MATCH {pattern} WHERE x._kg = $old WITH x LIMIT $most SET x._kg = $new RETURN count(*) AS matched"

        def adopt(transaction: ManagedTransaction, text: str = text) -> int:
            return matched(transaction, text, old=old, new=new, most=BATCH_ROWS)

        while kind in present and lease.commit(session, adopt):
            pass
