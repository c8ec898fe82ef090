"""`kg report`: what a morning brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import bundle_argument

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.model.rows import Row


@click.command()
@bundle_argument
@click.option("--date", metavar="YYYY-MM-DD", default=None, help="The listing date [the newest].")
@click.option("--since-last", is_flag=True, help="All listing dates after the last one that was reported.")
@click.option("--list", "name", metavar="NAME", default=None, help="Only the hits of this list [of all lists].")
@click.option("--format", "form", type=click.Choice(["html", "md"]), default="html", show_default=True)
@click.option("--language", default="English", show_default=True, help="The language of summary lines.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=None,
    show_default="GRAPH/report.html, md to stdout", help="The file to write.",
)  # fmt: skip
def command(bundle: Path, date: str | None, since_last: bool, name: str | None, **options: Any) -> None:
    """Write what is new: hits of your lists, papers by topic, new authors, groups that met, methods that rise.

    It needs no network. New is what was first listed on the date; what was listed before stands folded at the end.

    \b
    Example:  kg report graph/
              kg report graph/ --since-last --list thesis --format md
    """
    from kg.graph.bundle import Bundle
    from kg.model.errors import UsageError
    from kg.sources.discover import is_date

    if date is not None and since_last:
        raise UsageError("--date and --since-last exclude one another; give one of them.")
    if date is not None and not is_date(date):
        raise UsageError(f"--date {date}: expected a day as YYYY-MM-DD.")
    opened = Bundle.open(bundle)
    path, text, data = write_report(opened, date, since_last=since_last, list_name=name, **options)
    click.echo(path if path else text)
    if data["why_empty"]:
        click.echo(data["why_empty"], err=True)


def write_report(
    bundle: Bundle,
    date: str | None = None,
    *,
    since_last: bool = False,
    list_name: str | None = None,
    form: str = "html",
    language: str = "English",
    output: Path | None = None,
) -> tuple[Path | None, str, dict[str, Any]]:
    """(where the report was written, its text, what it says); Markdown without `output` is written nowhere."""
    from kg.graph.parts import replace_file
    from kg.views.report.markdown import render_markdown
    from kg.views.report.morning import report_data
    from kg.views.report.page import render_report

    dates, why = _dates(bundle, date, since_last=since_last, list_name=list_name)
    lists, holds = _held(bundle, list_name)
    data = report_data(bundle, dates, holds, lists=lists, language=language, why_empty=why)
    text = render_report(data) if form == "html" else render_markdown(data)
    path = output or (bundle.folder / "report.html" if form == "html" else None)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode("utf-8", "backslashreplace"))
    if dates:
        _remember(bundle, dates[-1], list_name)
    return path, text, data


def _dates(bundle: Bundle, date: str | None, *, since_last: bool, list_name: str | None) -> tuple[list[str], str]:
    """(the listing dates to report, why there are none)."""
    from kg.views.report.morning import listing_days

    days = listing_days(bundle)
    if not days:
        return [], f"{bundle.folder} holds no dated digest, so nothing in it is new on any day."
    if date is not None:
        near = min(days, key=lambda day: (abs(_ordinal(day) - _ordinal(date)), day))
        return (
            ([date], "") if date in days else ([], f"No digest of {date} is in {bundle.folder}. The nearest: {near}.")
        )
    last = _last_reported(bundle, list_name) if since_last else None
    if last is None:
        return days[-1:], ""
    after = [day for day in days if day > last]
    return after, "" if after else f"No digest has come since {last}, the last date that was reported."


def _ordinal(date: str) -> int:
    import datetime

    return datetime.date.fromisoformat(date).toordinal()


def _held(bundle: Bundle, name: str | None) -> tuple[list[str], list[Row]]:
    """(names of the lists, their HOLDS rows), as the lists' files stand now."""
    from kg.graph.lists import list_rows, place_items, read_lists
    from kg.graph.narrow import known_ids, placed_list

    if name is not None:
        found, placed = placed_list(bundle, name)
        return [name], list_rows([found], {found.id: placed})[1]
    lists = read_lists(bundle.folder)
    rows = list_rows(lists, place_items(lists, bundle, known_ids(bundle)))[1]
    return [found.id.removeprefix("list:") for found in lists], rows


def _last_reported(bundle: Bundle, list_name: str | None) -> str | None:
    """The newest date that was reported, for this list (or for all of them)."""
    dates = [run["date"] for run in bundle.runs if run.get("command") == "report" and run.get("list") == list_name]
    return max(dates, default=None)


def _remember(bundle: Bundle, date: str, list_name: str | None) -> None:
    from kg.pipeline.report import now

    bundle.runs.add({"command": "report", "at": now(), "date": date, "list": list_name})
