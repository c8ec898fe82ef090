"""The library of queries as methods that Tab completes; each answer is a DataFrame."""

from __future__ import annotations

import keyword
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.bundle import Bundle
from kg.library.parameters import resolved
from kg.library.store import LazyStore
from kg.model.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from kg.stores.library import Query


class Queries:
    """Every query of the library by its name, `-` as `_`; called, it takes a name or Cypher text.

    The first call starts the store and loads the bundle where the store does not hold it. Only reading is allowed.

    >>> g.query.co_authors(author="Wei Wang")             # doctest: +SKIP
    >>> g.query("co-authors", author="Wei Wang")          # doctest: +SKIP
    >>> g.query("MATCH (p:Paper) RETURN count(p) AS n")   # doctest: +SKIP
    """

    def __init__(self, folder: Path, store: LazyStore, list_name: str | None = None) -> None:
        self._folder = folder
        self._store = store
        self._list = {"list": f"list:{list_name}"} if list_name else {}

    def __call__(self, query: str, /, **params: object) -> pd.DataFrame:
        """The answer, one row a row, columns in the statement's order; nodes and relationships as plain dicts.

        A parameter that is not given takes the value of the query's own `:param` line; a name may stand for an id.

        Raises
            UsageError: no query bears the name, the statement does not parse or would write, a name is ambiguous.
            StoreError: the store is out of reach.
        """
        from kg.stores.library import parse_query, read_query

        is_text = any(character.isspace() for character in query.strip())
        return self._answer(
            parse_query(query, name="text", where="the query") if is_text else read_query(query), params
        )

    def _answer(self, query: Query, params: dict[str, object]) -> pd.DataFrame:
        import pandas as pd

        from kg.stores.query import run_query

        asked = query.params | self._list | resolved(Bundle.open(self._folder), params)
        result = run_query(self._store.current(), query.statement, asked)
        return pd.DataFrame([[row[column] for column in result.columns] for row in result.rows], columns=result.columns)

    def __getattr__(self, name: str) -> LibraryQuery:
        found = _by_attribute().get(name)
        if found is None:
            raise AttributeError(f"no query is called {name!r}; `g.query` alone shows those that there are")
        return LibraryQuery(self, found)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_by_attribute()]

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {title} ({params})" for name, title, params in self._table())

    def _repr_html_(self) -> str:
        rows = (f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in self._table())
        return f"<table><tr><th>g.query.</th><th>answers</th><th>parameters</th></tr>{''.join(rows)}</table>"

    def _table(self) -> list[tuple[str, str, str]]:
        from kg.stores.library import read_query

        read = {attribute: read_query(name) for attribute, name in _by_attribute().items()}
        return [(attribute, query.title, _signature(query)) for attribute, query in read.items()]


class LibraryQuery:
    """One query of the library, to be called with its parameters; its docstring says what it answers."""

    def __init__(self, queries: Queries, name: str) -> None:
        from kg.stores.library import read_query

        self.query = read_query(name)
        self.__doc__ = "\n".join((f"{self.query.title} ({_signature(self.query)})", *self.query.comments))
        self._queries = queries

    @property
    def statement(self) -> str:
        """Its Cypher, to read or to paste into Neo4j Browser."""
        return self.query.statement

    def __call__(self, **params: object) -> pd.DataFrame:
        """The answer as a DataFrame. Raises UsageError where the query has no such parameter."""
        if unknown := sorted(set(params) - set(self.query.params)):
            raise UsageError(
                f"{self.query.name}: has no parameter {unknown[0]!r}; it takes {_signature(self.query) or 'none'}"
            )
        return self._queries(self.query.name, **params)

    def __repr__(self) -> str:
        return f"<query {self.query.name}: {self.query.title} ({_signature(self.query)})>"


def _by_attribute() -> dict[str, str]:
    """Name in Python → name in the library, sorted."""
    from kg.stores.library import list_queries

    names = ((name.replace("-", "_"), name) for name in list_queries())
    return {attribute + "_" * keyword.iskeyword(attribute): name for attribute, name in names}


def _signature(query: Query) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in query.params.items())
