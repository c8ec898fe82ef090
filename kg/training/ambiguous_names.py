"""Names that several people bear, with who is who: AMiner's publications as papers, and how well a partition fits.

Reference
    Wang, Tang, Cheng, Yu (2011), ADANA: Active Name Disambiguation, doi:10.1109/ICDM.2011.19
    Bagga, Baldwin (1998), Algorithms for Scoring Coreference Chains: B³
"""

from __future__ import annotations

import html
import random
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.model.identity import PaperFacts
from kg.model.records import AuthorName

Slot = tuple[str, int]


@dataclass(frozen=True)
class Names:
    """Papers in fold order; for each ambiguous name its authorships as (paper, position) with the true person."""

    papers: list[PaperFacts]
    truth: dict[str, dict[Slot, str]]


def read_names(folder: Path, *, affiliations: bool = False) -> Names:
    """The publications of every name, each once, as arXiv papers whose ids tell the year; in the order of the ids.

    With `affiliations` the labelled authors have the organizations that the publications give for them.
    """
    papers: dict[tuple[str, tuple[str, ...]], PaperFacts] = {}
    truth: dict[str, dict[Slot, str]] = defaultdict(dict)
    for path in sorted(folder.glob("*.xml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for entry in re.findall(r"<publication>(.*?)</publication>", text, re.DOTALL):
            title, venue, year, label = (_field(entry, name) for name in ("title", "jconf", "year", "label"))
            authors = [author.strip() for author in _field(entry, "authors").split(",") if author.strip()]
            folded = tuple(author.casefold() for author in authors)
            if path.stem.casefold() not in folded:
                continue
            key = (title.casefold(), folded)
            if key not in papers:
                papers[key] = _paper(len(papers), title, venue, authors, year)
            slot = folded.index(path.stem.casefold())
            truth[path.stem].setdefault((papers[key].paper, slot + 1), label)
            if affiliations and (organization := _field(entry, "organization")) not in ("", "null"):
                papers[key] = _with_affiliation(papers[key], slot, organization)
    return Names(sorted(papers.values(), key=lambda facts: facts.paper), dict(truth))


def _with_affiliation(facts: PaperFacts, slot: int, affiliation: str) -> PaperFacts:
    named = (*facts.authors[:slot], replace(facts.authors[slot], affiliation=affiliation), *facts.authors[slot + 1 :])
    return replace(facts, authors=named)


def _field(entry: str, name: str) -> str:
    match = re.search(rf"<{name}>(.*?)</{name}>", entry, re.DOTALL)
    return html.unescape(match[1].strip()) if match else ""


def _paper(number: int, title: str, venue: str, authors: Sequence[str], year: str) -> PaperFacts:
    month = f"{max(1992, int(year)) if year.isdigit() else 2000}-{1 + number % 12:02d}"
    names = tuple(map(AuthorName, authors))
    return PaperFacts(f"aminer:{month}.{number:05d}", title, f"{title}. {venue}", names, ("cs.AI",), month)


def shuffled(names: Names, seed: int) -> Names:
    """The same papers in another fold order."""
    papers = list(names.papers)
    random.Random(seed).shuffle(papers)
    return Names(papers, names.truth)


def half_cut(names: Names, seed: int) -> Names:
    """The first names of a random half of the papers cut to initials."""
    chance = random.Random(seed)
    return Names([_cut(facts) if chance.random() < 0.5 else facts for facts in names.papers], names.truth)


def _cut(facts: PaperFacts) -> PaperFacts:
    words = [author.name.split() for author in facts.authors]
    cut = (" ".join([f"{first[0]}.", *rest]) if rest else first for first, *rest in words)
    return replace(facts, authors=tuple(map(AuthorName, cut)))


def b_cubed(pairs: Iterable[tuple[Hashable, Hashable]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over items given as (true set, found set).

    >>> b_cubed([("a", 1), ("a", 1), ("b", 1), ("b", 2)])
    (0.6666666666666666, 0.75, 0.7058823529411765)
    """
    items = list(pairs)
    true, found = defaultdict(set), defaultdict(set)
    for number, (label, group) in enumerate(items):
        true[label].add(number)
        found[group].add(number)
    both = [(true[label], found[group]) for label, group in items]
    precision = sum(len(t & f) / len(f) for t, f in both) / len(items)
    recall = sum(len(t & f) / len(t) for t, f in both) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def macro(scores: Iterable[tuple[float, float, float]]) -> tuple[float, float, float]:
    """The means of precision, recall and F1, each name counting once."""
    rows = list(scores)
    precision, recall, f1 = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return precision, recall, f1
