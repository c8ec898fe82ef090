"""`kg build`: sources into a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.extractor import extractor_options, take_extraction, tell_language_model
from kg.cli.options import out_option, source_options
from kg.cli.progress import progress_bar
from kg.cli.words import counted

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle
    from kg.pipeline.report import BuildReport


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@out_option
@source_options
@extractor_options
def command(sources: tuple[str, ...], bundle: Path, strict: bool, **options: Any) -> int:
    """Read SOURCES (files, folders, `-`, `.gz`) into the bundle, add what it lacks, and derive the graph.

    \b
    Example:  kg build digests/ --out graph
              kg build - --source mail --date 2026-03-02 < digest.md
    """
    from kg.graph.bundle import Bundle

    report = build_bundle(Bundle.open_or_new(bundle), sources, options)
    return exit_code(report, strict=strict)


def build_bundle(bundle: Bundle, sources: tuple[str, ...], options: dict[str, Any]) -> BuildReport:
    """What the build of the bundle did, which was told on stdout as it went."""
    from kg.pipeline.build import build

    held = (len(bundle.manifest.sources), bundle.node_counts().get("Paper", 0))

    def announce(report: BuildReport) -> None:
        what = f"adding {counted(len(report.added), 'digest')}" if report.added else ""
        what += " and " if report.added and report.changed else ""
        what += f"reading {counted(len(report.changed), 'changed digest')}" if report.changed else ""
        what = f"{what} ({counted(report.papers, 'paper')})" if what else "deriving anew what the bundle holds"
        old = f" ({counted(held[0], 'digest')}, {counted(held[1], 'paper')})" if held[0] else ""
        click.echo(f"{what} to {bundle.folder}/{old}")

    with progress_bar() as progress:
        extraction = take_extraction(options, bundle.folder, progress)
        report = build(bundle, sources, announce=announce, progress=progress, extraction=extraction, **options)
    tell_build(bundle, report)
    return report


def tell_build(bundle: Bundle, report: BuildReport) -> None:
    """Print what the build did: the graph on stdout, warnings on stderr."""
    for warning in _shortened(report.warnings):
        click.echo(f"warning: {warning}", err=True)
    for source in report.skipped:
        click.echo(f"left out: {source} was taken out with `kg remove`; --restore takes it in again", err=True)
    if report.idle:
        click.echo(f"nothing new for {bundle.folder}/ ({counted(len(bundle.manifest.sources), 'digest')})")
        return
    if report.rejects:
        where = bundle.folder / "rejects.jsonl"
        click.echo(f"warning: {report.rejects} of {counted(report.blocks, 'block')} rejected, see {where}", err=True)
    tell_language_model(report)
    for old, new in report.merged:
        click.echo(f"merged: {old} into {new}")
    nodes = bundle.node_counts()
    words = [counted(nodes.get(label, 0), label.lower()) for label in ("Paper", "Author", "Method", "Dataset", "Task")]
    links = sum(count for type_, count in bundle.edge_counts().items() if type_ not in _ANALYSIS)
    click.echo(f"graph: {', '.join(words)}, {counted(links, 'edge')}; fingerprint {bundle.fingerprint[:12]}")


_ANALYSIS = ("IN_COMMUNITY", "CONTINUES", "SPLIT_FROM", "MERGED_INTO")


def exit_code(report: BuildReport, *, strict: bool) -> int:
    """1 where `--strict` was given and something was rejected, in this run or before."""
    return 1 if strict and (report.rejects or report.rejects_before) else 0


def _shortened(warnings: list[str], most: int = 10) -> list[str]:
    more = len(warnings) - most
    return warnings if more <= 0 else [*warnings[:most], f"and {more} more, in the manifest under each source"]
