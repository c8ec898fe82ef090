"""The entities' fold over all texts, from nothing or from where it stood: what was decided before is not decided again.

The steps of a text rest on it and on the texts before it. So they stand as long as these are as they were; from the
first text on that is not, or is new, uses are decided anew, each against the senses of its name, which are put together
again from the texts that hold it. The result is that of deciding everything.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.identity import FoldedText, PaperMentions
from kg.resolution.senses import Block, Choice, Use
from kg.resolution.uses import Places, UseReader
from kg.resolution.version import RESOLVER_VERSION

__all__ = ["Reading", "TextFolding", "fold_texts", "read_texts"]


@dataclass
class Reading:
    """The uses of all texts, by number: the uses of a text are those from `first[text]` to `first[text + 1]`.

    `before` holds the steps of each text as it is, None where it is new or another; only the uses of these were read.
    """

    texts: Sequence[PaperMentions]
    reader: UseReader
    checks: list[str] = field(default_factory=list)
    before: list[FoldedText | None] = field(default_factory=list)
    first: list[int] = field(default_factory=lambda: [0])
    keys: list[str] = field(default_factory=list)
    places: list[Places] = field(default_factory=list)
    uses: dict[int, list[Use]] = field(default_factory=dict)
    """The uses of the texts that were read."""

    def uses_of(self, text: int, wanted: Collection[str] | None = None) -> list[Use]:
        """The uses of a text; only those with one of the wanted keys where it was not read yet."""
        if text in self.uses:
            return self.uses[text]
        first, keys = self.first[text], self.keys[self.first[text] : self.first[text + 1]]
        wanted = keys if wanted is None else wanted
        return self.reader.read_again(self.texts[text], first, keys, self.places[text], wanted)


def read_texts(
    texts: Sequence[PaperMentions], refused: Collection[str] = frozenset(), before: Sequence[FoldedText] = ()
) -> Reading:
    """The keys of all uses, taken over from the steps of those texts that are as they were.

    `refused` are the keys of names that are none.
    """
    reading = Reading(texts, UseReader(refused))
    stem = "\x1f".join((RESOLVER_VERSION, *sorted(refused)))
    for number, text in enumerate(texts):
        check = _check(stem, text)
        known = before[number] if number < len(before) and before[number].check == check else None
        if known is not None:
            keys = known.keys.split("\t") if known.keys else []
            places: Places = [int(n) if n else None for n in known.places.split(",")] if text.mentions else ()
        else:
            uses, places = reading.reader.read(text, reading.first[-1])
            keys = [use.key for use in uses]
            reading.uses[number] = uses
        reading.checks.append(check)
        reading.before.append(known)
        reading.keys += keys
        reading.places.append(places)
        reading.first.append(len(reading.keys))
    return reading


def _check(stem: str, text: PaperMentions) -> str:
    """A hash of all that the steps of a text rest on, apart from the texts before it and the overrides."""
    told = (text.founded or text.paper, text.told, "\n".join(text.authors), " ".join(text.categories))
    mentions = [(m.name, m.long_form, m.relation, m.confidence, m.section, m.start) for m in text.mentions]
    whole = "\x1f".join((stem, *told, repr(mentions)))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


@dataclass
class TextFolding:
    """What was decided. `founders` has for each use the one that founded its sense, None where it has none.

    `pairs` are the acronyms and long forms that each text defines; `choices` tells the reasons of the uses that were
    decided anew, in `replayed` texts.
    """

    founders: list[int | None] = field(default_factory=list)
    pairs: list[list[tuple[int, int]]] = field(default_factory=list)
    folded: list[FoldedText] = field(default_factory=list)
    choices: dict[int, Choice] = field(default_factory=dict)
    replayed: int = 0


def fold_texts(
    reading: Reading, apart: Collection[tuple[int, int]] = frozenset(), *, explain: bool = False
) -> TextFolding:
    """The senses of all uses, text by text; the steps stand up to the first text that is not as it was.

    `apart` are pairs of use numbers, smaller first, that are never one. With `explain` nothing is taken over, and every
    choice tells its near misses.
    """
    kept_apart: dict[int, set[int]] = defaultdict(set)
    for left, right in apart:
        kept_apart[right].add(left)
    told_apart = [_told_apart(range(*ends), kept_apart) for ends in zip(reading.first, reading.first[1:], strict=False)]
    folding = TextFolding()
    for number, known in enumerate(() if explain else reading.before):
        if known is None or known.apart != told_apart[number]:
            break
        _keep(folding, known, reading.first[number])
    kept = len(folding.folded)
    new_keys = set(reading.keys[reading.first[kept] :])
    blocks = _restored(reading, folding, new_keys, explain=explain)
    for number in range(kept, len(reading.texts)):
        codes = _decide(reading, folding, number, blocks, kept_apart)
        folding.folded.append(_told(reading, folding, number, codes, told_apart[number]))
    folding.replayed = len(reading.texts) - kept
    return folding


def _told_apart(numbers: range, kept_apart: Mapping[int, set[int]]) -> str:
    if not kept_apart:
        return ""
    return ",".join(f"{other}-{n}" for n in numbers for other in sorted(kept_apart.get(n, ())))


def _keep(folding: TextFolding, known: FoldedText, first: int) -> None:
    """Take over the steps of the next text, whose uses are numbered from `first`."""
    if known.keys:
        folding.founders += [int(code.rstrip("?")) if code else None for code in known.founders.split(",")]
    pairs = (pair.split("-") for pair in known.pairs.split(",") if pair)
    folding.pairs.append([(first + int(short), first + int(long)) for short, long in pairs])
    folding.folded.append(known)


def _restored(reading: Reading, folding: TextFolding, wanted: Collection[str], *, explain: bool) -> dict[str, Block]:
    """The blocks of these keys, as the kept texts left them."""
    blocks: dict[str, Block] = defaultdict(lambda: Block(explain=explain))
    for number, folded in enumerate(folding.folded):
        first, end = reading.first[number], reading.first[number + 1]
        keys = zip(reading.keys[first:end], folding.founders[first:end], strict=True)
        if not (here := [key for key, founder in keys if founder is not None and key in wanted]):
            continue
        codes = folded.founders.split(",")
        for use in reading.uses_of(number, here):
            if use.key in here:
                code = codes[use.number - first]
                blocks[use.key].restore(use, int(code.rstrip("?")), unsure=code.endswith("?"))
    return blocks


def _decide(
    reading: Reading,
    folding: TextFolding,
    number: int,
    blocks: Mapping[str, Block],
    kept_apart: Mapping[int, set[int]],
) -> list[str]:
    """Decide the uses of the next text, each in its block, and find what it defines; what each came to, in short."""
    uses = reading.uses[number] = reading.uses_of(number)
    codes = []
    for use in uses:
        choice = blocks[use.key].take(use, kept_apart.get(use.number, ()))
        founder = choice.sense.founder.number if choice.sense else None
        folding.founders.append(founder)
        folding.choices[use.number] = choice
        codes.append("" if founder is None else f"{founder}{'?' * choice.unsure}")
    by_key = {use.key: use.number for use in uses}
    pairs = [(use.number, by_key[use.long_key]) for use in uses if use.long_key in by_key]
    folding.pairs.append([pair for pair in pairs if all(folding.founders[each] is not None for each in pair)])
    return codes


def _told(reading: Reading, folding: TextFolding, number: int, codes: Iterable[str], apart: str) -> FoldedText:
    """The steps of a text that was decided."""
    first = reading.first[number]
    return FoldedText(
        check=reading.checks[number],
        keys="\t".join(reading.keys[first : reading.first[number + 1]]),
        places=",".join("" if place is None else str(place) for place in reading.places[number]),
        founders=",".join(codes),
        pairs=",".join(f"{short - first}-{long - first}" for short, long in folding.pairs[number]),
        apart=apart,
    )
