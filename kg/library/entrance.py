"""The one entrance for Python: a bundle as an object that finds, asks, shows and hands over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.bundle import Bundle
from kg.graph.find import find, resolve_name
from kg.library.cards import PaperCard
from kg.library.frames import edge_frame, found_frame, node_frame
from kg.library.networks import network
from kg.library.pages import Page
from kg.library.queries import Queries
from kg.library.store import LazyStore

if TYPE_CHECKING:
    import networkx
    import pandas as pd


class Graph:
    """A bundle, opened for reading: what `kg.open("graph/")` gives.

    It follows the bundle on disk: what a morning's `kg run` adds is there at the next call. Wherever a name is taken,
    an id is taken too. Use it as a context manager, or call `close`, to end the store; else it ends with the program.

    >>> g = kg.open("graph/")                   # doctest: +SKIP
    >>> g.find("contrastive learning")          # doctest: +SKIP
    >>> g.query.co_authors(author="Wei Wang")   # doctest: +SKIP
    """

    def __init__(self, folder: Path, *, uri: str | None = None, database: str | None = None) -> None:
        self.folder = folder
        self._store = LazyStore(folder, uri, database)
        self.query = Queries(folder, self._store)
        """Queries of the library as methods (`g.query.new_today()`), by name, or Cypher text; DataFrames."""
        Bundle.open(folder)

    @property
    def bundle(self) -> Bundle:
        """The bundle as its manifest stands now."""
        return Bundle.open(self.folder)

    @property
    def fingerprint(self) -> str:
        """What a paper may cite: equal for equal graphs, wherever and in whatever order they were built."""
        return self.bundle.fingerprint

    def find(self, text: str, *, limit: int | None = 20) -> pd.DataFrame:
        """The nodes that the text names, best first: label, id, name, and what tells them apart.

        >>> g.find("Tessera").id[0]  # doctest: +SKIP
        'entity:tessera'
        """
        return found_frame(find(self.bundle, text, limit=limit))

    def paper(self, name: str) -> PaperCard:
        """The card of a paper, by its id, arXiv number or whole title.

        Raises UsageError where no paper bears it, AmbiguousNameError where several do.

        >>> g.paper("2602.90053").links[["relation", "name"]]  # doctest: +SKIP
        """
        bundle = self.bundle
        return PaperCard(bundle, resolve_name(bundle, name, ("Paper",)))

    def view(self, focus: str | None = None) -> Page:
        """The page that `kg view` writes, shown in the notebook: of the whole graph, or of a node and what is near it.

        >>> g.view("Tessera").save("tessera.html")  # doctest: +SKIP
        """
        bundle = self.bundle
        return Page(bundle, resolve_name(bundle, focus) if focus else None)

    def to_networkx(self, kind: str = "coauthor") -> networkx.Graph:
        """A networkx graph: 'coauthor', 'methods', 'papers' or 'full' (see `kg.library.networks`).

        Nodes and edges carry the graph's properties; `weight` stands where there is a measure. The order is sorted.

        >>> g.to_networkx("coauthor").number_of_nodes()  # doctest: +SKIP
        172
        """
        return network(self.bundle, kind)

    def nodes(self, label: str) -> pd.DataFrame:
        """All nodes of a label with all their properties, sorted by id.

        >>> g.nodes("Method").sort_values("papers").tail()  # doctest: +SKIP
        """
        return node_frame(self.bundle, label)

    def edges(self, type_: str) -> pd.DataFrame:
        """All edges of a type: source, target, and the type's properties, sorted by both ends.

        >>> g.edges("USES").groupby("target").size()  # doctest: +SKIP
        """
        return edge_frame(self.bundle, type_)

    def close(self) -> None:
        """End the store, if a query has opened one; a later query opens it again."""
        self._store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        bundle = self.bundle
        counts = ", ".join(f"{number:,} {label}" for label, number in bundle.node_counts().items())
        return f"<kg.Graph {self.folder}: {counts or 'empty'}; fingerprint {bundle.fingerprint[:12]}>"
