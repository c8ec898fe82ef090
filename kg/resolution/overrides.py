"""References in `overrides.toml`: an authorship, an id, or a name, read as what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.model.identity import KnownId, Overrides
from kg.model.mentions import Mention
from kg.text.keys import name_key

__all__ = ["current", "read_slots", "read_uses", "unknown_ids", "unknown_slots", "with_ids"]


def read_slots(
    pairs: Iterable[tuple[str, str]], index: Mapping[str, int], previous: Iterable[KnownId]
) -> list[tuple[int, int]]:
    """The pairs as numbers of authorships; a pair with an end that is not here is left out.

    A reference is a slot (`arxiv:2512.20916#3`, what follows a space is for the reader) or an author's id, which
    stands for its anchor.
    """
    anchors = {known.id: known.anchor for known in previous}
    slots = (tuple(anchors.get(end.split(" ")[0], end.split(" ")[0]) for end in pair) for pair in pairs)
    return [(index[left], index[right]) for left, right in slots if left in index and right in index]


def read_uses(
    pairs: Iterable[tuple[str, str]],
    slots: Mapping[str, int],
    names: Mapping[str, int],
    previous: Iterable[KnownId],
) -> list[tuple[int, int]]:
    """The pairs as numbers of uses; a pair with an end that is not here is left out.

    A reference is an entity's id, which stands for its anchor; a slot (`arxiv:2512.20916:lora`); a paper and a name
    (`arxiv:2512.20916 LoRA`); or a name, which stands for the first use of it.
    """
    anchors = {known.id: known.anchor for known in previous}
    read = [tuple(_use_number(end, slots, names, anchors) for end in pair) for pair in pairs]
    return [(left, right) for left, right in read if left is not None and right is not None]


def _use_number(
    reference: str, slots: Mapping[str, int], names: Mapping[str, int], anchors: Mapping[str, str]
) -> int | None:
    paper, _, name = reference.partition(" ")
    spelt = f"{paper}:{name_key(name)}".replace(" ", "_") if name else reference
    for slot in (anchors.get(reference, reference), spelt):
        if slot in slots:
            return slots[slot]
    return names.get(name_key(reference))


def current(overrides: Overrides, known: Iterable[KnownId]) -> Overrides:
    """The overrides with every id that was retired replaced by its survivor, so that a merge makes none of them idle.

    So are the papers of slots (`arxiv:2512.20916#3`), which keep their number.

    Of two entries that come to mean one id the later one counts.
    """
    survivors = {each.id: each.survivor for each in known if each.survivor}

    def now(id_: str) -> str:
        return survivors.get(id_) or id_

    def at(reference: str) -> str:
        paper, mark, place = reference.partition("#")
        return f"{now(paper)}{mark}{place}"

    return replace(
        overrides,
        same=tuple((at(left), at(right)) for left, right in overrides.same),
        different=tuple((at(left), at(right)) for left, right in overrides.different),
        drop=tuple((now(paper), relation, now(target)) for paper, relation, target in overrides.drop),
        add=tuple((now(paper), relation, now(target), reason) for paper, relation, target, reason in overrides.add),
        rename={now(id_): to for id_, to in overrides.rename.items()},
        label={now(id_): to for id_, to in overrides.label.items()},
        kind={now(id_): to for id_, to in overrides.kind.items()},
    )


def with_ids(overrides: Overrides, entity_of: Mapping[tuple[str, Mention], str]) -> tuple[Overrides, list[str]]:
    """The overrides with an id where `drop` or `add` gives an entity by its name, and a message where it cannot be one.

    A name stands for what the paper itself means by it, else for the single entity that bears it.
    """
    wanted = {name_key(entry[2]) for entry in (*overrides.drop, *overrides.add) if ":" not in entry[2]}
    bearers: dict[tuple[str, str], set[str]] = {}
    if wanted:
        for (paper, mention), id_ in entity_of.items():
            if (key := name_key(mention.name)) in wanted:
                bearers.setdefault((paper, key), set()).add(id_)
                bearers.setdefault(("", key), set()).add(id_)
    messages: list[str] = []

    def meant(paper: str, table: str, name: str) -> str:
        if ":" in name:
            return name
        key = name_key(name)
        found = sorted(bearers.get((paper, key)) or bearers.get(("", key)) or ())
        if len(found) == 1:
            return found[0]
        which = f"{len(found)} entities bear this name; give the id of one: {', '.join(found[:4])}"
        messages.append(f"overrides.toml: [[{table}]] {name} of {paper}: {which if found else 'no entity so far'}.")
        return name

    drop = tuple((paper, relation, meant(paper, "drop", to)) for paper, relation, to in overrides.drop)
    add = tuple((paper, relation, meant(paper, "add", to), why) for paper, relation, to, why in overrides.add)
    return replace(overrides, drop=drop, add=add), messages


def unknown_ids(overrides: Overrides, known: Iterable[KnownId]) -> list[str]:
    """A message for each id of an author or entity in the overrides that was never given: most likely mistyped."""
    given = {each.id for each in known}
    named = [(table, id_) for table in ("rename", "label", "kind") for id_ in getattr(overrides, table)]
    named += [("drop", target) for _, _, target in overrides.drop] + [("add", entry[2]) for entry in overrides.add]
    named += [("not_an_entity", name) for name in overrides.not_an_entity]
    named += [(table, end) for table in ("same", "different") for pair in getattr(overrides, table) for end in pair]
    return [
        f"overrides.toml: [[{table}]] names {id_}, an id that was never given. It has no effect; look for the right "
        f"one with: kg find {id_.partition(':')[2].partition('~')[0]}"
        for table, id_ in named
        if id_.startswith(("author:", "entity:")) and id_.split(" ")[0] not in given
    ]


def unknown_slots(overrides: Overrides, author_of: Mapping[tuple[str, int], str]) -> list[str]:
    """A message for each place in an author list (`arxiv:2512.20916#3`) that the overrides name and no paper has."""
    messages = []
    for table in ("same", "different"):
        for number, pair in enumerate(getattr(overrides, table), 1):
            for end in pair:
                paper, mark, place = end.split(" ")[0].rpartition("#")
                if mark and place.isdecimal() and (paper, int(place)) not in author_of:
                    messages.append(
                        f"overrides.toml: entry {number} of [[{table}]] names {paper}#{place}, where no paper of this "
                        f"bundle has an author. It has no effect until one has; see the slots with: kg explain NAME"
                    )
    return messages
