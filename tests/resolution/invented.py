"""Invented papers and mentions for the tests of resolution."""

from __future__ import annotations

from kg.model.identity import PaperFacts, PaperMentions
from kg.model.mentions import Mention
from kg.model.records import AuthorName


def paper(
    number: int,
    *authors: str | AuthorName,
    title: str = "",
    category: str = "cs.LG",
    month: str = "2025-01",
    spellings: dict[int, tuple[AuthorName, ...]] | None = None,
) -> PaperFacts:
    """The paper `arxiv:2501.<number>` with these authors."""
    names = tuple(author if isinstance(author, AuthorName) else AuthorName(author) for author in authors)
    return PaperFacts(f"arxiv:2501.{number:05d}", title, "", names, (category,), month, None, spellings or {})


def mention(
    name: str,
    start: int = 0,
    relation: str = "USES",
    *,
    confidence: float = 0.9,
    long_form: str | None = None,
    short_form: str | None = None,
    section: str = "abstract",
) -> Mention:
    """A mention of a method by a rule of no name."""
    end = start + len(name)
    return Mention(
        section, start, end, name, name, "Method", relation, confidence, "rule", 0, 500, long_form, short_form
    )


def text(number: int, *mentions: Mention, category: str = "cs.LG") -> PaperMentions:
    """The mentions of one text of the paper `arxiv:2501.<number>`."""
    return PaperMentions(f"arxiv:2501.{number:05d}", (category,), mentions)
