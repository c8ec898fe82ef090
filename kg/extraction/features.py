"""What a classifier sees of a group: numbers from the encoder and the tables, and words of the name and around it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from kg.extraction.group import Group, Range
from kg.extraction.lexicon import spelling
from kg.extraction.models import Models
from kg.extraction.noise import is_noise
from kg.extraction.reading import Reading
from kg.extraction.tables import ROLES, Known
from kg.extraction.tags import Floats

__all__ = ["ENCODER_NUMBERS", "NUMBERS", "Described", "describe"]

Described = tuple[list[str], Floats]
"""The words (one-hot) and the numbers of one group."""

ENCODER_NUMBERS = 4 * len(ROLES) + 4
"""How many numbers come from the encoder; they stand first."""

NUMBERS = ENCODER_NUMBERS + len(ROLES) + 24
"""How many numbers describe a group."""

_UNKNOWN = Known(0, (0,) * len(ROLES), False)


def describe(reading: Reading, groups: Sequence[Group], shares: Floats, models: Models) -> list[Described]:
    """The description of each group.

    `shares` are the tag probabilities of the words, shape (words, tags).
    """
    words = reading.tokens
    folded = [word.casefold() for word in words]
    fits = [{span: _fit(span, shares) for span in group.places} for group in groups]
    seen = _seen(fits, len(words))
    best = [max(fit, key=lambda span: (float(fit[span][0]), span)) for fit in fits]
    paper = _paper_rules(groups)
    return [
        (
            _words(group, words, folded, paper),
            np.concatenate([numbers, _numbers(reading, group, span, models)]).astype(np.float32),
        )
        for group, span, numbers in zip(groups, best, seen, strict=True)
    ]


def _seen(fits: Sequence[dict[Range, Floats]], words: int) -> list[Floats]:
    """What the encoder says of each group: how well its names fit, in which role, and what covers them better."""
    cover = np.zeros(words, dtype=np.float32)
    for fit in fits:
        for (first, last), values in fit.items():
            np.maximum(cover[first:last], values[0], out=cover[first:last])
    result = []
    for fit in fits:
        table = np.stack(list(fit.values()))
        first, last = max(fit, key=lambda span: (float(fit[span][0]), span))
        over = cover[first:last].max(initial=0)
        result.append(
            np.concatenate(
                [
                    _logit(table[:, 1:].max(axis=0)), _logit(table[:, 1:].mean(axis=0)),
                    _logit(table[:, :1].max(axis=0)), _logit(1 - np.prod(1 - table[:, :1], axis=0)),
                    table[:, 1:].max(axis=0), table[:, 1:].sum(axis=0),
                    [float(_logit(over)), table[:, 0].max() - over],
                ]
            )
        )  # fmt: skip
    return result


def _fit(span: Range, shares: Floats) -> Floats:
    """How well the encoder's probabilities fit a name at exactly these words: overall, then for each role."""
    first, last = span
    begins = shares[first, 1::2]
    inside = shares[first + 1 : last, 2::2].mean(axis=0) if last > first + 1 else begins
    stops = 1 - shares[last, 2::2].sum() if last < len(shares) else 1.0
    roles = np.sqrt(begins * inside) * stops
    return np.concatenate([[roles.sum()], roles]).astype(np.float32)


def _logit(values: Floats) -> Floats:
    clipped = np.clip(values, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float32)


def _numbers(reading: Reading, group: Group, best: Range, models: Models) -> Floats:
    """What is known of the group's names and of the words of the best one, and where they stand."""
    fit = group.places
    known = _best_known(reading, group, models)
    roles = np.asarray(known.roles, dtype=np.float32)
    unsure = known.marked / (known.papers + 2)
    titled = [span for span in fit if reading.words[span[0]][0] < reading.title_end]
    length = best[1] - best[0]
    words = reading.tokens[slice(*best)]
    uses = [models.uses.get(word.casefold()) for word in words if word[0].isalnum()]
    papers = [use.papers if use else 0 for use in uses]
    lows = [use.lower if use else 0.0 for use in uses]
    name = "".join(words)
    first = min(reading.words[span[0]][0] for span in fit) / max(len(reading.text), 1)
    rest = [
        float(_logit(np.asarray(unsure, dtype=np.float32))),
        math.log1p(known.marked), math.log1p(known.papers),
        math.log1p(len(fit)), float(bool(titled)), float(len(titled) == len(fit)),
        math.log1p(length), float(length == 1),
        math.log1p(min(papers, default=0)), math.log1p(max(papers, default=0)),
        min(lows, default=0.0), max(lows, default=0.0),
        float(sum(map(str.isupper, name)) / max(len(name), 1)), float(any(map(str.isdigit, name))),
        math.log1p(len(name)), first, float(bool(group.pairs)), float(name != name.lower()),
        float(len(group.keys)), float(is_noise(words)),
    ]  # fmt: skip
    return np.concatenate([roles / (known.papers + 2), np.log1p(roles)[:4], rest]).astype(np.float32)


def _best_known(reading: Reading, group: Group, models: Models) -> Known:
    """What is known of the group's best known name."""
    names = {spelling(reading.tokens[slice(*span)]) for span in group.places}
    entries = [known for name in sorted(names) if (known := models.names.names.get(name)) is not None]
    return max(entries, key=lambda known: known.marked / (known.papers + 2), default=_UNKNOWN)


def _paper_rules(groups: Sequence[Group]) -> list[str]:
    """Which strong rules found a name anywhere in this paper."""
    return sorted({rule for group in groups for rule in group.rules if rule in {"prefix", "propose", "called"}})


def _words(group: Group, words: Sequence[str], folded: list[str], paper: list[str]) -> list[str]:
    rules = group.rules
    result = {f"rule={rule}" for rule in rules} | {f"rules={rule}+" for rule, count in rules.items() if count > 1}
    strong = [rule for rule in sorted(rules) if rule in _STRONG]
    result |= {f"two={one}|{two}" for i, one in enumerate(strong) for two in strong[i + 1 :]}
    result |= {f"paper={rule}|{rule in rules}|{'prefix' in rules}" for rule in paper}
    for first, last in group.places:
        name = folded[first:last]
        result |= {f"last={name[-1]}", f"first={name[0]}", f"tail={' '.join(name[-2:])}", f"end={name[-1][-3:]}"}
        result.add(f"name={spelling(words[first:last])}")
        result.add(f"shape={_shape(words[first:last])}")
        result.update(f"word={word}" for word in name)
        for step in (1, 2, 3):
            before = folded[first - step] if first >= step else "<>"
            after = folded[last + step - 1] if last + step <= len(folded) else "<>"
            result |= {f"-{step}={before}", f"+{step}={after}", f"before={before}", f"after={after}"}
        result.add(f"-2-1={' '.join(folded[max(first - 2, 0) : first])}")
        result.add(f"+1+2={' '.join(folded[last : last + 2])}")
    return sorted(result)


_STRONG = frozenset(
    {"prefix", "propose", "called", "propose_kind", "is_a", "ours", "does", "compare", "short", "data_head", "data"}
    | {"metric", "shape", "known", "encoder", "encoder_1", "uses", "on"}
)
_LOWER = re.compile(r"[^\W\d_A-ZΑ-Ω]+")
_UPPER = re.compile(r"[A-ZΑ-Ω]")
_DIGITS = re.compile(r"\d+")


def _shape(words: Sequence[str]) -> str:
    shape = _DIGITS.sub("d", _UPPER.sub("X", _LOWER.sub("x", " ".join(words[:4]))))
    return re.sub(r"XX+", "XX", shape)[:14]
