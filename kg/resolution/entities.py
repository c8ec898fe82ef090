"""What is what: every mention gets an entity, by a fold over the texts in their order.

An entity's slots are its uses, `arxiv:2512.20916:lora`: a paper and the key of a name in it. The first is its anchor;
where a text founds acronym and long form together, that is the acronym's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from kg.model.identity import Decision, EntityResolution, FoldedText, KnownId, NearMiss, Overrides, PaperMentions
from kg.model.ids import anchor_letters, slug
from kg.resolution.entity_folding import Reading, fold_texts, read_texts
from kg.resolution.ids import Part, assign_ids
from kg.resolution.overrides import read_uses
from kg.resolution.senses import Use
from kg.resolution.unions import Union
from kg.text.keys import name_key

__all__ = ["resolve_entities"]


def resolve_entities(
    texts: Iterable[PaperMentions],
    overrides: Overrides = Overrides(),  # noqa: B008 - frozen
    previous: Sequence[KnownId] = (),
    before: Sequence[FoldedText] = (),
    *,
    explain: bool = False,
) -> EntityResolution:
    """The entity of every mention, and every entity's id ever given.

    `texts` come in fold order, all of them at every call; a paper may have several. Adding texts at the end founds and
    merges, and moves nothing. A mention that may found nothing, or that `not_an_entity` names, has no entity.
    `previous` are the ids as saved, `before` the steps: with them only texts from the first new or changed one on are
    folded, with the same result. With `explain` all are, and each use has its decision.
    """
    fold = _Fold(list(texts), overrides, previous, before, explain=explain)
    fold.join()
    groups = [members for members in fold.union.groups() if fold.founders[members[0]] is not None]
    parts = [Part(fold.names_of(members), fold.founded(members)) for members in groups]
    ids, known = assign_ids(parts, previous, fold.make_id)
    id_of = {n: id_ for members, id_ in zip(groups, ids, strict=True) for n in members}
    survivors = {each.id: each.survivor for each in known if each.survivor}
    refused = {survivors.get(name, name) for name in overrides.not_an_entity if name.startswith("entity:")}
    entity_of = {
        (text.paper, mention): id_
        for text, first, places in zip(fold.texts, fold.reading.first, fold.reading.places, strict=False)
        for mention, place in zip(text.mentions, places, strict=True)
        if place is not None and (id_ := id_of.get(first + place)) is not None and id_ not in refused
    }
    decisions = [_decision(fold, n, id_of) for n in range(len(fold.slots))] if explain else []
    return EntityResolution(entity_of, known, decisions, fold.folding.folded, fold.folding.replayed)


class _Fold:
    """All uses with what was decided of each, by number, and what was joined over the names."""

    def __init__(
        self,
        texts: Sequence[PaperMentions],
        overrides: Overrides,
        previous: Sequence[KnownId],
        before: Sequence[FoldedText],
        *,
        explain: bool,
    ) -> None:
        self.texts, self.explain = texts, explain
        self.known = {each.anchor for each in previous}
        refused = {name_key(name) for name in overrides.not_an_entity if not name.startswith("entity:")}
        self.reading = read_texts(texts, refused, () if explain else before)
        self.slots = _slots(self.reading)
        self.same, apart = _pairs(self.reading, self.slots, overrides, previous)
        self.apart = {(min(pair), max(pair)) for pair in apart}
        self.folding = fold_texts(self.reading, self.apart, explain=explain)
        self.founders = self.folding.founders
        self.others = {text.founded or text.paper: text.others for text in texts if text.others}
        self.union = Union(range(len(self.slots)), self.apart)
        self.joined: dict[int, list[str]] = defaultdict(list)
        """What joined a use beside its block: a text's definition, or an override."""
        self.alone: set[int] = set()
        """Uses that stood alone after their text."""
        self.first_of: dict[str, int] = {}
        """The first use that founded a sense of the key."""

    def join(self) -> None:
        """Text by text: what the blocks joined, then what the text's definitions and the overrides join."""
        wanted: dict[int, list[int]] = defaultdict(list)
        for left, right in self.same:
            wanted[max(left, right)].append(min(left, right))
        founders, union, first = self.founders, self.union, self.reading.first
        for text, pairs in enumerate(self.folding.pairs):
            numbers = range(first[text], first[text + 1])
            for number in numbers:
                founder = founders[number]
                if founder == number:
                    self.first_of.setdefault(self.reading.keys[number], number)
                elif founder is not None:
                    union.join(founder, number)
            for short, long in pairs:
                union.join(short, long)
                if self.explain:
                    use = self._use(short)
                    for number in (short, long):
                        self.joined[number].append(f"{use.paper} defines {use.name} as {use.long_form}")
            if wanted:
                self._join_same(numbers, wanted)
            self.alone.update(n for n in numbers if founders[n] is not None and union.find(n) == n)

    def _join_same(self, numbers: Iterable[int], wanted: Mapping[int, Sequence[int]]) -> None:
        for number in numbers:
            for other in wanted.get(number, ()):
                if self.founders[other] is not None and self.founders[number] is not None:
                    joined = self.union.join(other, number)
                    self.joined[number].append(
                        f"override: {'the same as' if joined else 'cannot be one with'} {self.slots[other]}"
                    )

    def names_of(self, members: Sequence[int]) -> list[str]:
        """The slots of the uses, each once, those of a paper with several ids under all of them."""
        if not self.others:
            return _once(self.slots[n] for n in members) if len(members) > 1 else [self.slots[members[0]]]
        return _once(name for n in members for name in (self.slots[n], *self._renamed(n)))

    def _renamed(self, number: int) -> Iterable[str]:
        text = self.texts[bisect_right(self.reading.first, number) - 1]
        return (_slot(other, self.reading.keys[number]) for other in text.others)

    def founded(self, members: Sequence[int]) -> list[tuple[int, str, str]]:
        """Number, slot and name of those uses that stood alone; the name only where the id is not known yet."""
        found = ((n, self.slots[n]) for n in members if n in self.alone)
        return [(n, slot, "" if slot in self.known else self._name(n)) for n, slot in found]

    def _name(self, number: int) -> str:
        use = self._use(number)
        return use.long_form or use.name

    def _use(self, number: int) -> Use:
        text = bisect_right(self.reading.first, number) - 1
        return next(use for use in self.reading.uses_of(text, [self.reading.keys[number]]) if use.number == number)

    def make_id(self, anchor: str, name: str, taken: Mapping[str, str]) -> str:
        """`entity:` and the slug; a second sense of a name has its long form or its paper behind `~`."""
        number = self._second.get(anchor)
        paper = anchor.rpartition(":")[0].partition(":")[2].replace("/", "-")
        id_ = f"entity:{slug(name)}"
        if number is not None:
            use = self._use(number)
            id_ = f"entity:{slug(use.name)}~{slug(use.long_form) if use.long_form else paper}"
        lettered = (f"{id_}~{anchor_letters(anchor, count)}" for count in range(5, 53))
        for free in chain((id_, f"{id_}~{paper}"), lettered):
            if taken.get(free, anchor) == anchor:
                return free
        raise AssertionError(f"{anchor}: two anchors with one sha256")

    @cached_property
    def _second(self) -> dict[str, int]:
        """The slots of uses that founded another sense than their name's first."""
        keys = self.reading.keys
        return {
            self.slots[n]: n
            for n, founder in enumerate(self.founders)
            if founder == n and self.first_of[keys[n]] != n and self.slots[n] not in self.known
        }


