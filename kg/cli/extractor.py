"""Which extractor `build` and `run` use: the shipped one, or a language model that the user has."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.words import counted
from kg.model.errors import UsageError

if TYPE_CHECKING:
    from kg.cli.progress import Bars
    from kg.extraction.llm.estimate import Estimate
    from kg.pipeline.extraction import Extraction
    from kg.pipeline.report import BuildReport

F = TypeVar("F", bound=Callable[..., Any])


def _price(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    parts = value.split(",")
    try:
        read, written = map(float, parts)
    except ValueError:
        raise click.BadParameter(f"expected two numbers such as 0.15,0.60, found {value!r}.") from None
    return read, written


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--yes", is_flag=True, help="Ask the language model without a question about the estimate."),
    click.option("--llm-parallel", type=click.IntRange(1, 64), default=4, show_default=True, help="Questions at once."),
    click.option(
        "--llm-price", metavar="IN,OUT", default=None, callback=_price,
        help="Price of a million tokens, read and written, for the estimate.",
    ),
    click.option(
        "--llm-model", metavar="NAME", envvar="KG_LLM_MODEL", default=None, help="The model's name on that server."
    ),
    click.option(
        "--llm-url", metavar="URL", envvar="KG_LLM_URL", default=None,
        help="An OpenAI-compatible server: http://127.0.0.1:11434/v1 (Ollama), … The key, if any: KG_LLM_KEY.",
    ),
    click.option(
        "--extractor", type=click.Choice(["model", "llm"]), envvar="KG_EXTRACTOR", default=None,
        help="Who reads the texts: the shipped model, or a language model of yours "
        "[default: who has read the bundle's texts, else model].",
    ),
)  # fmt: skip
NAMES = ("extractor", "llm_url", "llm_model", "llm_price", "llm_parallel", "yes")


def extractor_options(function: F) -> F:
    """`--extractor` and what a language model needs."""
    for option in _OPTIONS:
        function = option(function)
    return function


def take_extraction(options: dict[str, Any], bundle: Path, bars: Bars) -> Extraction | None:
    """The extraction that the options name, which are taken out of `options`; None where they name none.

    Nothing of a language model is imported unless it is asked for.
    """
    given = {name: options.pop(name) for name in NAMES}
    if given["extractor"] == "llm":
        return _language_model(given, bundle, bars)
    if given["extractor"] == "model":
        from kg.pipeline.extraction import shipped

        return shipped(options["processes"])
    return None


def _language_model(given: dict[str, Any], bundle: Path, bars: Bars) -> Extraction:
    from kg.extraction.llm.settings import KEY_VARIABLE, LlmSettings
    from kg.pipeline.extraction import language_model

    if not given["llm_url"] or not given["llm_model"]:
        raise UsageError(
            "--extractor llm: expected --llm-url and --llm-model (or KG_LLM_URL and KG_LLM_MODEL). With Ollama: "
            "--llm-url http://127.0.0.1:11434/v1 --llm-model qwen3:8b"
        )
    settings = LlmSettings(
        given["llm_url"],
        given["llm_model"],
        os.environ.get(KEY_VARIABLE) or None,
        parallel=given["llm_parallel"],
        price=given["llm_price"],
    )

    def confirm(estimate: Estimate) -> None:
        with bars.away():
            click.echo(in_words(estimate), err=True)
            if not given["yes"] and sys.stdin.isatty() and sys.stderr.isatty():
                click.confirm("Ask it?", abort=True, err=True)

    return language_model(bundle, settings, confirm)


def in_words(estimate: Estimate) -> str:
    """The estimate in one line."""
    kept = f" ({estimate.kept:,} answered before)" if estimate.kept else ""
    price = "" if estimate.price is None else f", at a price of about {estimate.price:.2f}"
    return (
        f"{estimate.model} at {estimate.server} will be asked about {counted(estimate.texts, 'paper')}{kept}: about "
        f"{estimate.tokens_read:,} tokens to read and {estimate.tokens_written:,} to write{price}"
    )


def tell_language_model(report: BuildReport) -> None:
    """Print on stderr what a language model was asked and what became of its answers."""
    counts = report.language_model
    if not counts:
        return
    click.echo(
        f"language model: {counted(counts.get('answers', 0), 'new answer')}, {counts.get('kept', 0):,} from before; "
        f"{counts.get('tokens_read', 0):,} tokens read, {counts.get('tokens_written', 0):,} written; "
        f"{counts.get('dropped', 0):,} of {counts.get('named', 0):,} named things dropped, since they do not stand in "
        "their text or are generic words",
        err=True,
    )
    if unusable := counts.get("unusable"):
        click.echo(
            f"warning: {counted(unusable, 'paper')} without a usable answer: no links for now; "
            "the next build that adds something, or --reextract, asks again",
            err=True,
        )
