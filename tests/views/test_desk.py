"""The desk as HTML: texts stay text, no script, a policy that fits its style sheet."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from kg.views.desk import SHOWN_ROWS, Desk, Entry, desk_policy, render_desk
from kg.views.values import shown
from tests.views.hostile import hostile_texts


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


@pytest.mark.parametrize("text", hostile_texts()[::9])
def test_hostile_texts_add_no_element(text: str) -> None:
    def desk(word: str) -> Desk:
        return Desk(word, [], [Entry(word, word)], word, word, [word], [{word: word}], word)

    harmless, hostile = (render_desk(desk(word)) for word in ("word", text))
    assert _Elements(hostile).found == _Elements(harmless).found
    assert unescape(hostile).count(text) >= 8


def test_the_page_has_no_script_and_its_policy_lets_only_its_own_style_in() -> None:
    html = render_desk(Desk("about", [("view", "view")], []))
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(style) == 1
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()}'" in desk_policy()
    assert "script" not in html
    assert "http" not in html


def test_a_long_answer_says_how_much_of_it_is_shown() -> None:
    rows = [{"n": number} for number in range(SHOWN_ROWS + 5)]
    html = render_desk(Desk("", [], [], columns=["n"], answer=rows))
    assert html.count("<td class=number>") == SHOWN_ROWS
    assert f"{SHOWN_ROWS + 5:,} rows" in html
    assert "No rows" in render_desk(Desk("", [], [], answer=[]))


def test_values_for_a_person() -> None:
    node = {"labels": ["Paper"], "properties": {"id": "arxiv:1", "title": "Tiles"}}
    edge = {"type": "CITES", "source": "a", "target": "b", "properties": {}}
    assert shown([node, edge, node]) == "Tiles -CITES- Tiles"
    assert shown(["a", "b"]) == "a, b"
    assert (shown(None), shown(0.123456), shown(True), shown({"a": 1})) == ("", "0.1235", "True", '{"a": 1}')
