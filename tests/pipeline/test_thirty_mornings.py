"""The central test: morning after morning on real digests, and the graph is always the one that it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.bundle import Bundle
from kg.pipeline.build import build
from kg.stores.compare import store_fingerprints
from kg.stores.connect import Store, open_store
from tests.pipeline.mornings import Accidents, Identities, Mornings, changes_without_record
from tests.servers.neo4j import Neo4jServer

pytestmark = [pytest.mark.data, pytest.mark.neo4j, pytest.mark.embedded]

LONG = pytest.param(30, Accidents(twice=12, changed=15, killed=20, late=25), marks=pytest.mark.slow, id="thirty")
SHORT = pytest.param(4, Accidents(twice=2, changed=2, killed=4, late=3), id="four")


@pytest.fixture
def mornings(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Mornings:
    """The real mornings, as many as the test asks for."""
    return Mornings(shared / "data" / "digests" / "thirty-days", tmp_path, request.param)


@pytest.mark.parametrize(("mornings", "accidents"), [SHORT, LONG], indirect=["mornings"])
def test_mornings(
    mornings: Mornings, accidents: Accidents, tmp_path: Path, neo4j_store: Store, neo4j_server: Neo4jServer
) -> None:
    before = Identities()

    def morning() -> None:
        nonlocal before
        mornings.run(neo4j_server.uri, neo4j_server.password)
        mornings.load()
        before = check(mornings, before, neo4j_store)

    ordinary = [day for day in mornings.files if day != accidents.late]
    mornings.deliver(ordinary[0])
    morning()
    with open_store(mornings.bundle_folder, uri=None, user=None, password=None):  # the embedded server stays up
        for day in ordinary[1:]:
            mornings.deliver(day)
            if day == accidents.killed:
                held = mornings.bundle.fingerprint
                mornings.run_and_kill(neo4j_server.uri, neo4j_server.password)
                assert mornings.bundle.fingerprint == held
            morning()
            if day == accidents.twice:
                assert "nothing new" in mornings.run(neo4j_server.uri, neo4j_server.password)
            if day == accidents.changed:
                mornings.rewrite(day)
                morning()
                assert "QuillHarbor" in [row["name"] for row in mornings.bundle.nodes("Method")]
        once = built(tmp_path / "once", mornings.source)
        assert once.fingerprint == mornings.bundle.fingerprint
        mornings.deliver(accidents.late)
        morning()
    build(once, [mornings.source])  # the same sources in the same places: the replay
    assert once.fingerprint == mornings.bundle.fingerprint
    assert store_fingerprints(neo4j_store, mornings.bundle.id) == mornings.bundle.recomputed_fingerprints()


def built(folder: Path, source: Path) -> Bundle:
    """A new bundle of all files as they stand."""
    bundle = Bundle.open_or_new(folder)
    build(bundle, [source])
    return bundle


def check(mornings: Mornings, before: Identities, neo4j: Store) -> Identities:
    """The ids after this morning, which hold what they must: stores agree, ids stay, nothing is read twice."""
    bundle = mornings.bundle
    expected = (bundle.fingerprint, bundle.analysis_fingerprint)
    assert bundle.recomputed_fingerprints() == expected
    assert store_fingerprints(neo4j, bundle.id) == expected
    with open_store(mornings.bundle_folder, uri=None, user=None, password=None) as embedded:
        assert store_fingerprints(embedded, bundle.id) == expected
    assert mornings.extracted() == mornings.new_texts()
    after = Identities.of(bundle)
    assert changes_without_record(before, after) == []
    return after
