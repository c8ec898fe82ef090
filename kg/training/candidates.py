"""Trains what the extractor ships, from marked papers to tables: known names, tagger, classifier.

    python -m kg.training.candidates ../shared/gold/train.jsonl

The classifier learns from papers that its tagger and names have not seen: each fold of the papers is described by
models of the other folds. The shipped names and tagger then come from all papers. Prints figures of the held-out folds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kg.extraction.candidates import candidates, pipeline
from kg.extraction.group import Group
from kg.extraction.lexicon import Spellings
from kg.extraction.models import Models
from kg.extraction.tables import ROLES, word_uses
from kg.extraction.traits import traits
from kg.training.classifier import Example, train_classifier, write_classifier
from kg.training.gold import MarkedPaper, read_gold, spans
from kg.training.lexicon import known_from, without, write_names
from kg.training.tagger import tags, train_chain, write_chain

FOLDS = 4


def models_of(papers: Sequence[MarkedPaper]) -> Models:
    """Known names and a tagger learnt from these papers; the tagger sees a paper without what it taught the names."""
    finder = Spellings.of(known_from(papers))
    rows, truth = [], []
    for paper in papers:
        known = without(finder.names, paper, paper.reading, finder)
        rows.append(traits(paper.reading, word_uses(), known, finder.matches(paper.reading)))
        truth.append(tags(len(paper.reading.words), spans(paper)))
    return Models(word_uses(), finder, train_chain(rows, truth))


def role_of(paper: MarkedPaper, group: Group) -> int:
    """0 where the group is no marked entity of the paper, else one more than the place of its role in ROLES."""
    roles = [ROLES.index(entity.role) for entity in paper.entities if entity.keys & group.keys]
    return 1 + min(roles) if roles else 0


def examples(papers: Sequence[MarkedPaper], fold: int, models: Models) -> list[Example]:
    """The described groups of one fold's papers with their roles."""
    nlp = pipeline()
    return [
        Example(described, role_of(paper, group))
        for paper in papers[fold::FOLDS]
        for group, described in candidates(nlp, paper.reading, models)
    ]


def main(source: Path) -> None:
    """Train and write everything."""
    papers = read_gold(source)
    described = []
    for fold in range(FOLDS):
        models = models_of([paper for i, paper in enumerate(papers) if i % FOLDS != fold])
        described.append(examples(papers, fold, models))
        print(f"fold {fold}: {len(described[-1])} groups")
    classifier = train_classifier([example for fold in described for example in fold])
    write_classifier(classifier)
    shipped = models_of(papers)
    write_names(shipped.names.names)
    write_chain(shipped.chain)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