def _pairs(
    reading: Reading, slots: Sequence[str], overrides: Overrides, previous: Sequence[KnownId]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """`same` and `different` as pairs of use numbers."""
    if not overrides.same and not overrides.different:
        return [], []
    first: dict[str, int] = {}
    names: dict[str, int] = {}
    for text, (start, end) in zip(reading.texts, zip(reading.first, reading.first[1:], strict=False), strict=True):
        for number in range(start, end):
            key = reading.keys[number]
            for slot in (slots[number], *(_slot(other, key) for other in text.others)):
                first.setdefault(slot, number)
            names.setdefault(key, number)
    same, apart = (read_uses(pairs, first, names, previous) for pairs in (overrides.same, overrides.different))
    return same, apart


def _slots(reading: Reading) -> list[str]:
    return [
        _slot(text.founded or text.paper, key)
        for text, first, end in zip(reading.texts, reading.first, reading.first[1:], strict=False)
        for key in reading.keys[first:end]
    ]


def _slot(paper: str, key: str) -> str:
    return f"{paper}:{key}".replace(" ", "_")


def _once(slots: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slots))


def _decision(fold: _Fold, number: int, id_of: Mapping[int, str]) -> Decision:
    choice = fold.folding.choices[number]
    action = "founds" if number in fold.alone else "joins" if choice.sense else "none"
    near = tuple(
        NearMiss(
            fold.slots[other], id_of[other], total, evidence, "an override" if _barred(fold, number, other) else ""
        )
        for other, total, evidence in choice.near
        if other in id_of
    )
    return Decision(
        fold.slots[number], action, id_of.get(number, ""), (*choice.evidence, *fold.joined.get(number, ())), near
    )


def _barred(fold: _Fold, number: int, other: int) -> bool:
    return any(
        (min(number, member), max(number, member)) in fold.apart
        for member in fold.union.members(fold.union.find(other))
    )
