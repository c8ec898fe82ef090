"""A scholarly knowledge graph from daily arXiv digests.

>>> import kg
>>> g = kg.open("graph/")                  # doctest: +SKIP
>>> g.query.co_authors(author="Wei Wang")  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.library.entrance import Graph

__version__ = "0.1.0"


def open(
    folder: str | Path = "graph", *, uri: str | None = None, database: str | None = None, list_name: str | None = None
) -> Graph:
    """The bundle in this folder, to find, ask and show; nothing heavy happens before it is asked.

    Queries go to the store at `uri` (default `KG_URI`, else the embedded one); user and password come from `KG_USER`
    and `KG_PASSWORD`. `list_name` narrows what is shown and handed over to one of your lists.

    Raises
        BundleError: there is no bundle.
        UsageError: there is no such list.
    """
    from kg.library.entrance import Graph

    return Graph(Path(folder), uri=uri, database=database, list_name=list_name)
