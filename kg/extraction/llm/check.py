"""What a model named, held against the text: places, sentences and long forms; what stands nowhere is dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.group import Group, groups
from kg.extraction.llm.answer import Named
from kg.extraction.noise import is_noise
from kg.extraction.reading import Reading, read
from kg.extraction.reconcile import LABEL_OF, Judgement, reconcile
from kg.extraction.tables import ROLES
from kg.model.mentions import Mention
from kg.model.schema import fits
from kg.text.keys import name_key

__all__ = ["ALONE", "checked"]

ALONE = 0.6
"""The confidence of a name that only the language model gives. It is a convention and no measured share."""

_MAY_BE_GENERIC = frozenset({"PROPOSES", "ADDRESSES", "MEASURES"})


def checked(
    reading: Reading, named: Sequence[Named], shipped: Iterable[Mention], rule: str
) -> tuple[tuple[Mention, ...], int]:
    """The mentions of what the model named, in order of place, and how many things were dropped.

    Every place of every name becomes a mention. Where the shipped extractor gives the name the same relation with
    confidence c, the confidence is 1 - (1 - ALONE)(1 - c), else ALONE: agreement, no probability. A thing is dropped
    where no name of it stands in the text as a whole word (letter by letter up to five characters, else without case),
    or where it is a generic word.
    """
    places = {index: list(_places(reading, thing.names)) for index, thing in enumerate(named)}
    found = [(start, end, str(index)) for index, spans in places.items() for start, end in spans]
    surest: dict[tuple[str, str], float] = defaultdict(float)
    for mention in shipped:
        key = name_key(mention.name), mention.relation
        surest[key] = max(surest[key], mention.confidence)
    judged = []
    seen: set[str] = set()
    for group in groups(reading, found):
        thing = _thing(group, named)
        if thing.relation in _MAY_BE_GENERIC or not _is_generic(reading, group):
            agreed = max(surest[key, thing.relation] for key in group.keys)
            confidence = 1 - (1 - ALONE) * (1 - agreed)
            judged.append((group, Judgement(thing.relation, _label(thing), confidence, rule)))
            seen |= set(group.rules)
    return reconcile(reading, judged, ("title", "abstract")), len(named) - sum(rule.isdigit() for rule in seen)


def _places(reading: Reading, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The characters at which these names stand, and where the text defines a short or long form for one of them."""
    spans = {span for name in names for span in _standing(reading, name)}
    yield from sorted(spans)
    for pair in reading.pairs:
        forms = {(pair.short_start, pair.short_end), (pair.long_start, pair.long_end)}
        if forms & spans:
            yield from sorted(forms - spans)


def _standing(reading: Reading, name: str) -> Iterator[tuple[int, int]]:
    """The places of one name, whole words only."""
    wanted = read("", name).tokens[1:]
    words: Sequence[str] = reading.tokens
    if len(name) > 5:
        wanted, words = tuple(word.casefold() for word in wanted), [word.casefold() for word in words]
    if not wanted:
        return
    for first, word in enumerate(words):
        last = first + len(wanted)
        if word == wanted[0] and tuple(words[first:last]) == wanted:
            yield reading.words[first][0], reading.words[last - 1][1]


def _thing(group: Group, named: Sequence[Named]) -> Named:
    """What the group is taken for: of the things whose names it holds, the one with the first relation of ROLES."""
    indices = sorted(int(rule) for rule in group.rules if rule.isdigit())
    return min((named[index] for index in indices), key=lambda thing: ROLES.index(thing.relation))


def _label(thing: Named) -> str:
    label = LABEL_OF.get(thing.relation, thing.kind)
    return label if fits(thing.relation, label) else "Method"


def _is_generic(reading: Reading, group: Group) -> bool:
    return all(is_noise(reading.tokens[slice(*span)]) for span in group.places)
