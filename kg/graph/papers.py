"""Papers joined over the sources that list them: what identity reads, what is shown, who lists them.

Identity reads what the first-placed source gives, so that a later source moves nothing. What is shown is chosen by
(kind of source, version, place). Both are functions of the records and their places alone.

Where a DOI shows that papers of two ids are one, the id of the better scheme survives (SCHEMES), and the place of the
first one stays. Two arXiv ids are never one paper, whatever their DOIs say: arXiv has both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.align import align_authors, align_slots
from kg.graph.manifest import SourceEntry
from kg.model.identity import KnownId, PaperFacts
from kg.model.ids import arxiv_month
from kg.model.mentions import TextUnit
from kg.model.records import AuthorName, PaperRecord
from kg.resolution.unions import Union
from kg.text.dois import doi_of

SCHEMES = ("arxiv", "doi", "dblp", "openalex")
"""What the ids of papers begin with, the one that survives first."""

KIND_RANK = {"raw": 0, "papers": 0, "enhanced": 1, "markdown": 2}
"""Which kind of file knows a paper best; kinds that are not named stand between `enhanced` and `markdown`."""


def kind_rank(record: PaperRecord) -> float:
    """The rank of the record's kind; a smaller one is believed first."""
    return KIND_RANK.get(record.kind, 1.5)


@dataclass
class Telling:
    """What one source said of one paper: its records, best scheme and kind first."""

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
    others: tuple[str, ...] = ()
    """Its ids other than the first one that it was listed under, where a DOI showed that several are one paper."""

    @property
    def first_id(self) -> str:
        """The id under which identity knows it: the one that the first source gave."""
        return self.tellings[0].records[0].paper

    @property
    def ids(self) -> set[str]:
        """All its ids."""
        return {self.id, self.first_id, *self.others}

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
            month=arxiv_month(self.first_id),
            venue=first.first("venue"),  # type: ignore[arg-type]
            spellings={slot: tuple(names) for slot, names in spellings.items() if names},
            founded=self.first_id if self.first_id != self.id else "",
            renamed=self._renamed(authors) if self.others else {},
        )

    def _renamed(self, authors: Sequence[AuthorName]) -> dict[str, int]:
        """The names of the slots under the paper's other ids: `arxiv:2603.90001#2` → 2.

        Under the surviving id they count as under the first; under one that was a paper of its own, as it had them.
        """
        found: dict[str, int] = {}
        for other in self.others:
            pairs = [(place, place) for place in range(1, len(authors) + 1)]
            if other != self.id:
                records = (record for telling in self.tellings for record in telling.records if record.paper == other)
                pairs = align_slots(authors, next((record.authors for record in records if record.authors), ()))
            found.update((f"{other}#{theirs}", ours) for ours, theirs in pairs)
        return found


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
    groups: dict[str, list[str]] = {}
    survivors = _survivors(papers)
    for paper in papers:
        groups.setdefault(survivors.get(paper, paper), []).append(paper)
    joined = [_joined(id_, [papers[each] for each in ids]) for id_, ids in groups.items()]
    joined.sort(key=lambda paper: (paper.place, paper.first_id))
    return joined


def _joined(id_: str, told: Sequence[list[Telling]]) -> JoinedPaper:
    """One paper of what was told under its ids, a telling for each source."""
    if len(told) == 1:
        return JoinedPaper(id_, told[0])
    places: dict[int, Telling] = {}
    for telling in (telling for tellings in told for telling in tellings):
        have = places.setdefault(telling.place, Telling(telling.place, telling.source, []))
        have.records += telling.records
    for telling in places.values():
        telling.records.sort(key=lambda record: (_scheme(record.paper), kind_rank(record), record.path, record.line))
    joined = JoinedPaper(id_, [places[place] for place in sorted(places)])
    ids = {record.paper for telling in joined.tellings for record in telling.records} - {joined.first_id}
    joined.others = tuple(sorted(ids, key=lambda each: (_scheme(each), each)))
    return joined


def _scheme(paper: str) -> tuple[int, str]:
    """Where an id stands among others of its paper: by its scheme, then by itself."""
    name = paper.partition(":")[0]
    return (SCHEMES.index(name) if name in SCHEMES else len(SCHEMES), paper)


def _survivors(papers: Mapping[str, Sequence[Telling]]) -> dict[str, str]:
    """The surviving id of every paper whose DOI another one has, too.

    The later of two is joined to the first that bears the DOI, in the order in which the sources tell of it, so that
    adding a source takes no join back.
    """
    bearers: dict[str, dict[str, int]] = {}
    for paper, tellings in papers.items():
        for telling in tellings:
            for record in telling.records:
                if doi := doi_of(record.doi or (paper if paper.startswith("doi:") else "")):
                    bearers.setdefault(doi, {}).setdefault(paper, telling.place)
    links = []
    for found in (found for found in bearers.values() if len(found) > 1):
        (_, _, first), *later = sorted((place, _scheme(paper), paper) for paper, place in found.items())
        links += [(place, scheme, first, paper) for place, scheme, paper in later]
    ids = sorted({id_ for _, _, first, paper in links for id_ in (first, paper)}, key=_scheme)
    number = {id_: n for n, id_ in enumerate(ids)}
    union = Union(["arxiv" if id_.startswith("arxiv:") else id_ for id_ in ids])
    for _, _, first, paper in sorted(links):
        union.join(number[first], number[paper])
    return {id_: ids[union.find(n)] for n, id_ in enumerate(ids)}


def retired_papers(papers: Iterable[JoinedPaper], previous: Iterable[KnownId]) -> list[KnownId]:
    """Every id of a paper that ever gave way to another one, with its survivor: the previous ones, then the new.

    One that is a paper again has no survivor; one of a paper that is gone keeps what it had.
    """
    survivors: dict[str, str | None] = {}
    for paper in papers:
        survivors[paper.id] = None
        survivors |= dict.fromkeys(sorted(paper.ids - {paper.id}), paper.id)
    known = [KnownId(each.id, each.id, each.name, survivors.pop(each.id, each.survivor)) for each in previous]
    return known + [KnownId(id_, id_, id_, survivor) for id_, survivor in survivors.items() if survivor]


def texts_in_order(papers: Iterable[JoinedPaper]) -> list[tuple[int, JoinedPaper, TextUnit]]:
    """(place, paper, text) of every text that was ever told, each once a paper, in the order of the entities' fold."""
    found = []
    for paper in papers:
        seen = set()
        for telling in paper.tellings:
            for order, unit in enumerate([telling.unit, *(unit for _, unit in telling.summaries())]):
                if unit not in seen:
                    seen.add(unit)
                    found.append((telling.place, paper.first_id, order, paper, unit))
    found.sort(key=lambda item: item[:3])
    return [(place, paper, unit) for place, _, _, paper, unit in found]
