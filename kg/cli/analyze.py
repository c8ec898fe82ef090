"""`kg analyze`: communities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bundle_argument
from kg.cli.progress import progress_bar
from kg.cli.words import counted

if TYPE_CHECKING:
    from kg.graph.bundle import Bundle


@click.command()
@bundle_argument
def command(bundle: Path) -> None:
    """Find co-author and topic communities in the bundle, and keep the ids of those that were there before.

    \b
    Example:  kg analyze graph/
    """
    from kg.graph.bundle import Bundle

    analyze_bundle(Bundle.open(bundle))


def analyze_bundle(bundle: Bundle) -> None:
    """Analyze the bundle and print how many communities it has."""
    from kg.pipeline.analyze import analyze

    with progress_bar() as progress:
        found = analyze(bundle, progress=progress)
    words = [counted(number, f"{kind} community") for kind, number in found.items()]
    click.echo(f"communities: {', '.join(words) or 'none (too few papers that belong together)'}")
