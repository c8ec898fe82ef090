"""Sets that grow together and never hold two that must stay apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

__all__ = ["Union"]


class Union:
    """A partition of the numbers from 0, joined pair by pair.

    Two numbers of one of the `exclusive` names (each number has one: for an authorship its paper) never share a set,
    nor the pairs of `apart`.
    """

    def __init__(self, exclusive: Sequence[Hashable], apart: Iterable[tuple[int, int]] = ()) -> None:
        self._exclusive = exclusive
        self._parent = list(range(len(exclusive)))
        self._members: dict[int, list[int]] = {}
        self._names: dict[int, set[Hashable]] = {}
        self._apart: dict[int, set[int]] = {}
        for left, right in apart:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def find(self, number: int) -> int:
        """The smallest number of its set."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def members(self, root: int) -> list[int]:
        """The set's numbers, unordered."""
        return self._members.get(root, [root])

    def join(self, one: int, other: int) -> bool:
        """Whether both are now in one set: False, and nothing done, where two that exclude each other would meet."""
        left, right = sorted((self.find(one), self.find(other)))
        if left == right:
            return True
        if not self._may_meet(left, right):
            return False
        self._parent[right] = left
        here, there = self._members.pop(left, [left]), self._members.pop(right, [right])
        names, others = self._names.pop(left, {self._exclusive[left]}), self._names.pop(right, {self._exclusive[right]})
        if len(here) < len(there):
            here, there, names, others = there, here, others, names
        here += there
        names |= others
        self._members[left], self._names[left] = here, names
        return True

    def groups(self) -> list[list[int]]:
        """The sets, each sorted, by their smallest number."""
        result: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            result.setdefault(self.find(number), []).append(number)
        return list(result.values())

    def _may_meet(self, left: int, right: int) -> bool:
        """Whether the sets of these roots may be one; it costs by the smaller of them."""
        names, others = (self._names.get(root) or {self._exclusive[root]} for root in (left, right))
        if not names.isdisjoint(others):
            return False
        if not self._apart:
            return True
        small, large = sorted((self.members(left), self.members(right)), key=len)
        return not any(self._apart.get(number, set()).intersection(large) for number in small if number in self._apart)
