"""The report as one HTML file: no script, no network, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from typing import Any

from kg.views.parts import hash_sources, read_part
from kg.views.report.plots import bars_by_day, spark_bars, swatch
from kg.views.report.words import dates_title, group_words, more_authors, number, people_line, plural

__all__ = ["render_report"]

Entry = Mapping[str, Any]

_FOLD_AUTHORS = 8
_FOLD_CATEGORY_HITS = 8


def render_report(data: Entry) -> str:
    """The report as one HTML text."""
    style = read_part("palette.css", "report.css")
    policy = f"default-src 'none'; style-src {hash_sources([style])}; base-uri 'none'; form-action 'none'"
    body = "".join(_body(data))
    return Template(read_part("report.html")).substitute(
        policy=policy, style=style, title=escape(dates_title(data["dates"])), body=body
    )


def _body(data: Entry) -> Iterable[str]:
    yield f'<header><p class="kicker">Morning report</p><h1>{escape(dates_title(data["dates"]))}</h1>'
    if "counts" not in data or not (data["counts"]["new"] or data["counts"]["again"]):
        yield f'</header><main><p class="empty">{escape(data["why_empty"])}</p></main>{_footer(data)}'
        return
    yield f"{_counts(data)}{_contents(data)}</header><main>"
    if data["why_empty"]:
        yield f'<p class="empty">{escape(data["why_empty"])}</p>'
    yield _hits(data)
    yield _by_day(data)
    yield from _topics(data)
    yield _meetings(data)
    yield _authors(data)
    yield _rising(data)
    yield _again(data)
    yield f"</main>{_footer(data)}"


def _counts(data: Entry) -> str:
    counts = data["counts"]
    words = [
        f"<b>{number(counts['new'])}</b> new {plural(counts['new'], 'paper')}",
        f"<b>{number(counts['hits'])}</b> for your {plural(len(data['lists']), 'list')}" if data["lists"] else "",
        f"<b>{number(counts['authors'])}</b> new {plural(counts['authors'], 'author')}",
        f"<b>{number(counts['methods'])}</b> new {plural(counts['methods'], 'method')}",
        f"<b>{number(counts['again'])}</b> listed before" if counts["again"] else "",
    ]
    return f'<p class="counts">{"".join(f"<span>{word}</span>" for word in words if word)}</p>'


def _contents(data: Entry) -> str:
    sections = [
        ("hits", "Your lists", data["lists"]),
        ("new", "New papers", data["topics"]),
        ("meetings", "First meetings", data["meetings"]),
        ("authors", "New authors", data["authors"]),
        ("rising", "Rising methods", data["rising"]["methods"]),
        ("again", "Listed before", data["again"]),
    ]
    links = "".join(f'<a href="#{key}">{words}</a>' for key, words, there in sections if there)
    return f'<nav aria-label="Sections">{links}</nav>'


def _hits(data: Entry) -> str:
    if not data["lists"]:
        return ""
    names = ", ".join(data["lists"])
    heading = (
        f'<section id="hits"><h2>For your {plural(len(data["lists"]), "list")} <small>{escape(names)}</small></h2>'
    )
    if not data["hits"]:
        return f'{heading}<p class="empty">Nothing new touches what is followed there.</p></section>'
    strong = [hit for hit in data["hits"] if hit["reasons"][0]["kind"] != "category"]
    weak = [hit for hit in data["hits"] if hit["reasons"][0]["kind"] == "category"]
    shown = "".join(_hit(hit, data) for hit in strong)
    rest = "".join(_hit(hit, data) for hit in weak)
    if len(weak) > _FOLD_CATEGORY_HITS:
        summary = f"{len(weak)} more in the categories that you follow"
        rest = f"<details><summary>{summary}</summary>{rest}</details>"
    return f"{heading}{shown}{rest}</section>"


def _hit(hit: Entry, data: Entry) -> str:
    reasons = "".join(_reason(reason, several=len(data["lists"]) > 1) for reason in hit["reasons"])
    return _paper(hit, f'<ul class="reasons">{reasons}</ul>')


def _reason(reason: Entry, *, several: bool) -> str:
    name = _link(reason["name"], reason.get("address", ""), "strong")
    source = f' <span class="of">{escape(reason["list"])}</span>' if several else ""
    note = f' <span class="note">“{escape(reason["note"])}”</span>' if reason["note"] else ""
    said = f"{escape(reason['before'])}{name}{escape(reason['after'])}{source}{note}"
    kind = reason["kind"].replace(" ", "-")
    said += _quote(reason.get("evidence"))
    return f'<li class="{kind}"><span class="kind">{escape(reason["kind"])}</span><div>{said}</div></li>'


def _by_day(data: Entry) -> str:
    series = data["by_day"]["series"]
    if not series:
        return ""
    labels, colours = {group["id"]: group["label"] for group in data["groups"]}, _colours(data)
    legend = "".join(f"<li>{swatch(colours[one['group']])}{escape(labels[one['group']])}</li>" for one in series)
    title = f"New papers a day, by {data['grouped_by']}"
    plot = bars_by_day(data["by_day"], labels, colours, title)
    return f'<figure><figcaption>{title}</figcaption>{plot}<ul class="legend">{legend}</ul></figure>'


def _topics(data: Entry) -> Iterable[str]:
    labels, colours = {group["id"]: group["label"] for group in data["groups"]}, _colours(data)
    yield f'<section id="new"><h2>New papers by {data["grouped_by"]}</h2>'
    if not data["topics"]:
        yield '<p class="empty">Every paper of these digests was listed before.</p>'
    for topic in data["topics"]:
        above = f", {topic['above']} of them above" if topic["above"] else ""
        count = f"<small>{number(topic['new'])} new{above}</small>"
        yield f"<h3>{swatch(colours[topic['group']])}{escape(labels[topic['group']])} {count}</h3>"
        for paper in topic["papers"]:
            label = "" if paper["group"] == topic["group"] else labels[paper["group"]]
            yield _paper(paper, f'<p class="topic">{escape(label)}</p>' if label else "")
    yield "</section>"


def _paper(paper: Entry, more: str = "") -> str:
    categories = "".join(f"<span>{escape(name)}</span>" for name in paper["categories"])
    tldr = f'<p class="tldr">{escape(paper["tldr"])}</p>' if paper["tldr"] else ""
    return (
        f"<article><h4>{_link(paper['title'], paper['address'], 'bdi')}</h4>"
        f'<p class="by"><bdi>{_by(paper)}</bdi> <span class="categories">{categories}</span></p>'
        f"{more}{tldr}{_links(paper)}</article>"
    )


def _by(paper: Entry) -> str:
    """The authors, those whom a list holds marked."""
    watched = {reason["name"] for reason in paper.get("reasons", ()) if reason["kind"] == "author"}
    names = [f"<mark>{escape(name)}</mark>" if name in watched else escape(name) for name in paper["authors"]]
    return ", ".join(names) + escape(more_authors(paper))


def _links(paper: Entry) -> str:
    if not paper["links"]:
        return ""
    said: dict[str, list[str]] = {}
    for link in paper["links"]:
        said.setdefault(link["words"], []).append(f"<bdi>{escape(link['name'])}</bdi>")
    words = "".join(f"<span><i>{words}</i> {', '.join(names)}</span>" for words, names in said.items())
    quotes = "".join(
        f"<li><i>{link['words']}</i> <bdi>{escape(link['name'])}</bdi> "
        f'<span class="sure">{link["confidence"]:.2f}</span>{_quote(link["evidence"])}</li>'
        for link in paper["links"]
    )
    return f'<details class="links"><summary>{words}</summary><ul>{quotes}</ul></details>'


def _quote(evidence: Sequence[str] | None) -> str:
    if not evidence or not any(evidence):
        return ""
    before, name, after = map(escape, evidence)
    marked = f"<mark>{name}</mark>" if name else ""
    return f"<blockquote>{before}{marked}{after}</blockquote>"


def _meetings(data: Entry) -> str:
    heading = '<section id="meetings"><h2>First meetings of groups</h2>'
    if not data["meetings"]:
        return f'{heading}<p class="empty">No two groups wrote together for the first time.</p></section>'
    items = []
    for met in data["meetings"]:
        sides = "".join(
            f"<li><b>{_people(group)}</b> <small>{escape(group_words(group))}</small></li>" for group in met["groups"]
        )
        items.append(
            f'<article><h4>{_link(met["title"], met["address"], "bdi")}</h4><ul class="sides">{sides}</ul></article>'
        )
    return f"{heading}{''.join(items)}</section>"


def _authors(data: Entry) -> str:
    heading = f'<section id="authors"><h2>New authors <small>{number(data["counts"]["authors"])}</small></h2>'
    if not data["authors"]:
        return f'{heading}<p class="empty">Every author of these papers was known.</p></section>'
    joining = [_newcomers(entry) for entry in data["authors"] if entry["with"]]
    alone = [_newcomers(entry) for entry in data["authors"] if not entry["with"]]
    first = joining[:_FOLD_AUTHORS]
    shown = f'<ul class="people">{"".join(first)}</ul>' if first else ""
    rest = _folded("more where new authors join known ones", joining[_FOLD_AUTHORS:])
    return f"{heading}{shown}{rest}{_folded('papers whose authors are all new', alone)}</section>"


def _folded(words: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return f'<details><summary>{number(len(items))} {words}</summary><ul class="people">{"".join(items)}</ul></details>'


def _newcomers(entry: Entry) -> str:
    known = entry["with"]
    company = ""
    if known:
        papers = f"{known['papers']} {plural(known['papers'], 'paper')}"
        company = f" <small>with <bdi>{escape(known['name'])}</bdi> ({papers})</small>"
    return f"<li><b>{_people(entry)}</b>{company}<br>{_link(entry['title'], entry['address'], 'bdi')}</li>"


def _people(group: Entry) -> str:
    return f"<bdi>{escape(people_line(group))}</bdi>"


def _rising(data: Entry) -> str:
    rising = data["rising"]
    heading = '<section id="rising"><h2>Rising methods</h2>'
    if not rising["methods"]:
        return f'{heading}<p class="empty">{escape(rising["why"])}</p></section>'
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(one["name"])}</bdi></th>'
        f"<td>{spark_bars(one['papers'], rising['days'], one['name'])}</td>"
        f'<td class="count">{one["recent"]}</td><td class="count">{one["expected"]:g}</td>'
        f"<td>{_link(one['newest'][0], one['newest'][1], 'bdi')}</td></tr>"
        for one in rising["methods"]
    )
    columns = ("method", "papers a day", "last 7 days", "expected", "newest paper")
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    note = (
        '<p class="hint">Papers that propose, use or compare with a method in the last seven listing days, against '
        "what the days before lead to expect.</p>"
    )
    return f"{heading}{note}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"


def _again(data: Entry) -> str:
    if not data["again"]:
        return ""
    papers = "".join(
        f"<li>{_link(paper['title'], paper['address'], 'bdi')} "
        f"<small>first listed {escape(paper['listed'] or 'before')}</small></li>"
        for paper in data["again"]
    )
    count = f"{number(len(data['again']))} {plural(len(data['again']), 'paper')} listed before"
    return (
        f'<section id="again"><details><summary>{count}</summary><ul class="people">{papers}</ul></details></section>'
    )


def _footer(data: Entry) -> str:
    analysis = (
        f", analysis <code>{escape(data['analysis_fingerprint'][:16])}</code>" if data["analysis_fingerprint"] else ""
    )
    return f"<footer>graph <code>{escape(data['fingerprint'][:16])}</code>{analysis}</footer>"


def _colours(data: Entry) -> dict[str, str]:
    """Group → the class of its colour; papers without a group are paler than groups without a colour."""
    return {
        group["id"]: f"g{group['colour']}" if group["colour"] is not None else "g-none" if group["id"] else "g-lone"
        for group in data["groups"]
    }


def _link(text: str, address: str, tag: str) -> str:
    """The text, as a link where there is an address (built from ids alone, on arxiv.org or doi.org)."""
    inner = f"<{tag}>{escape(text)}</{tag}>"
    return f'<a href="{escape(address)}" rel="noreferrer">{inner}</a>' if address else inner
