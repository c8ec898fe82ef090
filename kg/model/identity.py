"""What resolution is given and gives back: papers as identity sees them, ids with their anchors, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.mentions import Mention
from kg.model.records import AuthorName


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper as identity sees it: what the first-placed source gives.

    `authors` are the slots, numbered from 1. `spellings` holds, for each slot, what later sources wrote there.
    `founded` is the id under which the first source lists it where a DOI has led that to another one, and `renamed`
    the names of slots under the ids other than that, each with its position here. Anchors have the founding id, so
    that an id which was given once stays.
    """

    paper: str
    title: str
    abstract: str
    authors: tuple[AuthorName, ...]
    categories: tuple[str, ...]
    month: str | None = None
    venue: str | None = None
    spellings: Mapping[int, tuple[AuthorName, ...]] = field(default_factory=dict)
    founded: str = ""
    renamed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperMentions:
    """The mentions of one text of one paper, at its place in the fold.

    `told` (title and abstract) and `authors` (the names as written) are of the paper, as its first source gives them.
    `founded` is as for `PaperFacts`, `others` are the paper's ids other than that.
    """

    paper: str
    categories: tuple[str, ...]
    mentions: tuple[Mention, ...]
    told: str = ""
    authors: tuple[str, ...] = ()
    founded: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownId:
    """An id that was given once: its anchor (`arxiv:2512.20916#3` for an author), its survivor where it was merged.

    `held` names the other slots that it had when it was last resolved, in fold order, separated by spaces: they keep
    the id when its anchor goes.
    """

    id: str
    anchor: str
    name: str
    survivor: str | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What an authorship or a mention did not join: its slot and id, and why not.

    `total` is the sum of the evidence, 0 or more where only something else stood against it, which `barred` names.
    """

    what: str
    id: str
    total: float
    evidence: tuple[str, ...] = ()
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why an authorship or a mention stands where it does: it `founds`, `joins` or `merges`; the evidence in words.

    `near` are the candidates that it came nearest to and did not join, best first.
    """

    what: str
    action: str
    id: str
    evidence: tuple[str, ...] = ()
    near: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class FoldedPaper:
    """What the fold did with the authorships of one paper, so that it can go on from there.

    `check` changes with whatever the paper's steps rest on but the papers before it. `blocks` holds the block of each
    authorship, `founders` the numbers of the authorships whose groups it joined, separated by commas; both in the order
    of the slots, separated by tabs.
    """

    check: str
    blocks: str
    founders: str


@dataclass(frozen=True, slots=True)
class FoldedText:
    """What the fold did with the uses of names in one text, so that it can go on from there.

    `check` changes with whatever the text says and what is refused. `keys` holds the key of each use, separated by
    tabs. Separated by commas: `places`, for each mention the place of its use among them (empty where it is none);
    `founders`, for each use the number of the use that founded its sense (empty where it has none, its own with `?`
    where it founds one of doubt); `pairs`, the places `0-1` of acronyms and long forms that the text defines; and
    `apart`, the numbers `7-12` of earlier uses and its own that an override keeps apart.
    """

    check: str
    keys: str
    places: str
    founders: str
    pairs: str
    apart: str


@dataclass(frozen=True, slots=True)
class AuthorResolution:
    """`author_of[paper, position]` is the author's id; `known` lists every id ever given, in fold order.

    `folded` has the papers in fold order, to be given back when papers are added; `replayed` counts those whose steps
    were taken anew.
    """

    author_of: Mapping[tuple[str, int], str]
    known: Sequence[KnownId]
    decisions: Sequence[Decision] = ()
    folded: Sequence[FoldedPaper] = ()
    replayed: int = 0


@dataclass(frozen=True, slots=True)
class EntityResolution:
    """`entity_of[paper, mention]` is the entity's id (absent where the candidate is none); the rest as for authors."""

    entity_of: Mapping[tuple[str, Mention], str]
    known: Sequence[KnownId]
    decisions: Sequence[Decision] = ()
    folded: Sequence[FoldedText] = ()
    replayed: int = 0


@dataclass(frozen=True, slots=True)
class Overrides:
    """The user's `overrides.toml`, parsed. `same` and `different` hold pairs of authorship or mention references.

    `drop` holds (paper, relation, what it points to), `add` the same with the reason.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    not_an_entity: tuple[str, ...] = ()
    drop: tuple[tuple[str, str, str], ...] = ()
    add: tuple[tuple[str, str, str, str], ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    kind: Mapping[str, str] = field(default_factory=dict)
