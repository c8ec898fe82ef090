"""Constraints and indexes: which are missing, and making them; the statements stand in `schema.cypher` alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from neo4j import Session

from kg.stores.connect import Store
from kg.stores.library import schema_statements

AWAIT_SECONDS = 300
"""How long a load waits for indexes to fill."""

_CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.(\w+) IS UNIQUE")
_INDEX = re.compile(r"CREATE (?:FULLTEXT )?INDEX (\w+) IF NOT EXISTS FOR \(n:(\w+)\) ON (?:EACH )?[(\[](.+)[)\]]")

SHOW_INDEXES = (
    "SHOW INDEXES YIELD name, labelsOrTypes, properties, state, owningConstraint "
    "RETURN name, labelsOrTypes AS labels, properties, state, owningConstraint IS NOT NULL AS is_constraint"
)


@dataclass(frozen=True, slots=True)
class IndexShape:
    """What an index is on; a constraint stands on an index of its own name."""

    name: str
    label: str
    properties: tuple[str, ...]
    is_constraint: bool


def expected_indexes() -> list[IndexShape]:
    """The indexes that `schema.cypher` makes, in its order."""
    return [_shape(statement) for statement in schema_statements()]


def _shape(statement: str) -> IndexShape:
    if found := _CONSTRAINT.search(statement):
        return IndexShape(found[1], found[2], (found[3],), is_constraint=True)
    found = _INDEX.search(statement)
    assert found is not None, statement
    names = tuple(part.strip().removeprefix("n.") for part in found[3].split(","))
    return IndexShape(found[1], found[2], names, is_constraint=False)


def held_indexes(session: Session) -> dict[IndexShape, str]:
    """The store's indexes with the state of each: ONLINE, POPULATING or FAILED."""
    return {
        IndexShape(record["name"], record["labels"][0], tuple(record["properties"]), record["is_constraint"]): str(
            record["state"]
        )
        for record in session.run(SHOW_INDEXES)
        if record["labels"] and record["properties"]
    }


def apply_constraints(session: Session, store: Store) -> None:
    """Make the constraints where they are missing: before rows are merged, after all have been created."""
    _apply(session, store, constraints=True)


def apply_indexes(session: Session, store: Store) -> None:
    """Make the other indexes where missing, after a first load since that is quicker; wait until they are filled."""
    _apply(session, store, constraints=False)
    if store.kind == "neo4j" and not store.embedded:
        session.run("CALL db.awaitIndexes($seconds)", seconds=AWAIT_SECONDS).consume()


def ensure_schema(session: Session, store: Store) -> None:
    """Make what is missing, with one question where nothing is: what `neo4j-admin` imported has no schema yet."""
    if store.kind == "neo4j" and not set(expected_indexes()) <= held_indexes(session).keys():
        apply_constraints(session, store)
        apply_indexes(session, store)


def _apply(session: Session, store: Store, *, constraints: bool) -> None:
    """An embedded store's own process has made its schema; another ArcadeDB has no full-text index by Cypher."""
    if store.embedded:
        return
    for statement in schema_statements():
        is_known = store.kind == "neo4j" or "FULLTEXT" not in statement
        if is_known and statement.startswith("CREATE CONSTRAINT") == constraints:
            session.run(statement).consume()
