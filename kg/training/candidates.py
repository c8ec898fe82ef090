"""Trains what reads the encoder's scores: known names, chain and classifier, from marked papers to tables.

    python -m kg.training.candidates MARKED.jsonl … --encoders build/training

The folder holds the encoders that `kg.training.export` wrote: `all`, and one for each fold of the papers, trained
without it (`without-0`, `without-1`). The classifier learns from papers that its encoder, chain and names have not
seen: each fold is described by models of the others. The shipped names and chain then come from all papers.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path

from kg.extraction.candidates import candidates, pipeline
from kg.extraction.encoder import Encode, encoder_in
from kg.extraction.group import Group
from kg.extraction.lexicon import Spellings
from kg.extraction.models import Models
from kg.extraction.tables import ROLES, word_uses
from kg.extraction.traits import traits
from kg.training.classifier import Example, train_classifier, write_classifier
from kg.training.gold import ENCODER_FOLDS, MarkedPaper, read_marked, spans
from kg.training.lexicon import known_from, without, write_names
from kg.training.tables import DATA
from kg.training.tagger import tags, train_chain, write_chain

FOLDS = 4
"""A multiple of the encoder's folds, so that a paper which is new to the chain is new to the encoder as well."""


def models_of(papers: Sequence[MarkedPaper], encode: Encode) -> Models:
    """Known names and a chain learnt from these papers; the chain sees a paper without what it taught the names."""
    finder = Spellings.of(known_from(papers))
    rows, truth = [], []
    for paper in papers:
        known = without(finder.names, paper, paper.reading, finder)
        rows.append(traits(paper.reading, word_uses(), known, finder.matches(paper.reading)))
        truth.append(tags(len(paper.reading.words), spans(paper)))
    return Models(word_uses(), finder, train_chain(rows, truth), encode)


def role_of(paper: MarkedPaper, group: Group) -> int:
    """0 where the group is no marked entity of the paper, else one more than the place of its role in ROLES."""
    roles = [ROLES.index(entity.role) for entity in paper.entities if entity.keys & group.keys]
    return 1 + min(roles) if roles else 0


def described(papers: Sequence[MarkedPaper], models: Models) -> list[list[tuple[Group, Example]]]:
    """The described groups of each paper with their roles."""
    nlp = pipeline()
    return [
        [(group, Example(words, role_of(paper, group))) for group, words in candidates(nlp, paper.reading, models)]
        for paper in papers
    ]


def out_of_fold(papers: Sequence[MarkedPaper], encoders: Path) -> list[list[tuple[Group, Example]]]:
    """The groups of each paper, described by models that have not seen it, in the papers' order."""
    result: list[list[tuple[Group, Example]]] = [[] for _ in papers]
    for fold in range(FOLDS):
        encode = encoder_in(encoders / f"without-{fold % ENCODER_FOLDS}")
        models = models_of([paper for i, paper in enumerate(papers) if i % FOLDS != fold], encode)
        result[fold::FOLDS] = described(papers[fold::FOLDS], models)
        print(f"fold {fold}: {sum(map(len, result[fold::FOLDS]))} groups", flush=True)
    return result


def main() -> None:
    """Train and write everything that is shipped beside the encoder, and put the encoder in its place."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("source", type=Path, nargs="+", help="files of marked papers")
    parser.add_argument("--texts", type=Path, help="dump of papers, for marks without text")
    parser.add_argument("--encoders", type=Path, required=True)
    given = parser.parse_args()
    papers = read_marked(given.source, given.texts)
    groups = out_of_fold(papers, given.encoders)
    with (given.encoders / "described.pkl").open("wb") as file:
        pickle.dump(groups, file)
    write_classifier(train_classifier([example for paper in groups for _, example in paper]))
    shipped = models_of(papers, encoder_in(given.encoders / "all"))
    write_names(shipped.names.names)
    write_chain(shipped.chain)
    for name in ("encoder.onnx", "pieces.json"):
        shutil.copy(given.encoders / "all" / name, DATA / name)


if __name__ == "__main__":
    main()
