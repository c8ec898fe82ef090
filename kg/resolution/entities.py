"""What is what: every mention gets an entity, by a fold over the texts in their order.

An entity's slots are its uses, `arxiv:2512.20916:lora`: a paper and the key of a name in it. The first is its anchor;
where a text founds acronym and long form together, that is the acronym's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kg.model.identity import Decision, EntityResolution, KnownId, NearMiss, Overrides, PaperMentions
from kg.model.ids import anchor_letters, slug
from kg.model.mentions import Mention
from kg.resolution.ids import Part, assign_ids
from kg.resolution.overrides import read_uses
from kg.resolution.senses import PROPOSAL, STRONG, WEAK, Block, Choice, Use, is_coined
from kg.resolution.unions import Union
from kg.text.keys import name_key
from kg.text.sizes import without_size
from kg.text.words import tokens

__all__ = ["resolve_entities"]


def resolve_entities(
    texts: Iterable[PaperMentions],
    overrides: Overrides = Overrides(),  # noqa: B008 - frozen
    previous: Sequence[KnownId] = (),
    *,
    explain: bool = False,
) -> EntityResolution:
    """The entity of every mention, and every entity's id ever given.

    `texts` come in fold order, all of them at every call; a paper may have several. Adding texts at the end founds and
    merges, and moves nothing. A mention that may found nothing, or that `not_an_entity` names, has no entity.
    """
    fold = _Fold(list(texts), overrides, previous, explain=explain)
    fold.run()
    groups = [members for members in fold.union.groups() if any(fold.choices[n].sense for n in members)]
    groups = [[n for n in members if fold.choices[n].sense] for members in groups]
    parts = [
        Part(
            _once(name for n in members for name in (fold.slots[n], *fold.renamed.get(fold.slots[n], ()))),
            [(n, *fold.founders[n]) for n in members if n in fold.founders],
        )
        for members in groups
    ]
    ids, known = assign_ids(parts, previous, fold.make_id)
    id_of = {n: id_ for members, id_ in zip(groups, ids, strict=True) for n in members}
    survivors = {each.id: each.survivor for each in known if each.survivor}
    refused = {survivors.get(name, name) for name in overrides.not_an_entity if name.startswith("entity:")}
    entity_of = {
        (fold.paper_of.get(fold.uses[n].paper, fold.uses[n].paper), mention): id_
        for n, id_ in sorted(id_of.items())
        if id_ not in refused
        for mention in fold.mentions[n]
    }
    decisions = [_decision(fold, n, id_of) for n in range(len(fold.uses))] if explain else []
    return EntityResolution(entity_of, known, decisions)


class _Fold:
    """All uses with what was decided of each, by number; `founders` are those that stand alone after their text."""

    def __init__(
        self, texts: Sequence[PaperMentions], overrides: Overrides, previous: Sequence[KnownId], *, explain: bool
    ) -> None:
        refused = {name_key(name) for name in overrides.not_an_entity if not name.startswith("entity:")}
        self.texts: list[list[Use]] = []
        self.uses: list[Use] = []
        self.mentions: list[list[Mention]] = []
        for text in texts:
            self.texts.append(self._read(text, refused))
        self.slots = [_slot(use.paper, use.key) for use in self.uses]
        self.paper_of = {text.founded: text.paper for text in texts if text.founded}
        others = {text.founded or text.paper: text.others for text in texts if text.others}
        self.renamed = {
            slot: [_slot(other, use.key) for other in others[use.paper]]
            for use, slot in zip(self.uses, self.slots, strict=True)
            if use.paper in others
        }
        first: dict[str, int] = {}
        names: dict[str, int] = {}
        for use, slot in zip(self.uses, self.slots, strict=True):
            for name in (slot, *self.renamed.get(slot, ())):
                first.setdefault(name, use.number)
            names.setdefault(use.key, use.number)
        self.same = read_uses(overrides.same, first, names, previous)
        self.apart = {(min(pair), max(pair)) for pair in read_uses(overrides.different, first, names, previous)}
        self.union = Union(range(len(self.uses)), self.apart)
        self.blocks: dict[str, Block] = defaultdict(lambda: Block(explain=explain))
        self.joined: dict[int, list[str]] = defaultdict(list)
        """What joined a use beside its block: a text's definition, or an override."""
        self.choices: list[Choice] = []
        self.founders: dict[int, tuple[str, str]] = {}
        self.second: dict[str, Use] = {}

    def _read(self, text: PaperMentions, refused: set[str]) -> list[Use]:
        """The uses of one text, those with a long form first, each with its mentions kept aside.

        A long form that a text defines is a use of its own, also where it is no mention.
        """
        found: dict[str, list[Mention]] = {}
        for mention in text.mentions:
            key = name_key(mention.name)
            if key not in refused:
                found.setdefault(key, []).append(mention)
        words = {key: frozenset(word for m in group for word in tokens(m.name)) for key, group in found.items()}
        groups = sorted(found.items(), key=lambda item: (all(m.long_form is None for m in item[1]), item[1][0].start))
        uses = []
        for key, group in groups:
            context: frozenset[str] = frozenset()
            if any(is_coined(m.name) for m in group):  # of other names the words are not asked for
                own = words[key].union(*(tokens(m.long_form) for m in group if m.long_form))
                context = text.words.union(*(words[other] for other in words if other != key)) - own
            uses.append(_use(len(self.uses), text, key, group, context))
            self.uses.append(uses[-1])
            self.mentions.append(group)
        for use in [use for use in uses if use.long_key and use.long_key not in found]:
            if use.long_key not in refused and all(other.key != use.long_key for other in uses):
                spelt = replace(
                    use, number=len(self.uses), key=str(use.long_key), name=str(use.long_form), long_form=None
                )
                uses.append(replace(spelt, long_key=None, proposes=0.0))
                self.uses.append(uses[-1])
                self.mentions.append([])
        return uses

    def run(self) -> None:
        """Decide text by text: each use in its block, then what the text's definitions and the overrides join."""
        kept: dict[int, set[int]] = defaultdict(set)
        for left, right in self.apart:
            kept[right].add(left)
        wanted: dict[int, list[int]] = defaultdict(list)
        for left, right in self.same:
            wanted[max(left, right)].append(min(left, right))
        for uses in self.texts:
            for use in uses:
                self._take(use, kept[use.number])
            self._join_pairs(uses)
            for use in uses:
                for other in wanted[use.number]:
                    if self.choices[other].sense and self.choices[use.number].sense:
                        joined = self.union.join(other, use.number)
                        self.joined[use.number].append(
                            f"override: {'the same as' if joined else 'cannot be one with'} {self.slots[other]}"
                        )
            for use in uses:
                if self.choices[use.number].sense and self.union.find(use.number) == use.number:
                    self.founders[use.number] = (self.slots[use.number], use.long_form or use.name)

    def _take(self, use: Use, apart: set[int]) -> None:
        """Decide the use in its block."""
        block = self.blocks[use.key]
        choice = block.take(use, apart)
        self.choices.append(choice)
        if choice.sense is not None and not choice.founds:
            self.union.join(choice.sense.founder.number, use.number)
        if choice.founds and len(block.senses) > 1:
            self.second[self.slots[use.number]] = use

    def _join_pairs(self, uses: Sequence[Use]) -> None:
        """Join the acronym's sense and the long form's, where the text defines the pair and mentions both."""
        by_key = {use.key: use.number for use in uses}
        for use in uses:
            other = by_key.get(use.long_key) if use.long_key else None
            if other is not None and self.choices[other].sense and self.choices[use.number].sense:
                self.union.join(use.number, other)
                for number in (use.number, other):
                    self.joined[number].append(f"{use.paper} defines {use.name} as {use.long_form}")

    def make_id(self, anchor: str, name: str, taken: Mapping[str, str]) -> str:
        """`entity:` and the slug; a second sense of a name has its long form or its paper behind `~`."""
        use = self.second.get(anchor)
        paper = anchor.rpartition(":")[0].partition(":")[2].replace("/", "-")
        id_ = f"entity:{slug(name)}"
        if use is not None:
            id_ = f"entity:{slug(use.name)}~{slug(use.long_form) if use.long_form else paper}"
        lettered = (f"{id_}~{anchor_letters(anchor, count)}" for count in range(5, 53))
        for free in chain((id_, f"{id_}~{paper}"), lettered):
            if taken.get(free, anchor) == anchor:
                return free
        raise AssertionError(f"{anchor}: two anchors with one sha256")


