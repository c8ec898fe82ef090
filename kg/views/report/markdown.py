"""The report as Markdown: the same content, to be read as text, mailed or put into notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.views.report.words import authors_line, dates_title, group_words, number, people_line, plural

__all__ = ["render_markdown"]

Entry = Mapping[str, Any]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_BLOCKS = "▁▂▃▄▅▆▇█"


def render_markdown(data: Entry) -> str:
    """The report as one Markdown text."""
    return "\n".join(_lines(data)).rstrip() + "\n"


def _lines(data: Entry) -> Iterator[str]:
    yield f"# Morning report: {dates_title(data['dates'])}\n"
    if "counts" not in data or not (data["counts"]["new"] or data["counts"]["again"]):
        yield f"{_text(data['why_empty'])}\n"
    else:
        yield f"{_counts(data)}\n"
        yield from _hits(data)
        yield from _topics(data)
        yield from _meetings(data)
        yield from _authors(data)
        yield from _rising(data)
        yield from _by_day(data)
        yield from _again(data)
    yield f"---\n\ngraph `{data['fingerprint'][:16]}`, analysis `{data['analysis_fingerprint'][:16]}`"


def _counts(data: Entry) -> str:
    counts = data["counts"]
    words = [f"{number(counts['new'])} new {plural(counts['new'], 'paper')}"]
    if data["lists"]:
        words.append(f"{number(counts['hits'])} for {', '.join(map(_text, data['lists']))}")
    words += [f"{number(counts[key])} new {plural(counts[key], key[:-1])}" for key in ("authors", "methods")]
    return ", ".join([*words, f"{number(counts['again'])} listed before"]) + "."


def _hits(data: Entry) -> Iterator[str]:
    if not data["lists"]:
        return
    yield f"## For {', '.join(map(_text, data['lists']))}\n"
    if not data["hits"]:
        yield "Nothing new touches what is followed there.\n"
    for hit in data["hits"]:
        yield from _paper(hit, [_reason(reason) for reason in hit["reasons"]])


def _reason(reason: Entry) -> str:
    name = _link(reason["name"], reason.get("address", ""))
    note = f" “{_text(reason['note'])}”" if reason["note"] else ""
    said = f"*{reason['kind']}*: {_text(reason['before'])}**{name}**{_text(reason['after'])}{note}"
    return said + _quote(reason.get("evidence"))


def _topics(data: Entry) -> Iterator[str]:
    labels = {group["id"]: group["label"] for group in data["groups"]}
    yield f"## New papers by {data['grouped_by']}\n"
    if not data["topics"]:
        yield "Every paper of these digests was listed before.\n"
    for topic in data["topics"]:
        above = f", {topic['above']} of them above" if topic["above"] else ""
        yield f"### {_text(labels[topic['group']])} ({number(topic['new'])} new{above})\n"
        for paper in topic["papers"]:
            yield from _paper(paper, topic="" if paper["group"] == topic["group"] else labels[paper["group"]])


def _paper(paper: Entry, reasons: Sequence[str] = (), topic: str = "") -> Iterator[str]:
    categories = " ".join(map(_text, paper["categories"]))
    yield f"- {_link(paper['title'], paper['address'])}  "
    yield f"  {_text(authors_line(paper))} ({categories})"
    yield from (f"  - {line}" for line in (*reasons, *([f"*topic*: {_text(topic)}"] if topic else ())))
    if paper["tldr"]:
        yield f"  - {_text(paper['tldr'])}"
    yield from (f"  - {line}" for line in _links(paper["links"], seen="\n".join(reasons)))
    yield ""


def _links(links: Iterable[Entry], seen: str) -> Iterator[str]:
    """What is proposed, each with its sentence; then the rest by relation, as names."""
    rest: dict[str, list[str]] = {}
    for link in links:
        if link["relation"] == "PROPOSES":
            quote = _quote(link["evidence"])
            yield f"proposes **{_text(link['name'])}**{'' if quote in seen else quote}"
        else:
            rest.setdefault(link["words"], []).append(_text(link["name"]))
    if rest:
        yield "; ".join(f"{words} {', '.join(names)}" for words, names in rest.items())


def _quote(evidence: Sequence[str] | None) -> str:
    if not evidence or not any(evidence):
        return ""
    before, name, after = map(_text, evidence)
    return f": “{before}{f'**{name}**' if name else ''}{after}”"


def _meetings(data: Entry) -> Iterator[str]:
    yield "## First meetings of groups\n"
    if not data["meetings"]:
        yield "No two groups wrote together for the first time.\n"
    for met in data["meetings"]:
        yield f"- {_link(met['title'], met['address'])}"
        for group in met["groups"]:
            yield f"  - **{_text(people_line(group))}** ({_text(group_words(group))})"
    yield ""


def _authors(data: Entry) -> Iterator[str]:
    yield f"## New authors ({number(data['counts']['authors'])})\n"
    if not data["authors"]:
        yield "Every author of these papers was known."
    for entry in data["authors"]:
        known = entry["with"]
        company = (
            f", with {_text(known['name'])} ({known['papers']} {plural(known['papers'], 'paper')})" if known else ""
        )
        yield f"- **{_text(people_line(entry))}**{company}: {_link(entry['title'], entry['address'])}"
    yield ""


def _rising(data: Entry) -> Iterator[str]:
    rising = data["rising"]
    yield "## Rising methods\n"
    if not rising["methods"]:
        yield f"{_text(rising['why'])}\n"
        return
    yield "| method | papers a day | last 7 days | expected | newest paper |\n|---|---|---|---|---|"
    for one in rising["methods"]:
        cells = (
            _text(one["name"]),
            _spark(one["papers"]),
            one["recent"],
            f"{one['expected']:g}",
            _link(*one["newest"]),
        )
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""


def _by_day(data: Entry) -> Iterator[str]:
    labels, by_day = {group["id"]: group["label"] for group in data["groups"]}, data["by_day"]
    if not by_day["series"]:
        return
    first, last = by_day["days"][0], by_day["days"][-1]
    yield f"## New papers a day\n\n| {data['grouped_by']} | {first} to {last} | papers |\n|---|---|---|"
    for one in by_day["series"]:
        yield f"| {_text(labels[one['group']])} | {_spark(one['papers'])} | {sum(one['papers'])} |"
    yield ""


def _again(data: Entry) -> Iterator[str]:
    if data["again"]:
        yield f"## Listed before ({number(len(data['again']))})\n"
        for paper in data["again"]:
            yield f"- {_link(paper['title'], paper['address'])}, first listed {paper['listed'] or 'before'}"
        yield ""


def _spark(counts: Sequence[int]) -> str:
    """One block a day, as high as its count.

    >>> _spark([0, 1, 4])
    '·▂█'
    """
    top = max(*counts, 1)
    return "".join(_BLOCKS[(count * 8 - 1) // top] if count else "·" for count in counts)


def _text(text: str) -> str:
    """The text on one line, with all that Markdown or HTML would take for markup escaped."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))


def _link(text: str, address: str) -> str:
    return f"[{_text(text)}]({address})" if address else _text(text)
