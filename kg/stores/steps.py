"""What a load does, as values: each step is a batch of rows and how it is carried out inside a transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from neo4j import ManagedTransaction

from kg.stores import statements
from kg.stores.moves import Survivors, carry_over, restore
from kg.stores.receipt import Done
from kg.stores.transactions import Rows, matched


class RowsMissingError(Exception):
    """A statement matched fewer rows than were sent: the store is not what it says, or changed under the load."""


class Step(Protocol):
    """Rows that are written together."""

    @property
    def size(self) -> int: ...

    def run(self, transaction: ManagedTransaction, kg: str) -> Done:
        """Carry it out; what was done counts once the transaction is committed."""
        ...


@dataclass(frozen=True, slots=True)
class Write:
    """Make or change rows; every one must be matched."""

    kind: Literal["created", "changed"]
    text: str
    rows: Rows

    @property
    def size(self) -> int:
        return len(self.rows)

    def run(self, transaction: ManagedTransaction, kg: str) -> Done:
        if matched(transaction, self.text, rows=self.rows, kg=kg) != len(self.rows):
            raise RowsMissingError
        created, changed = (self.size, 0) if self.kind == "created" else (0, self.size)
        return Done(created, changed, settled=self.size)


@dataclass(frozen=True, slots=True)
class DeleteEdges:
    """Delete edges of ours by key; `edges` is their number where keys have copies."""

    text: str
    rows: Rows
    edges: int

    @property
    def size(self) -> int:
        return self.edges

    def run(self, transaction: ManagedTransaction, kg: str) -> Done:
        transaction.run(self.text, rows=self.rows, kg=kg).consume()
        return Done(deleted=self.edges)


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Delete nodes of ours, after what a user hung on them has moved to their survivors, or to stubs."""

    label: str
    rows: Rows
    survivors: Survivors

    @property
    def size(self) -> int:
        return len(self.rows)

    def run(self, transaction: ManagedTransaction, kg: str) -> Done:
        moved = carry_over(transaction, self.label, self.rows, kg, self.survivors)
        transaction.run(statements.delete_nodes(self.label), rows=self.rows, kg=kg).consume()
        return Done(deleted=self.size, moved=tuple(moved))


@dataclass(frozen=True, slots=True)
class Restore:
    """Move what stubs carry to their nodes, where the bundle holds these again."""

    rows: Rows
    survivors: Survivors
    size: int = field(default=0)

    def run(self, transaction: ManagedTransaction, kg: str) -> Done:
        return Done(moved=tuple(restore(transaction, self.rows, kg, self.survivors)))
