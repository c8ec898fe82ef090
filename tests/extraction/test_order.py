"""A text's mentions depend on nothing but the text: not on what was read before it, and not on the process."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pytest

from kg.extraction import parallel
from kg.extraction.parallel import extract_units
from kg.model.mentions import Mention, TextUnit
from kg.sample import DIGESTS
from kg.sources.read import find_sources, read_source

Read = dict[str, tuple[Mention, ...]]


def sample_units() -> list[TextUnit]:
    """Titles and abstracts of the sample, in the order of its digests, each once."""
    records = [record for plan in find_sources([DIGESTS])[0] for record in read_source(plan).records]
    units = {TextUnit("paper", r.title, r.abstract): None for r in records if r.title and r.abstract}
    return list(units)


def real_units(shared: Path, count: int) -> list[TextUnit]:
    """The first papers of the unlabelled collection."""
    with gzip.open(shared / "data" / "papers" / "papers-40k.jsonl.gz", "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in islice(lines, count)]
    return [TextUnit("paper", paper["title"], paper["summary"]) for paper in papers]


def shuffled(units: Sequence[TextUnit]) -> list[TextUnit]:
    return random.Random(7).sample(units, len(units))


def read(units: Sequence[TextUnit], processes: int) -> Read:
    """Text key → mentions; the texts come back in the order given."""
    found = list(extract_units(units, processes))
    assert [unit for unit, _ in found] == list(units)
    return {unit.key: mentions for unit, mentions in found}


def assert_equal(one: Read, other: Read) -> None:
    """Equal mentions, told text by text, so that a failure names the first text that differs."""
    assert one.keys() == other.keys()
    for key, mentions in one.items():
        assert other[key] == mentions, key


def test_sixty_papers_in_two_orders_and_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_WORTH_A_PROCESS", 20)
    monkeypatch.setattr(parallel, "_CHUNK", 10)
    units = sample_units()[:60]
    here = read(units, 1)
    assert sum(map(len, here.values())) > 200
    assert_equal(here, read(shuffled(units), 2))


@pytest.fixture(scope="module")
def in_order(shared: Path) -> Read:
    """The mentions of 500 papers, read in the order of the collection by one process."""
    return read(real_units(shared, 500), 1)


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize(("order", "processes"), [(shuffled, 1), (list, 2), (shuffled, 2)])
def test_five_hundred_papers_in_two_orders_and_two_processes(
    shared: Path, in_order: Read, order: Callable[[Sequence[TextUnit]], list[TextUnit]], processes: int
) -> None:
    assert_equal(in_order, read(order(real_units(shared, 500)), processes))
