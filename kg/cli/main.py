"""The entrance of the `kg` command: the commands by name, and what becomes of an error."""

from __future__ import annotations

import importlib
import os
import sys

import click

import kg
from kg.model.errors import KgError

COMMANDS = {
    "run": "Build, analyze, load and view in one go.",
    "build": "Read digests and other sources into a bundle.",
    "analyze": "Find co-author and topic communities.",
    "load": "Bring a store into agreement with a bundle.",
    "view": "Write the bundle as one interactive HTML page.",
    "report": "Write what a morning brought: hits of your lists, papers by topic, who met, what rises.",
    "serve": "Keep the store, the page and a query box up until Ctrl-C.",
    "list": "Show your lists, and add papers, authors, methods and categories to them.",
    "query": "Run Cypher, or a query of the library, against the store.",
    "find": "Find papers, authors, methods and categories by name.",
    "explain": "Say why an author or an entity is one: which papers, which evidence, which near misses.",
    "audit": "Draw edges, judge them by the sentences, and learn how many are right.",
    "diff": "Compare the bundle with another one, or with the store.",
    "remove": "Take a source out of the bundle again.",
    "export": "Write links, papers, a bibliography, a table, nodes or edges.",
    "doctor": "Say what is well with the bundle and the store, what is not, and what to do.",
}
"""Name → one line for `kg --help`; each lives in the module of its name and is loaded when it is called."""


class _Commands(click.Group):
    """The commands, imported one at a time so that `kg --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        command.name, command.short_help = cmd_name, COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """A scholarly knowledge graph from daily arXiv digests.

    \b
    Every morning:   kg run digests/
    Then:            kg query new-today
                     kg find "Wei Wang"
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 nothing could be read, 2 usage, 3 the store is out of reach."""
    try:
        code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.Abort:
        print("kg: stopped. What had been committed stays; run the same command again to go on.", file=sys.stderr)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        if error.filename is None or os.environ.get("KG_DEBUG"):
            raise
        print(f"kg: {error.filename}: {error.strerror}. Mend its permissions, or name another path.", file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        print(f"kg: a fault of kg itself: {type(error).__name__}: {error}", file=sys.stderr)
        print("    Set KG_DEBUG=1 and run the command again to see where; please report it.", file=sys.stderr)
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)
