"""`kg audit`: how many of the edges are right."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bundle_argument, json_option

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.library.audit import Answer, Drawn

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@bundle_argument
@click.option("--what", required=True, metavar="RELATION", help="BUILDS_ON, PROPOSES, AUTHORED, … any relation.")
@click.option("--n", type=click.IntRange(1), default=50, show_default=True, help="How many edges to draw.")
@click.option("--seed", type=int, default=7, show_default=True, help="Of one graph it always draws the same edges.")
@click.option("--answers", type=_FILE, help="A file of answers: read where it is there, new ones are put behind.")
@click.option("--drops", type=_FILE, help="Where [[drop]] lines go [overrides.toml beside the bundle]; - prints them.")
@json_option
def command(
    *, bundle: Path, what: str, n: int, seed: int, answers: Path | None, drops: Path | None, as_json: bool
) -> None:
    """Draw edges, judge each by what the papers say, and learn how many are right. Wrong ones are dropped.

    Neither the rule nor its confidence is shown. Answer y, n or unsure (q to stop), with a reason after a space. With
    --json the drawn edges are printed and nothing is asked: write {"source", "target", "verdict", "reason"} for each
    into the file of --answers.

    \b
    Example:  kg audit --what BUILDS_ON --n 200 --seed 7 --answers judged.jsonl
    """
    from kg.graph.bundle import Bundle
    from kg.library.audit import Verdicts, as_today, draw, read_answers

    opened = Bundle.open(bundle)
    drawn = draw(opened, what, n, seed)
    if as_json:
        for edge in drawn:
            click.echo(json.dumps({"source": edge.source, "target": edge.target, "shown": edge.lines}))
        return
    known = as_today(read_answers(answers), opened.survivors()) if answers else []
    given = {(answer.source, answer.target): answer for answer in known}
    judged = _judge(drawn, given, answers)
    missing = len(drawn) - len(judged)
    click.echo(f"{what}: {Verdicts.of(judged)}" + (f"; {missing} of {len(drawn)} not judged" if missing else ""))
    if not drawn:
        click.echo(f"{bundle} has no {what} edges.", err=True)
    _write_drops(opened, what, judged, drops)


def _judge(drawn: list[Drawn], given: dict[tuple[str, str], Answer], path: Path | None) -> list[Answer]:
    """The answers to the drawn edges: those that were given, and on a terminal those that are given now."""
    from kg.library.audit import answer_line

    judged, ask = [], sys.stdin.isatty()
    for number, edge in enumerate(drawn, 1):
        answer = given.get((edge.source, edge.target))
        if answer is None and ask:
            click.echo(f"\n{number} of {len(drawn)}")
            click.echo("\n".join(edge.lines))
            answer = _ask(edge)
            ask = answer is not None
            if answer and path:
                with path.open("a", encoding="utf-8") as sink:
                    sink.write(answer_line(answer))
        if answer:
            judged.append(answer)
    return judged


def _ask(edge: Drawn) -> Answer | None:
    """The person's answer; None for q."""
    from kg.library.audit import VERDICTS, Answer

    while True:
        verdict, _, reason = click.prompt("y, n, unsure or q, and why").strip().partition(" ")
        if verdict == "q":
            return None
        if verdict in VERDICTS:
            return Answer(edge.source, edge.target, verdict, reason.strip())
        click.echo(f"expected {', '.join(VERDICTS)} or q, found {verdict!r}")


def _write_drops(bundle: Bundle, what: str, judged: list[Answer], path: Path | None) -> None:
    from kg.graph.overrides import NAME, read_overrides, user_folder
    from kg.library.audit import drop_lines

    lines = drop_lines(what, judged, read_overrides(bundle.folder).drop)
    if not lines:
        return
    if path == Path("-"):
        click.echo(lines, nl=False)
        return
    path = path or user_folder(bundle.folder) / NAME
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    with path.open("a", encoding="utf-8") as sink:
        sink.write("\n" * (bool(text) and not text.endswith("\n\n")) + lines)
    click.echo(f"{path}: {lines.count('[[drop]]')} edges dropped from the next kg build on")
