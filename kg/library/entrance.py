"""The one entrance for Python: a bundle as an object that finds, asks, shows and hands over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.bundle import Bundle
from kg.graph.find import find, resolve_name
from kg.graph.narrow import narrowed_to_list
from kg.library.cards import PaperCard
from kg.library.frames import edge_frame, found_frame, node_frame
from kg.library.networks import network
from kg.library.pages import Page
from kg.library.queries import Queries
from kg.library.store import LazyStore
from kg.model.tables import GraphReader

if TYPE_CHECKING:
    import networkx
    import pandas as pd


class Graph:
    """A bundle, opened for reading: what `kg.open("graph/")` gives.

    It follows the bundle on disk: what a morning's `kg run` adds is there at the next call. Wherever a name is taken,
    an id is taken too. `list_name` narrows nodes, edges, networks and the page to what the list is about, and gives a
    query that asks for `$list` its id. Use it as a context manager, or call `close`, to end the store; else it ends
    with the program.

    >>> g = kg.open("graph/")                   # doctest: +SKIP
    >>> g.find("contrastive learning")          # doctest: +SKIP
    >>> g.query.co_authors(author="Wei Wang")   # doctest: +SKIP
    """

    def __init__(
        self, folder: Path, *, uri: str | None = None, database: str | None = None, list_name: str | None = None
    ) -> None:
        self.folder = folder
        self.list_name = list_name
        self._store = LazyStore(folder, uri, database)
        self.query = Queries(folder, self._store, list_name)
        """Queries of the library as methods (`g.query.new_today()`), by name, or Cypher text; DataFrames."""
        self.read()

    def read(self) -> GraphReader:
        """The graph as the manifest stands now: the bundle, narrowed to the list that was named."""
        return narrowed_to_list(self.bundle, self.list_name) if self.list_name else self.bundle

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
        return PaperCard(self.bundle, resolve_name(self.bundle, name, ("Paper",)))

    def view(self, focus: str | None = None) -> Page:
        """The page that `kg view` writes, shown in the notebook: of the graph, or of a node and what is near it.

        >>> g.view("Tessera").save("tessera.html")  # doctest: +SKIP
        """
        bundle, graph = self.bundle, self.read()
        node = resolve_name(bundle, focus) if focus else None
        return Page(graph, node, list_name=self.list_name, whole=bundle)

    def to_networkx(self, kind: str = "coauthor") -> networkx.Graph:
        """A networkx graph: 'coauthor', 'methods', 'papers' or 'full' (see `kg.library.networks`).

        Nodes and edges carry the graph's properties; `weight` stands where there is a measure. The order is sorted.

        >>> g.to_networkx("coauthor").number_of_nodes()  # doctest: +SKIP
        170
        """
        return network(self.read(), kind)

    def nodes(self, label: str) -> pd.DataFrame:
        """All nodes of a label with all their properties, sorted by id.

        >>> g.nodes("Method").sort_values("papers").tail()  # doctest: +SKIP
        """
        return node_frame(self.read(), label)

    def edges(self, type_: str) -> pd.DataFrame:
        """All edges of a type: source, target, and the type's properties, sorted by both ends.

        >>> g.edges("USES").groupby("target").size()  # doctest: +SKIP
        """
        return edge_frame(self.read(), type_)

    def close(self) -> None:
        """End the store, if a query has opened one; a later query opens it again."""
        self._store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        graph = self.read()
        listed = f", list {self.list_name}" if self.list_name else ""
        counts = ", ".join(f"{number:,} {label}" for label, number in graph.node_counts().items())
        return f"<kg.Graph {self.folder}{listed}: {counts or 'empty'}; fingerprint {graph.fingerprint[:12]}>"
