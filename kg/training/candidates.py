"""Trains what reads the encoder's scores: known names and classifier, from marked papers to tables.

    python -m kg.training.candidates MARKED.jsonl … --encoder build/training

The folder holds the encoder that `kg.training.export` wrote; it was trained without every fourth paper. The classifier
learns from these papers alone, described by an encoder and names that have not seen them. The shipped names then come
from all papers.
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
from kg.training.classifier import Example, train_classifier, write_classifier
from kg.training.gold import MarkedPaper, read_marked
from kg.training.lexicon import known_from, write_names
from kg.training.tables import DATA

HELD_OUT = 4
"""Every so many papers, from the first, one is kept from the models whose descriptions the classifier learns from."""


def models_of(papers: Sequence[MarkedPaper], encode: Encode) -> Models:
    """The names that these papers teach, beside an encoder."""
    return Models(word_uses(), Spellings.of(known_from(papers)), encode)


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


def main() -> None:
    """Train and write everything that is shipped beside the encoder, and put the encoder in its place."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("source", type=Path, nargs="+", help="files of marked papers")
    parser.add_argument("--texts", type=Path, help="dump of papers, for marks without text")
    parser.add_argument("--encoder", type=Path, required=True)
    given = parser.parse_args()
    papers = read_marked(given.source, given.texts)
    rest = [paper for i, paper in enumerate(papers) if i % HELD_OUT]
    groups = described(papers[::HELD_OUT], models_of(rest, encoder_in(given.encoder)))
    with (given.encoder / "described.pkl").open("wb") as file:
        pickle.dump(groups, file)
    write_classifier(train_classifier([example for paper in groups for _, example in paper]))
    write_names(known_from(papers))
    for name in ("encoder.onnx", "pieces.json"):
        shutil.copy(given.encoder / name, DATA / name)


if __name__ == "__main__":
    main()
