"""`kg query`: Cypher against the store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option, json_option, list_option, open_store, store_options
from kg.cli.tables import print_table

if TYPE_CHECKING:
    from kg.stores.connect import Store
    from kg.stores.library import Query


_PAPERS = ("arxiv:", "doi:", "dblp:", "openalex:")
_OTHERS = ("author:", "entity:", "list:")


@click.command()
@click.argument("query", required=False, metavar="[NAME | FILE | TEXT]")
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter; may be given again.")
@graph_option
@list_option
@store_options
@click.option("--write", is_flag=True, help="Let the statement change the store.")
@click.option("--timeout", type=float, default=None, metavar="SECONDS", help="Give up after this time.")
@json_option
def command(query: str | None, pairs: tuple[str, ...], list_name: str | None, as_json: bool, **options: Any) -> None:
    """Run a query of the library by NAME, a `.cypher` FILE, or Cypher TEXT. Alone it lists the library.

    The store is only read unless --write is given. A parameter may be an id or a name. --list NAME keeps the rows
    that name, by id, a paper which the list is about (or an author or entity of it, in rows without papers); a query
    that asks for `$list` gets the list's id besides.

    \b
    Example:  kg query co-authors --param author="Wei Wang"
              kg query "MATCH (m:Method) RETURN m.name, m.papers ORDER BY m.papers DESC, m.name LIMIT 5"
    """
    if query is None:
        _list_library()
        return
    found = _read(query)
    given = dict(map(_pair, pairs))
    _check_names(found, given)
    params = found.params | _resolved(options["bundle"], given)
    if list_name is not None and "$list" in found.statement:
        params["list"] = f"list:{list_name}"
    with open_store(options["bundle"], options["uri"], options["database"]) as store:
        from kg.stores.query import run_query
        from kg.views.values import shown

        _warn_of_age(store, options["bundle"])
        result = run_query(store, found.statement, params, write=options["write"], timeout=options["timeout"])
    rows = _narrowed(result.rows, options["bundle"], list_name)
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
    elif rows:
        print_table(result.columns, [[shown(row[column]) for column in result.columns] for row in rows])
    if not rows:
        click.echo(_why_empty(found, params), err=True)


def _warn_of_age(store: Store, folder: Path) -> None:
    """Say on stderr that a load is under way or was broken off, or that the store lacks the bundle as it is now."""
    from kg.graph.bundle import Bundle
    from kg.model.errors import BundleError
    from kg.stores.lease import lease_holder
    from kg.stores.manifest import read_holdings

    with store.session() as session:
        holdings, holder = read_holdings(session), lease_holder(session)
    if holder is not None or holdings.loading:
        what = f"a load is under way ({holder})" if holder else "a load was broken off; end it with: kg load"
        part = "; what is read now may be part of a graph" if holdings.loading else ""
        click.echo(f"warning: {store.name}: {what}{part}", err=True)
        return
    try:
        bundle = Bundle.open(folder)
    except BundleError:
        return
    if not holdings.agree(bundle):
        what = "an older state" if holdings.of(bundle.id) else "nothing"
        click.echo(f"warning: {store.name} holds {what} of {folder}; bring it up to date with: kg load", err=True)


def _list_library() -> None:
    from kg.stores.library import list_queries, read_query

    queries = [read_query(name) for name in list_queries()]
    rows = [(q.name, q.title, "draws" if q.draws else "tabulates", ", ".join(q.params)) for q in queries]
    print_table(("query", "answers", "how", "parameters"), rows)


def _read(query: str) -> Query:
    from kg.model.errors import UsageError
    from kg.stores.library import list_queries, parse_query, read_query

    if query in list_queries():
        return read_query(query)
    if query.endswith((".cypher", ".cql")):
        try:
            text = Path(query).read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{query}: expected a file with a Cypher statement, but {error.strerror}.") from error
        return parse_query(text, name=query, where=query)
    if " " not in query.strip():
        return read_query(query)
    return parse_query(query, name="text", where="the query")


def _pair(pair: str) -> tuple[str, object]:
    from kg.library.parameters import read_value
    from kg.model.errors import UsageError

    name, equals, value = pair.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"--param {pair}: expected NAME=VALUE.")
    return name, read_value(name, value)


def _check_names(query: Query, given: Mapping[str, object]) -> None:
    """UsageError where a parameter is given that the query does not ask for: a typing error would go unnoticed."""
    from kg.model.errors import UsageError

    asked = sorted(set(re.findall(r"\$`?(\w+)", query.statement)))
    for name in given:
        if name not in asked:
            raise UsageError(
                f"--param {name}: {query.name} does not ask for it. It asks for {', '.join(asked) or 'none'}."
            )


def _resolved(folder: Path, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters with names turned into ids; as they are where there is no bundle to look names up in."""
    from kg.graph.bundle import Bundle
    from kg.library.parameters import resolved
    from kg.model.errors import BundleError

    try:
        return resolved(Bundle.open(folder), given)
    except BundleError:
        return dict(given)


def _narrowed(rows: Sequence[dict[str, Any]], folder: Path, list_name: str | None) -> list[dict[str, Any]]:
    """The rows about what the list is about; all of them without a list.

    Where a row names papers by id they decide, else the authors, entities and lists that it names. Raises UsageError
    where the rows name none of these by id, so that they cannot be narrowed.
    """
    from kg.graph.bundle import Bundle
    from kg.graph.narrow import narrowed_to_list
    from kg.model.errors import UsageError

    if list_name is None:
        return list(rows)
    about = narrowed_to_list(Bundle.open(folder), list_name)
    deciding = [_deciding(row) for row in rows]
    if rows and not any(deciding):
        raise UsageError(f"--list {list_name}: the rows name nothing by its id. Let the query return ids or nodes.")
    return [row for row, ids in zip(rows, deciding, strict=True) if any(id_ in about for id_ in ids)]


def _deciding(row: dict[str, Any]) -> list[str]:
    """The ids in a row by which it is about something: those of papers, else of authors, entities and lists."""
    texts = list(_texts(row))
    return [text for text in texts if text.startswith(_PAPERS)] or [text for text in texts if text.startswith(_OTHERS)]


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _why_empty(query: Query, params: Mapping[str, object]) -> str:
    given = ", ".join(f"{name} = {value!r}" for name, value in sorted(params.items()))
    hint = (
        f" with {given}. Does what is named exist? `kg find NAME` tells" if given else ": the store holds no such thing"
    )
    return f"no rows from {query.name}{hint}."
