"""The colours of groups: enough of them, told apart in both themes, and the same in the page and in the report."""

from __future__ import annotations

import math
import re
from itertools import combinations
from operator import mul

import pytest

from kg.model.tables import GraphTables
from kg.views.outline import SHOWN_GROUPS, topics
from kg.views.page import page_data
from kg.views.parts import read_part
from kg.views.report.morning import report_data
from kg.views.report.page import render_report
from tests.views.invented import add, invented_graph

DAY = "2026-03-02"


def with_topics(count: int) -> GraphTables:
    """Forty papers of so many topics, of which those with high numbers have most papers."""
    graph = invented_graph(40)
    graph.node_rows["Community"], graph.edge_rows["IN_COMMUNITY"] = [], []
    for number in range(count):
        key = f"community:topic:{number:02d}"
        add(graph.node_rows, "Community", id=key, kind="topic", level=0, label=f"Topic {number}", size=3)
    for number, row in enumerate(graph.nodes("Paper")):
        topic = number if number < count else count - 1 - number % 3
        add(graph.edge_rows, "IN_COMMUNITY", source=row["id"], target=f"community:topic:{topic:02d}", score=1.0)
    return graph.finish()


@pytest.mark.parametrize("focus", [None, "arxiv:2603.00003", "community:topic:05"])
def test_a_topic_has_one_colour_in_page_and_report(focus: str | None) -> None:
    graph = with_topics(SHOWN_GROUPS)
    reported = {
        group["id"]: group["colour"] for group in report_data(graph, [DAY])["groups"] if group["id"] in topics(graph)[0]
    }
    shown = {group["id"]: group["colour"] for group in page_data(graph, focus)["groups"]}
    assert shown
    assert shown.items() <= reported.items()
    assert sorted(reported.values()) == list(range(SHOWN_GROUPS))


def test_what_has_no_colour_in_the_report_has_none_in_the_page() -> None:
    graph = with_topics(SHOWN_GROUPS + 4)
    reported = {group["id"]: group["colour"] for group in report_data(graph, [DAY])["groups"]}
    shown = {group["id"]: group["colour"] for group in page_data(graph)["groups"]}
    assert shown.items() <= reported.items()
    assert list(shown.values()) == [*range(SHOWN_GROUPS - 1), *[None] * 5]


def test_the_report_has_a_rule_for_each_colour_that_it_uses() -> None:
    page = render_report(report_data(with_topics(SHOWN_GROUPS), [DAY]))
    used = set(re.findall(r'class="(?:swatch )?(g\d+)"', page))
    assert used == {f"g{number}" for number in range(SHOWN_GROUPS)}
    assert used == set(re.findall(r"\.(g\d+) \{ fill", read_part("report.css")))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_are_told_from_the_ground_and_from_each_other(theme: int) -> None:
    half = read_part("palette.css").split("@media")[theme]
    groups = re.findall(r"--group-(?:\d+|none): (#\w{6})", half)
    (ground,) = re.findall(r"--ground: (#\w{6})", half)
    assert len(groups) == SHOWN_GROUPS + 1
    for colour in groups:
        dark, light = sorted((_linear(colour), _linear(ground)), key=_luminance)
        assert (_luminance(light) + 0.05) / (_luminance(dark) + 0.05) >= 3, colour  # WCAG 2.2, 1.4.11
    for pair in combinations(groups, 2):
        assert math.dist(*map(_lab, pair)) >= 15, pair


def _linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _luminance(rgb: tuple[float, ...]) -> float:
    return _weighed((0.2126, 0.7152, 0.0722), rgb)


def _weighed(weights: tuple[float, ...], rgb: tuple[float, ...]) -> float:
    return sum(map(mul, weights, rgb))


def _lab(colour: str) -> tuple[float, float, float]:
    """CIELAB of an sRGB colour, in which equal distances look alike."""
    rgb = _linear(colour)
    x, z = _weighed((0.4124, 0.3576, 0.1805), rgb) / 0.9505, _weighed((0.0193, 0.1192, 0.9505), rgb) / 1.089
    a, b, c = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, _luminance(rgb), z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)
