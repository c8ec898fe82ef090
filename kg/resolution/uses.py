"""Texts read into uses: each name in it once, with what the paper says beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.model.identity import PaperMentions
from kg.model.mentions import Mention
from kg.resolution.senses import PROPOSAL, STRONG, WEAK, Use, is_coined
from kg.text.keys import name_key
from kg.text.person_names import parse_person_name
from kg.text.sizes import without_size
from kg.text.words import DOCUMENTS, document_frequency, tokens

__all__ = ["UseReader", "rare_words"]

WORDS = 30
COMMONEST = 0.03
"""Words that stand in more papers of the sample than this share tell nothing."""

Groups = dict[str, list[Mention]]
Places = Sequence[int | None]
"""For each mention the place of its use among those of the text."""


class UseReader:
    """Reads texts into uses, in the order in which they are decided: those with a long form first.

    `refused` are the keys of names that are none. A long form that a text defines is a use of its own, also where it is
    no mention.
    """

    def __init__(self, refused: Collection[str]) -> None:
        self.refused = refused
        self._about: dict[tuple[str, tuple[str, ...]], tuple[frozenset[str], frozenset[str]]] = {}

    def read(self, text: PaperMentions, first: int) -> tuple[list[Use], list[int | None]]:
        """The uses, numbered from `first`, and for each mention the place of its use among them (None: refused)."""
        keys = [name_key(mention.name) for mention in text.mentions]
        found: Groups = {}
        for key, mention in zip(keys, text.mentions, strict=True):
            if key not in self.refused:
                found.setdefault(key, []).append(mention)
        groups = sorted(found.items(), key=lambda item: (all(m.long_form is None for m in item[1]), item[1][0].start))
        uses = self._uses(text, dict(groups), first)
        for use in [use for use in uses if use.long_key and use.long_key not in found]:
            if use.long_key not in self.refused and all(other.key != use.long_key for other in uses):
                uses.append(_spelt_out(use, first + len(uses)))
        place = {use.key: n for n, use in enumerate(uses)}
        return uses, [place.get(key) for key in keys]

    def read_again(
        self, text: PaperMentions, first: int, keys: Sequence[str], places: Places, wanted: Collection[str]
    ) -> list[Use]:
        """The uses of a text that have one of the wanted keys; `keys` and `places` as an earlier reading gave them."""
        groups: Groups = {key: [] for key in keys}
        for place, mention in zip(places, text.mentions, strict=True):
            if place is not None:
                groups[keys[place]].append(mention)
        spelt = [key for key in wanted if not groups[key]]
        mentioned = {key: group for key, group in groups.items() if group}
        uses = self._uses(text, mentioned, first, None if spelt else wanted)
        for key in spelt:
            acronym = next(use for use in uses if use.long_key == key)
            uses.append(_spelt_out(acronym, first + keys.index(key)))
        return [use for use in uses if use.key in wanted]

    def _uses(
        self, text: PaperMentions, groups: Groups, first: int, wanted: Collection[str] | None = None
    ) -> list[Use]:
        words, authors = self._told(text)
        names: Mapping[str, frozenset[str]] = {}
        uses = []
        for n, (key, group) in enumerate(groups.items()):
            if wanted is not None and key not in wanted:
                continue
            context: frozenset[str] = frozenset()
            if any(is_coined(m.name) for m in group):  # of other names the words are not asked for
                names = names or {key: _words_of(m.name for m in each) for key, each in groups.items()}
                own = names[key] | _words_of(m.long_form for m in group if m.long_form)
                context = words.union(*(names[other] for other in names if other != key)) - own
            uses.append(_use(first + n, text, group, context, authors))
        return uses

    def _told(self, text: PaperMentions) -> tuple[frozenset[str], frozenset[str]]:
        """The rare words of the text's paper, and the keys of its authors."""
        about = (text.told, text.authors)
        if about not in self._about:
            self._about[about] = (rare_words(text.told), name_keys(text.authors))
        return self._about[about]


def rare_words(text: str) -> frozenset[str]:
    """The WORDS rarest words of the text, ties in alphabetic order."""
    found = {word: document_frequency(word) for word in tokens(text)}
    rare = sorted((count, word) for word, count in found.items() if count <= COMMONEST * DOCUMENTS)
    return frozenset(word for _, word in rare[:WORDS])


def name_keys(written: Collection[str]) -> frozenset[str]:
    """The authors as far as their names tell: surname and given names, those that only have initials left out."""
    names = map(parse_person_name, written)
    return frozenset(f"{name.joined} {name.surname}" for name in names if name.full)


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(_words, names))


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> frozenset[str]:
    return frozenset(tokens(name))


def _use(
    number: int, text: PaperMentions, group: Sequence[Mention], context: frozenset[str], authors: frozenset[str]
) -> Use:
    best = min(group, key=lambda m: (m.long_form is None, -m.confidence, m.section != "title", m.start))
    long_form = best.long_form
    return Use(
        number=number,
        paper=text.founded or text.paper,
        key=name_key(best.name),
        name=without_size(best.name),
        long_form=long_form,
        long_key=name_key(long_form) if long_form else None,
        proposes=_proposing(group),
        confidence=max(m.confidence for m in group),
        categories=text.categories,
        context=context,
        authors=authors,
    )


def _spelt_out(use: Use, number: int) -> Use:
    """The long form of a use as a use of its own."""
    return replace(
        use, number=number, key=str(use.long_key), name=str(use.long_form), long_form=None, long_key=None, proposes=0.0
    )


def _proposing(group: Sequence[Mention]) -> float:
    """What the mentions say for something new: STRONG where one of them stands at the head of a title."""
    proposals = [m for m in group if m.relation == "PROPOSES" and m.confidence >= PROPOSAL]
    if not proposals:
        return 0.0
    if any(m.section == "title" and m.start < len("Introducing ") for m in proposals):
        return STRONG
    return WEAK * max(m.confidence for m in proposals)