def _use(number: int, text: PaperMentions, key: str, group: Sequence[Mention], context: frozenset[str]) -> Use:
    best = min(group, key=lambda m: (m.long_form is None, -m.confidence, m.section != "title", m.start))
    long_form = best.long_form
    return Use(
        number=number,
        paper=text.founded or text.paper,
        key=key,
        name=without_size(best.name),
        long_form=long_form,
        long_key=name_key(long_form) if long_form else None,
        proposes=_proposing(group),
        confidence=max(m.confidence for m in group),
        categories=text.categories,
        context=context,
        authors=text.authors,
    )


def _proposing(group: Sequence[Mention]) -> float:
    """What the mentions say for something new: STRONG where one of them stands at the head of a title."""
    proposals = [m for m in group if m.relation == "PROPOSES" and m.confidence >= PROPOSAL]
    if not proposals:
        return 0.0
    if any(m.section == "title" and m.start < len("Introducing ") for m in proposals):
        return STRONG
    return WEAK * max(m.confidence for m in proposals)


def _slot(paper: str, key: str) -> str:
    return f"{paper}:{key}".replace(" ", "_")


def _once(slots: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slots))


def _decision(fold: _Fold, number: int, id_of: Mapping[int, str]) -> Decision:
    choice = fold.choices[number]
    action = "founds" if number in fold.founders else "joins" if choice.sense else "none"
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
