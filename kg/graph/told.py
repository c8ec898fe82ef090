"""What the entities' fold is told of each text: its mentions, and what the paper says beside the names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.graph.papers import JoinedPaper, texts_in_order
from kg.model.identity import PaperMentions
from kg.model.mentions import Mention

__all__ = ["tell"]


def tell(papers: Iterable[JoinedPaper], mentions: Mapping[str, Sequence[Mention]]) -> list[PaperMentions]:
    """The texts of the papers in the order of the fold, with the mentions that stand under each text's key."""
    papers = list(papers)
    about = {paper.id: _about(paper) for paper in papers}
    return [replace(about[paper.id], mentions=tuple(mentions[unit.key])) for _, paper, unit in texts_in_order(papers)]


def _about(paper: JoinedPaper) -> PaperMentions:
    """The paper without mentions."""
    facts = paper.facts()
    return PaperMentions(
        paper=paper.id,
        categories=facts.categories,
        mentions=(),
        told=f"{facts.title} {facts.abstract}",
        authors=tuple(author.name for author in facts.authors),
        founded=facts.founded,
        others=paper.others,
    )
