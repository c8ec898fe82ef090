"""What is well and what is not with a bundle and a store, and what to do: the findings of `kg doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.graph.bundle import Bundle
from kg.model.errors import BundleError, StoreError, UsageError
from kg.stores.connect import open_store
from kg.stores.disk import disk_finding
from kg.stores.embedded import embedded_available
from kg.stores.examine import examine_store
from kg.stores.finding import Finding


def examine(
    folder: Path, *, uri: str | None, user: str | None, password: str | None, database: str | None
) -> Iterator[Finding]:
    """The findings, each as soon as it is known: the client, the bundle, then the store as far as it can be reached."""
    yield _client()
    bundle = None
    try:
        bundle = Bundle.open(folder)
    except BundleError as error:
        yield Finding("bundle", "wrong", str(error), f"make one with: kg build SOURCE… --out {folder}")
    else:
        yield from _bundle(bundle)
    if uri is None and bundle is None:
        return
    if uri is None and not embedded_available():
        mend = "pip install 'arxiv-kg[embedded]', or name a server with --uri"
        yield Finding("store", "wrong", "the embedded database is not installed", mend)
        return
    try:
        with open_store(folder, uri=uri, user=user, password=password, database=database) as store:
            yield from examine_store(store, bundle)
    except (StoreError, UsageError) as error:
        found, _, mend = str(error).partition("; ")
        yield Finding("store", "wrong", found, mend or "see the server's own log")


def _client() -> Finding:
    """The driver, with or without its compiled part."""
    try:
        compiled = version("neo4j-rust-ext")
    except PackageNotFoundError:
        mend = "pip install neo4j-rust-ext: rows are packed up to 19 times faster"
        return Finding("driver", "warning", f"neo4j {version('neo4j')} without neo4j-rust-ext", mend)
    return Finding("driver", "ok", f"neo4j {version('neo4j')} with neo4j-rust-ext {compiled}")


def _bundle(bundle: Bundle) -> Iterator[Finding]:
    """The bundle itself, and the disk that it lies on."""
    rows = sum(bundle.node_counts().values()) + sum(bundle.edge_counts().values())
    sources = len(bundle.manifest.sources)
    found = f"{bundle.folder}: {sources:,} sources, {rows:,} rows, fingerprint {bundle.fingerprint[:12]}"
    yield Finding("bundle", "ok", found)
    yield disk_finding("disk of the bundle", bundle.folder)
