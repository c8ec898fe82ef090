"""What the entities' fold is told of each text: its mentions, and what the paper says beside the names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.graph.papers import JoinedPaper, texts_in_order
from kg.model.identity import PaperFacts, PaperMentions
from kg.model.mentions import Mention
from kg.text.person_names import parse_person_name
from kg.text.words import DOCUMENTS, document_frequency, tokens

__all__ = ["rare_words", "tell"]

WORDS = 30
COMMONEST = 0.03
"""Words that stand in more papers of the sample than this share tell nothing."""


def tell(papers: Iterable[JoinedPaper], mentions: Mapping[str, Sequence[Mention]]) -> list[PaperMentions]:
    """The texts of the papers in the order of the fold, with the mentions that stand under each text's key."""
    papers = list(papers)
    about = {paper.id: paper.facts() for paper in papers}
    others = {paper.id: paper.others for paper in papers if paper.others}
    words = {id_: rare_words(f"{facts.title} {facts.abstract}") for id_, facts in about.items()}
    authors = {id_: name_keys(facts) for id_, facts in about.items()}
    return [
        PaperMentions(
            paper.id,
            about[paper.id].categories,
            tuple(mentions[unit.key]),
            words[paper.id],
            authors[paper.id],
            about[paper.id].founded,
            others.get(paper.id, ()),
        )
        for _, paper, unit in texts_in_order(papers)
    ]


def rare_words(text: str) -> frozenset[str]:
    """The WORDS rarest words of the text, ties in alphabetic order."""
    found = {word: document_frequency(word) for word in tokens(text)}
    rare = sorted((count, word) for word, count in found.items() if count <= COMMONEST * DOCUMENTS)
    return frozenset(word for _, word in rare[:WORDS])


def name_keys(facts: PaperFacts) -> frozenset[str]:
    """The authors as far as their names tell: surname and given names, those that only have initials left out."""
    names = (parse_person_name(author.name) for author in facts.authors)
    return frozenset(f"{name.joined} {name.surname}" for name in names if name.full)
