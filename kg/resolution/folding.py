"""The fold over all blocks, from nothing or from where it stood: what was folded before is not decided again.

The steps of a paper rest on it and on the papers before it. So they stand as long as these are as they were; from the
first paper on that is not, or is new, steps are taken anew, each in its block, against those groups of the block that
its name fits. The result is that of folding everything, at the cost of what is new and of its namesakes.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.model.identity import FoldedPaper, PaperFacts
from kg.resolution.authorships import Authorship, Reader
from kg.resolution.blocks import fold_block
from kg.resolution.names import read_name
from kg.resolution.version import RESOLVER_VERSION
from kg.text.person_names import PersonName, compatible

__all__ = ["Folding", "Founders", "fold_papers"]

Founders = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Folding:
    """The founders of the groups that each authorship joined, by number; the papers as folded; how many anew."""

    founders: Sequence[Founders]
    folded: Sequence[FoldedPaper]
    replayed: int


def fold_papers(
    papers: Sequence[PaperFacts], apart: Collection[tuple[int, int]] = frozenset(), before: Sequence[FoldedPaper] = ()
) -> Folding:
    """The steps of all authorships; `before` is what an earlier call gave, for these papers or for others."""
    first = [0, *accumulate(len(facts.authors) for facts in papers)]
    checks = _checks(papers, first, apart)
    kept = next((n for n, (check, each) in enumerate(zip(checks, before, strict=False)) if check != each.check), None)
    kept = min(len(checks), len(before)) if kept is None else kept
    standing = _Standing(papers[:kept], first, before[:kept])
    blocks: dict[str, list[Authorship]] = {}
    for number in range(kept, len(papers)):
        for each in standing.reader.read(papers[number], number, first[number]):
            blocks.setdefault(each.bearer.name.block, []).append(each)
    standing.note_members(blocks)
    founders = [*standing.founders, *([()] * (first[-1] - first[kept]))]
    block_of = [""] * (first[-1] - first[kept])
    for block, authorships in blocks.items():
        groups = standing.groups(block, {each.bearer.name for each in authorships})
        for each, step in zip(authorships, fold_block(authorships, apart, before=groups), strict=True):
            founders[each.number] = step.founders
            block_of[each.number - first[kept]] = block
    folded = [*before[:kept]]
    for number in range(kept, len(papers)):
        start, end = first[number], first[number + 1]
        names = "\t".join(block_of[start - first[kept] : end - first[kept]])
        folded.append(FoldedPaper(checks[number], names, "\t".join(map(_text, founders[start:end]))))
    return Folding(founders, folded, len(papers) - kept)


class _Standing:
    """The steps that stand, and the groups that they made, as far as they are asked for."""

    def __init__(self, papers: Sequence[PaperFacts], first: Sequence[int], before: Sequence[FoldedPaper]) -> None:
        self.papers, self.first, self.before = papers, first, before
        self.reader = Reader()
        self.founders: list[Founders] = []
        for facts, each in zip(papers, before, strict=True):
            if facts.authors:
                self.founders += map(_founders, each.founders.split("\t"))
        self.members: dict[str, list[int]] = {}
        self.read: dict[int, list[Authorship]] = {}

    def note_members(self, wanted: Collection[str]) -> None:
        """Find the authorships of these blocks."""
        for number, (facts, each) in enumerate(zip(self.papers, self.before, strict=True)):
            if facts.authors:
                for place, block in enumerate(each.blocks.split("\t"), self.first[number]):
                    if block in wanted:
                        self.members.setdefault(block, []).append(place)

    def groups(self, block: str, names: Iterable[PersonName]) -> list[list[Authorship]]:
        """The groups of the block that one of the names fits as a whole, each in fold order."""
        fits = _Fits(names)
        return [
            [self._authorship(number) for number in members]
            for members in self._partition(block)
            if fits.any({self._written(number) for number in members})
        ]

    def _partition(self, block: str) -> Iterable[list[int]]:
        """All groups of the block, as its steps made them."""
        home: dict[int, list[int]] = {}
        for number in self.members.get(block, ()):
            joined = list({id(home[founder]): home[founder] for founder in self.founders[number]}.values())
            own = max(joined, key=len, default=[])
            for group in joined:
                if group is not own:
                    own += group
                    home.update(dict.fromkeys(group, own))
            own.append(number)
            home[number] = own
        return [sorted(group) for group in {id(group): group for group in home.values()}.values()]

    def _written(self, number: int) -> str:
        paper = bisect_right(self.first, number) - 1
        return self.papers[paper].authors[number - self.first[paper]].name

    def _authorship(self, number: int) -> Authorship:
        paper = bisect_right(self.first, number) - 1
        if paper not in self.read:
            self.read[paper] = self.reader.read(self.papers[paper], paper, self.first[paper])
        return self.read[paper][number - self.first[paper]]


class _Fits:
    """Whether all names of a group can be one person's with one of the given names."""

    def __init__(self, names: Iterable[PersonName]) -> None:
        self.names = list(names)
        self.known: dict[str, frozenset[int]] = {}

    def any(self, written: Iterable[str]) -> bool:
        """Whether one of the names fits all of the written ones."""
        return bool(frozenset.intersection(*map(self._of, written)))

    def _of(self, written: str) -> frozenset[int]:
        if written not in self.known:
            name = read_name(written)
            self.known[written] = frozenset(n for n, each in enumerate(self.names) if compatible(each, name))
        return self.known[written]


def _checks(papers: Sequence[PaperFacts], first: Sequence[int], apart: Iterable[tuple[int, int]]) -> list[str]:
    """For each paper a hash of all that its steps rest on, apart from the papers before it."""
    kept_apart: dict[int, list[int]] = {}
    for earlier, later in sorted(apart):
        kept_apart.setdefault(later, []).append(earlier)
    return [_check(facts, range(first[n], first[n + 1]), kept_apart) for n, facts in enumerate(papers)]


def _check(facts: PaperFacts, numbers: range, kept_apart: Mapping[int, list[int]]) -> str:
    authors = "\n".join(f"{each.name}\t{each.orcid or ''}\t{each.affiliation or ''}" for each in facts.authors)
    told = (
        facts.founded or facts.paper,
        facts.title,
        facts.abstract,
        facts.venue or "",
        facts.month or "",
        " ".join(facts.categories),
    )
    pairs = [(number, kept_apart[number]) for number in numbers if number in kept_apart] if kept_apart else ""
    text = "\x1f".join((RESOLVER_VERSION, *told, authors, str(pairs)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _founders(text: str) -> Founders:
    return tuple(map(int, text.split(","))) if text else ()


def _text(founders: Founders) -> str:
    return ",".join(map(str, founders))
