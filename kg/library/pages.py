"""The page of `kg view` inside a notebook: in a frame that can neither reach the notebook nor the network."""

from __future__ import annotations

from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from kg.graph.parts import replace_file
from kg.model.tables import GraphReader
from kg.views.page import page_data, render_page

FRAME_PIXELS = 640


class Page:
    """A page, drawn once when it is first shown or saved.

    In a notebook that is not trusted Jupyter leaves the frame out; what it shows in words stays, and says what to do.
    """

    def __init__(
        self, graph: GraphReader, focus: str | None, *, list_name: str | None = None, whole: GraphReader | None = None
    ) -> None:
        self._data: dict[str, Any] = page_data(graph, focus, list_name=list_name or "", whole=whole)

    @cached_property
    def html(self) -> str:
        """The whole page, which needs nothing beside itself."""
        return render_page(self._data)

    def save(self, path: str | Path) -> Path:
        """The path, after the page was written there."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, self.html.encode())
        return target

    def __repr__(self) -> str:
        meta = self._data["meta"]
        about = f" around {meta['focus_name']}" if meta["focus_name"] else ""
        about += f", list {meta['list']}" if meta["list"] else ""
        days = f", {meta['first']} to {meta['last']}" if meta["first"] else ""
        nodes = len(self._data["network"]["nodes"])
        return f"<kg.Page{about}: {nodes} nodes{days}; fingerprint {meta['fingerprint'][:12]}>"

    def _repr_html_(self) -> str:
        frame = (
            f'<iframe sandbox="allow-scripts allow-popups" width="100%" height="{FRAME_PIXELS}" style="border:0" '
            f'title="{escape(repr(self))}" srcdoc="{escape(self.html)}"></iframe>'
        )
        return frame + self._words()

    def _words(self) -> str:
        """What the picture shows, in words, for readers who do not see it."""
        groups = "".join(
            f"<li><bdi>{escape(group['label'])}</bdi> ({group['size']})</li>" for group in self._data["groups"]
        )
        hint = "No picture above? Trust this notebook, run the cell, or <code>save(path)</code> the page and open it."
        return (
            f"<details><summary>{escape(repr(self)[1:-1])}</summary><p><small>{hint}</small></p>"
            f"<ul>{groups}</ul></details>"
        )
