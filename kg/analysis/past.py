"""What the graph of yesterday knew of the communities, so that those of today can go on from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.continuity import Continuity
from kg.model.rows import Row
from kg.model.tables import GraphReader

__all__ = ["Past", "lineage_rows"]


@dataclass(frozen=True)
class Past:
    """One kind of community: nodes by number, the members' `since` by number, lineage rows a type."""

    nodes: Mapping[int, Row]
    since: Mapping[int, Mapping[str, str | None]]
    lineage: Mapping[str, Sequence[Row]]

    @classmethod
    def read(cls, kind: str, previous: GraphReader | None) -> Past:
        """What `previous` (None on a first build) says of the communities of this kind."""
        if previous is None:
            return cls({}, {}, {})
        prefix = f"community:{kind}:"
        nodes = {_number(row["id"]): row for row in previous.nodes("Community") if row["id"].startswith(prefix)}
        since: dict[int, dict[str, str | None]] = defaultdict(dict)
        for row in previous.edges("IN_COMMUNITY"):
            if row["target"].startswith(prefix) and row.get("until") is None:
                since[_number(row["target"])][row["source"]] = row.get("since")
        lineage = {
            type_: [row for row in previous.edges(type_) if row["source"].startswith(prefix)]
            for type_ in ("SPLIT_FROM", "MERGED_INTO")
        }
        return cls(nodes, since, lineage)

    def ended(self, going_on: Iterable[int], date: str | None) -> list[Row]:
        """The nodes of the communities that do not go on, `until` this date or an earlier one."""
        gone = sorted(self.nodes.keys() - set(going_on))
        return [self.nodes[number] | {"until": self.nodes[number].get("until") or date} for number in gone]


def _number(community: str) -> int:
    return int(community.rpartition(":")[2])


def lineage_rows(kind: str, course: Continuity, past: Past, date: str | None) -> dict[str, list[Row]]:
    """SPLIT_FROM and MERGED_INTO rows: those that were known, then those of this date."""
    rows: dict[str, list[Row]] = {}
    for type_, found in (("SPLIT_FROM", course.split_from), ("MERGED_INTO", course.merged_into)):
        rows[type_] = [dict(row) for row in past.lineage.get(type_, ())] + [
            {"source": f"community:{kind}:{one}", "target": f"community:{kind}:{other}", "date": date, "share": share}
            for one, other, share in found
        ]
    return rows
