"""Makes the table of known names from marked papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.extraction.lexicon import LONGEST, Spellings, spelling
from kg.extraction.reading import read
from kg.extraction.tables import ROLES, Known
from kg.training.gold import MarkedPaper
from kg.training.tables import write_table


def known_from(papers: Sequence[MarkedPaper]) -> dict[str, Known]:
    """Spelling → what the marked papers tell of it; names that one paper alone proposes are left out."""
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    cased: dict[str, bool] = {}
    for paper in papers:
        for name, role, upper in own_names(paper):
            roles[name][role] += 1
            cased[name] = cased.get(name, True) and upper
    kept = {name: count for name, count in roles.items() if count != Counter({"PROPOSES": 1})}
    blank = {name: Known(0, (0,) * len(ROLES), cased[name] and len(name) <= 6) for name in kept}
    seen: Counter[str] = Counter()
    finder = Spellings.of(blank)
    for paper in papers:
        seen.update({name for _, _, name in finder.matches(paper.reading)})
    return {
        name: Known(max(seen[name], sum(kept[name].values())), tuple(kept[name][role] for role in ROLES), known.cased)
        for name, known in blank.items()
    }


def own_names(paper: MarkedPaper) -> set[tuple[str, str, bool]]:
    """The (spelling, role, written with capitals) of a paper's marked names."""
    result: dict[str, tuple[str, str, bool]] = {}
    for entity in paper.entities:
        for name in entity.names:
            form = read("", name)
            words = form.tokens[1:]
            if (spelt := spelling(words)) and spelt.count(" ") < LONGEST:
                result.setdefault(spelt, (spelt, entity.role, name != name.lower()))
    return set(result.values())


def write_names(known: Mapping[str, Known]) -> None:
    """Write `names.tsv.gz`."""
    rows = ((name, k.papers, int(k.cased), *k.roles) for name, k in sorted(known.items()))
    write_table("names.tsv.gz", rows)
