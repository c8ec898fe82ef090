"""A bundle of papers and authors without any extraction: `python -m tests.benchmarks.authorships PAPERS OUT`.

PAPERS is JSON lines (`id`, `title`, `authors`, `categories`, `first_listed`), gzipped or not. An author's name is taken
for his identity, as the loaders are to be timed and not the resolution. A table at a time is held in memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.graph.bundle import Bundle
from kg.graph.parts import edge_schema, node_schema, write_part
from kg.model.ids import anchor_letters, slug
from kg.model.rows import Row, fingerprint, row_hash

Papers = list[dict[str, Any]]


def main() -> None:
    """Write the bundle and print its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    opened = gzip.open if options.papers.suffix == ".gz" else open
    with opened(options.papers, "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    bundle = Bundle.open_or_new(options.out)
    with bundle.locked():
        write_tables(bundle, papers)
        bundle.commit()
    print(bundle.node_counts(), bundle.edge_counts())


def write_tables(bundle: Bundle, papers: Papers) -> None:
    """Put the tables of these papers into the bundle's manifest."""
    hashes: list[tuple[str, str]] = []
    manifest = bundle.manifest
    for label, nodes in (("Paper", _papers(papers)), ("Author", _authors(papers)), ("Category", _categories(papers))):
        rows = _finished(nodes, ("id",), label, hashes)
        manifest.nodes[label] = [write_part(bundle.folder, f"nodes/{label}", rows, node_schema(label))]
        manifest.counts.setdefault("nodes", {})[label] = len(rows)
    for type_, edges in (("AUTHORED", _authored(papers)), ("IN_CATEGORY", _in_category(papers))):
        rows = _finished(edges, ("source", "target"), type_, hashes)
        manifest.edges[type_] = [write_part(bundle.folder, f"edges/{type_}", rows, edge_schema(type_))]
        manifest.counts.setdefault("edges", {})[type_] = len(rows)
    manifest.fingerprint, manifest.analysis_fingerprint = fingerprint(hashes), fingerprint(())


def _finished(rows: Iterable[Row], key: tuple[str, ...], kind: str, hashes: list[tuple[str, str]]) -> list[Row]:
    """The rows by key, each key once, with their hashes."""
    by_key = {tuple(row[name] for name in key): row for row in rows}
    finished = [by_key[each] for each in sorted(by_key)]
    for row in finished:
        row["_row"] = row_hash(row)
        hashes.append((kind, row["_row"]))
    return finished


def _papers(papers: Papers) -> Iterator[Row]:
    for paper in papers:
        yield {"id": _id(paper), "title": paper["title"], "first_listed": paper.get("first_listed")}


def _authors(papers: Papers) -> Iterator[Row]:
    return ({"id": _author(name), "name": name} for paper in papers for name in paper["authors"])


def _categories(papers: Papers) -> Iterator[Row]:
    return ({"id": code, "name": code} for paper in papers for code in paper["categories"])


def _authored(papers: Papers) -> Iterator[Row]:
    for paper in papers:
        for position, name in enumerate(paper["authors"], 1):
            ends = {"source": _author(name), "target": _id(paper)}
            yield {**ends, "position": position, "of": len(paper["authors"]), "name_as_written": name}


def _in_category(papers: Papers) -> Iterator[Row]:
    for paper in papers:
        for rank, code in enumerate(paper["categories"]):
            yield {"source": _id(paper), "target": code, "primary": rank == 0}


def _id(paper: dict[str, Any]) -> str:
    return f"arxiv:{paper['id']}"


def _author(name: str) -> str:
    return f"author:{slug(name)}~{anchor_letters(name)}"


if __name__ == "__main__":
    main()
