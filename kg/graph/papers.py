"""Papers joined over the sources that list them: what identity reads, what is shown, who lists them.

Identity reads what the first-placed source gives, so that a later source moves nothing. What is shown is chosen by
(kind of source, version, place). Both are functions of the records and their places alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.graph.align import align_authors
from kg.graph.manifest import SourceEntry
from kg.model.identity import PaperFacts
from kg.model.ids import arxiv_month
from kg.model.mentions import TextUnit
from kg.model.records import AuthorName, PaperRecord

KIND_RANK = {"raw": 0, "papers": 0, "enhanced": 1, "markdown": 2}
"""Which kind of file knows a paper best; kinds that are not named stand between `enhanced` and `markdown`."""


def kind_rank(record: PaperRecord) -> float:
    """The rank of the record's kind; a smaller one is believed first."""
    return KIND_RANK.get(record.kind, 1.5)


@dataclass
class Telling:
    """What one source said of one paper: its records, best kind first."""

    place: int
    source: SourceEntry
    records: list[PaperRecord]

    def first(self, name: str) -> object:
        """The first value of this field that is there."""
        return next((value for record in self.records if (value := getattr(record, name))), None)

    @property
    def unit(self) -> TextUnit:
        """Title and abstract as this source gives them."""
        return TextUnit("paper", str(self.first("title") or ""), str(self.first("abstract") or ""))

    def summaries(self) -> Iterator[tuple[str, TextUnit]]:
        """(language, text unit) of every summary field, each text once."""
        seen = set()
        for record in self.records:
            for name, text in record.summary.fields() if record.summary else ():
                unit = TextUnit(f"summary:{name}:{record.summary.language}", "", text)  # type: ignore[union-attr]
                if unit not in seen:
                    seen.add(unit)
                    yield record.summary.language, unit  # type: ignore[union-attr]


@dataclass
class JoinedPaper:
    """A paper with all that was told of it, in fold order."""

    id: str
    tellings: list[Telling]
    unaligned: int = field(default=0)
    """Author names of later sources that fit no slot of the first one."""

    @property
    def place(self) -> int:
        return self.tellings[0].place

    def by_trust(self) -> list[Telling]:
        """The tellings in the order in which shown fields are taken from them."""

        def trust(telling: Telling) -> tuple[bool, float, int, int]:
            version = max((record.version or 0 for record in telling.records), default=0)
            return (not telling.unit.text, kind_rank(telling.records[0]), -version, telling.place)

        return sorted(self.tellings, key=trust)

    @property
    def shown_unit(self) -> TextUnit:
        """The title and abstract that are shown; links point into them."""
        return self.by_trust()[0].unit

    def facts(self) -> PaperFacts:
        """The paper as identity sees it."""
        first = self.tellings[0]
        authors: tuple[AuthorName, ...] = first.first("authors") or ()  # type: ignore[assignment]
        spellings: dict[int, list[AuthorName]] = {}
        self.unaligned = 0
        for telling in self.tellings:
            for record in telling.records:
                if record.authors and record.authors != authors:
                    aligned, missed = align_authors(authors, record.authors)
                    self.unaligned += missed
                    for slot, name in aligned:
                        if name != authors[slot - 1] and name not in spellings.setdefault(slot, []):
                            spellings[slot].append(name)
        return PaperFacts(
            paper=self.id,
            title=first.unit.title,
            abstract=first.unit.text,
            authors=authors,
            categories=first.first("categories") or (),  # type: ignore[arg-type]
            month=arxiv_month(self.id),
            venue=first.first("venue"),  # type: ignore[arg-type]
            spellings={slot: tuple(names) for slot, names in spellings.items() if names},
        )


def join_papers(sources: Iterable[tuple[SourceEntry, Iterable[PaperRecord]]]) -> list[JoinedPaper]:
    """Every paper of the sources (given in fold order), in fold order: by place of the first source, then by id."""
    papers: dict[str, list[Telling]] = {}
    for place, (entry, records) in enumerate(sources):
        here: dict[str, list[PaperRecord]] = {}
        for record in records:
            here.setdefault(record.paper, []).append(record)
        for paper, group in here.items():
            group.sort(key=lambda record: (kind_rank(record), record.path, record.line))
            papers.setdefault(paper, []).append(Telling(place, entry, group))
    joined = [JoinedPaper(paper, tellings) for paper, tellings in papers.items()]
    joined.sort(key=lambda paper: (paper.place, paper.id))
    return joined


def texts_in_order(papers: Iterable[JoinedPaper]) -> list[tuple[int, JoinedPaper, TextUnit]]:
    """(place, paper, text) of every text that was ever told, each once a paper, in the order of the entities' fold."""
    found = []
    for paper in papers:
        seen = set()
        for telling in paper.tellings:
            for order, unit in enumerate([telling.unit, *(unit for _, unit in telling.summaries())]):
                if unit not in seen:
                    seen.add(unit)
                    found.append((telling.place, paper.id, order, paper, unit))
    found.sort(key=lambda item: item[:3])
    return [(place, paper, unit) for place, _, _, paper, unit in found]
