"""Edges drawn at random to be judged by a person who sees what the papers say, and not what the rules made of it."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import sqrt
from pathlib import Path

from kg.graph.overrides import DROPPABLE, override_lines
from kg.model.errors import UsageError
from kg.model.rows import Row
from kg.model.schema import EDGE_TYPES, NODE_TYPES
from kg.model.tables import GraphReader, edge_key

__all__ = ["VERDICTS", "Answer", "Drawn", "Verdicts", "as_today", "draw", "drop_lines", "read_answers", "wilson"]

VERDICTS = ("y", "n", "unsure")

_CHANGING = {"source", "target", "confidence", "rule", "evidence", "supported", "mentions", "score", "start", "end"}
"""Properties that are not shown: they stand elsewhere, or would tell what the rules think."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edge to be judged: its ends, and the lines that are shown of it."""

    source: str
    target: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of an edge: one of VERDICTS, and why."""

    source: str
    target: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many edges were judged right, wrong and unsure; of the unsure ones precision says nothing."""

    right: int
    wrong: int
    unsure: int

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> Verdicts:
        counted = Counter(answer.verdict for answer in answers)
        return cls(counted["y"], counted["n"], counted["unsure"])

    def __str__(self) -> str:
        judged = self.right + self.wrong
        said = f"{self.right} right, {self.wrong} wrong, {self.unsure} unsure"
        if not judged:
            return said
        low, high = wilson(self.right, judged)
        return f"{said}; precision {self.right / judged:.3f} (95 % Wilson interval {low:.3f} to {high:.3f})"


def draw(graph: GraphReader, what: str, n: int, seed: int) -> list[Drawn]:
    """At most `n` different edges of the type, drawn with the seed: of one graph always the same ones in one order.

    Raises UsageError where there is no such relation.
    """
    if what not in EDGE_TYPES:
        raise UsageError(f"{what}: expected a relation, one of {', '.join(sorted(EDGE_TYPES))}.")
    rows = sorted(graph.edges(what), key=lambda row: edge_key(what, row))
    chosen = random.Random(seed).sample(rows, min(n, len(rows)))
    shown = _Shown(graph, chosen)
    return [Drawn(row["source"], row["target"], tuple(shown.lines(what, row))) for row in chosen]


class _Shown:
    """What is shown of edges: both ends by name, and the sentences that stand behind."""

    def __init__(self, graph: GraphReader, rows: Iterable[Row]) -> None:
        rows = list(rows)
        wanted = {row[end] for row in rows for end in ("source", "target")} | {row.get("via") for row in rows}
        self.nodes = {row["id"]: row for label in NODE_TYPES for row in graph.nodes(label) if row["id"] in wanted}
        pairs = {(row["target"], row["via"]) for row in rows if row.get("via")}
        self.proposals = {
            (row["source"], row["target"]): row
            for row in (graph.edges("PROPOSES") if pairs else ())
            if (row["source"], row["target"]) in pairs
        }

    def lines(self, what: str, row: Row) -> list[str]:
        via = self.nodes.get(row.get("via") or "")
        told = [f"{self._name(row['source'])}", *self._sentence(row)]
        told.append(f"  {what}{f' via {_called(via)}' if via else ''}")
        told.append(self._name(row["target"]))
        told += self._sentence(self.proposals.get((row["target"], row.get("via") or ""), {}))
        more = {key: value for key, value in row.items() if key not in _CHANGING and key != "via" and key[0] != "_"}
        return told + [f"  {key}: {value}" for key, value in sorted(more.items())]

    def _name(self, id_: str) -> str:
        node = self.nodes.get(id_, {})
        return f"{node.get('title') or _called(node) or id_}  ({id_})"

    def _sentence(self, row: Mapping[str, object]) -> list[str]:
        return [f"  “{row['evidence']}”"] if row.get("evidence") else []


def _called(node: Mapping[str, object]) -> str:
    aliases = node.get("aliases") or node.get("name_variants") or ()
    also = f" (also {', '.join(list(aliases)[:4])})" if isinstance(aliases, list) and aliases else ""
    return f"{node.get('name') or node.get('label') or ''}{also}"


def wilson(right: int, judged: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share, of 95 % where `z` is 1.96.

    >>> tuple(round(end, 3) for end in wilson(190, 200))
    (0.91, 0.973)

    Reference
        E. B. Wilson (1927), Probable inference, doi:10.1080/01621459.1927.10502953
    """
    share, square = right / judged, z * z
    middle = share + square / (2 * judged)
    half = z * sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    return (middle - half) / (1 + square / judged), (middle + half) / (1 + square / judged)


def read_answers(path: Path) -> list[Answer]:
    """The answers of a file, one JSON object a line; none where there is no file.

    Raises UsageError with the line and what was expected.
    """
    answers = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else (), 1):
        try:
            answer = Answer(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise UsageError(f"{path}:{number}: expected source, target, verdict and reason, but {error}.") from error
        if answer.verdict not in VERDICTS:
            raise UsageError(f"{path}:{number}: expected verdict = {', '.join(VERDICTS)}, found {answer.verdict!r}.")
        answers.append(answer)
    return answers


def as_today(answers: Iterable[Answer], survivors: Mapping[str, str]) -> list[Answer]:
    """The answers with every id that was retired since replaced by its survivor: an edge is judged once.

    >>> [answer.target for answer in as_today([Answer("arxiv:1", "entity:a", "y")], {"entity:a": "entity:b"})]
    ['entity:b']
    """

    def now(id_: str) -> str:
        while id_ in survivors:
            id_ = survivors[id_]
        return id_

    return [replace(answer, source=now(answer.source), target=now(answer.target)) for answer in answers]


def answer_line(answer: Answer) -> str:
    """The answer as a line of the file that `read_answers` reads."""
    return json.dumps(asdict(answer), ensure_ascii=False, sort_keys=True) + "\n"


def drop_lines(what: str, answers: Sequence[Answer], dropped: Iterable[tuple[str, str, str]] = ()) -> str:
    """The `[[drop]]` entries of the edges judged wrong, without those that `dropped` has; '' where none is needed.

    Raises UsageError where edges of this relation cannot be dropped.
    """
    wrong = [answer for answer in answers if answer.verdict == "n"]
    if wrong and what not in DROPPABLE:
        raise UsageError(
            f"{what}: {len(wrong)} edges were judged wrong, but no single edge of it can be dropped: it follows from "
            "who is who. Put it right with [[different]] or [[same]]; kg explain gives the lines."
        )
    have = set(dropped)
    return "".join(
        override_lines(
            "drop", answer.reason or "judged wrong", paper=answer.source, relation=what, entity=answer.target
        )
        + "\n\n"
        for answer in wrong
        if (answer.source, what, answer.target) not in have
    )
