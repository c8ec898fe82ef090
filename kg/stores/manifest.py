"""The manifest in a store: whose copy it holds, of which state, and whether a load was broken off.

One node a bundle. While a load writes in several transactions every such node says `loading` and names the bundle that
is being loaded (`target`); until that has ended nothing of what the store says about itself is trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from neo4j import Session

from kg.model.errors import UsageError
from kg.model.tables import GraphReader, LoadableGraph
from kg.stores.statements import MANIFEST_LABEL


@dataclass(frozen=True, slots=True)
class StoredManifest:
    """What a store says about one bundle; the fingerprints are None while `loading`.

    `tables` maps a label or type to the hash of the rows that were loaded.
    """

    kg: str
    loading: bool
    fingerprint: str | None
    analysis_fingerprint: str | None
    target: str | None
    tables: Mapping[str, str] = field(default_factory=dict)


class Holdings:
    """All that a store says it holds."""

    def __init__(self, manifests: Iterable[StoredManifest]) -> None:
        self.manifests = tuple(manifests)

    @property
    def loading(self) -> bool:
        """Whether a load has not ended: it runs, or it was broken off."""
        return any(manifest.loading for manifest in self.manifests)

    def of(self, kg: str) -> StoredManifest | None:
        """The manifest of the bundle with this id."""
        return next((manifest for manifest in self.manifests if manifest.kg == kg), None)

    def others(self, kg: str) -> list[str]:
        """The ids of other bundles that the store holds, whole or in part."""
        return [manifest.kg for manifest in self.manifests if manifest.kg != kg]

    def agree(self, graph: GraphReader) -> bool:
        """Whether the store says that it holds just this graph."""
        mine = self.of(graph.id)
        return (
            mine is not None
            and len(self.manifests) == 1
            and not mine.loading
            and (mine.fingerprint, mine.analysis_fingerprint) == (graph.fingerprint, graph.analysis_fingerprint)
        )

    def holds_only(self, kg: str) -> bool:
        """Whether the store holds a whole state of this bundle and nothing else."""
        return len(self.manifests) == 1 and self.of(kg) is not None and not self.loading

    def check_admits(self, kg: str, address: str, *, replace: bool) -> None:
        """Pass a bundle that may be loaded: the only one there, the target of a load that was broken off, `replace`.

        Raises
            UsageError: the store holds another bundle.
        """
        targets = {manifest.target for manifest in self.manifests if manifest.loading}
        if replace or not self.others(kg) or targets == {kg}:
            return
        held = " and ".join(manifest.kg for manifest in self.manifests)
        if targets:
            state = (
                f"is half loaded (with rows of {held}, on the way to {', '.join(map(str, sorted(targets, key=str)))})"
            )
        else:
            state = f"holds another bundle ({held})"
        raise UsageError(
            f"{address}: {state}, this one is {kg}; load it with --replace, which deletes what the other one "
            "wrote, or name another database with --database or --uri"
        )


def read_holdings(session: Session) -> Holdings:
    """What the store says it holds."""
    return Holdings(
        StoredManifest(
            record["kg"],
            record["state"] == "loading",
            record["fingerprint"],
            record["analysis_fingerprint"],
            record["target"],
            dict(entry.split(" ", 1) for entry in record["tables"] or ()),
        )
        for record in session.run(_READ)
    )


def loaded_properties(graph: LoadableGraph) -> dict[str, str | list[str]]:
    """The properties of the manifest node of a store that holds just this graph."""
    return {
        "kg": graph.id,
        "state": "loaded",
        "fingerprint": graph.fingerprint,
        "analysis_fingerprint": graph.analysis_fingerprint,
        "tables": table_lines(graph),
    }


def table_lines(graph: LoadableGraph) -> list[str]:
    """`Label hash` for each table, as the manifest node keeps them."""
    return [f"{kind} {digest}" for kind, digest in sorted(graph.table_hashes().items())]


_READ = (
    f"MATCH (m:{MANIFEST_LABEL}) RETURN m.kg AS kg, m.state AS state, m.fingerprint AS fingerprint, "
    "m.analysis_fingerprint AS analysis_fingerprint, m.target AS target, m.tables AS tables ORDER BY kg"
)

MARK_LOADING = (
    f"MERGE (mine:{MANIFEST_LABEL} {{kg: $kg}}) WITH mine MATCH (m:{MANIFEST_LABEL}) "
    "SET m.state = 'loading', m.target = $kg, m.target_fingerprint = $fingerprint, m.fingerprint = null, "
    "m.analysis_fingerprint = null, m.tables = null RETURN count(*) AS matched"
)
"""Every manifest of the store says that it is on the way to this bundle."""

FORGET_OTHERS = f"MATCH (m:{MANIFEST_LABEL}) WHERE m.kg <> $kg DELETE m"

MARK_LOADED = (
    f"MERGE (m:{MANIFEST_LABEL} {{kg: $kg}}) SET m.state = 'loaded', m.fingerprint = $fingerprint, "
    "m.analysis_fingerprint = $analysis_fingerprint, m.tables = $tables, m.receipt = $receipt, m.target = null, "
    "m.target_fingerprint = null RETURN count(*) AS matched"
)
