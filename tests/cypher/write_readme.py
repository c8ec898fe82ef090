"""Write `cypher/README.md` from what the queries say about themselves: `python -m tests.cypher.write_readme`."""

from __future__ import annotations

from pathlib import Path

from kg.stores.library import Query, cypher_folder, list_queries, read_query

README = Path(__file__).parents[2] / "cypher" / "README.md"

HEAD = """# Queries

<!-- Written by `python -m tests.cypher.write_readme`; change the queries, not this file. -->

One question a file. Each runs in three ways:

- `kg query NAME`, with `--param name=value` for what differs from the file's own values: those fit the sample, so that
  `kg query shortest-path` answers at once. A name is taken wherever an id is.
- In Neo4j Browser: paste the file as it stands, `:param` lines included, and press Ctrl-Enter. Browser ticks off each
  statement but shows no rows for a text of several; the parameters are set now, so run the last statement once more by
  itself for its picture or table. Drop `style.grass` onto the page for the colours of the pictures below.
- From any program: the statement without the lines that begin with `//` or `:param`, and the parameters.

{drawing} of them *draw* (they return paths), {tabulating} *tabulate*. They run unchanged on Neo4j 5 and 2026 and on the
embedded ArcadeDB, `search-text` included, and give the same rows in the same order. `$min_confidence` leaves out links
of which a model is less sure; a link that only a digest's machine-written summary supports is shown when `$unsupported`
is true. `schema.cypher` alone defines constraints and indexes; `schema.sql` is the same for ArcadeDB.
"""


def readme() -> str:
    """The text of the page."""
    queries = [read_query(name) for name in list_queries()]
    drawing = [query for query in queries if query.draws]
    tabulating = [query for query in queries if not query.draws]
    parts = [HEAD.format(drawing=len(drawing), tabulating=len(tabulating))]
    parts += [_table("Queries that draw", drawing), _table("Queries that tabulate", tabulating), _pictures()]
    return "\n".join(parts)


def _table(heading: str, queries: list[Query]) -> str:
    rows = [f"| [{query.name}]({query.name}.cypher) | {query.title} | {_parameters(query)} |" for query in queries]
    return "\n".join([f"## {heading}\n", "| name | question | parameters |", "|---|---|---|", *rows, ""])


def _parameters(query: Query) -> str:
    return ", ".join(
        f"`{name}` {str(value).lower() if isinstance(value, bool) else value}" for name, value in query.params.items()
    )


def _pictures() -> str:
    names = sorted(path.stem for path in (cypher_folder() / "pictures").glob("*.png"))
    shown = [f"`{name}`: {read_query(name).title}\n\n![{name}](pictures/{name}.png)\n" for name in names]
    return "\n".join(["## In Neo4j Browser, on the sample\n", *shown])


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
