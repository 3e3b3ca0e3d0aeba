"""Sets of names that grow together, each joining with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.model import Merge, Name


class Groups:
    """A partition of names. The result does not depend on the order in which pairs are joined."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._parent = list(range(len(names)))
        self._apart: dict[int, int] = {}
        self._merges: dict[int, Merge] = {}

    def root(self, index: int) -> int:
        """The index that stands for the whole group of ``index``: its smallest."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def set_apart(self, index: int, mark: int) -> None:
        """From now on no rule joins the name with names of another mark (0: unmarked); people still may, with ``force``."""
        self._apart[index] = mark

    def join(self, one: int, other: int, rule: str, score: float, reason: str, *, force: bool = False) -> None:
        """Makes the two groups one; the later of the two names remembers why."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second and (force or self._apart.get(one, 0) == self._apart.get(other, 0)):
            self._parent[second] = first
            self._merges.setdefault(second, Merge(self._names[second].name, rule, score, reason))

    def join_all(self, indexes: Sequence[int], rule: str, score: float, reason: str) -> None:
        """Makes one group of all."""
        for index in indexes[1:]:
            self.join(indexes[0], index, rule, score, reason)

    def groups(self) -> Iterable[list[tuple[Name, Merge]]]:
        """Every group with the reason each member came by; the founding name's rule is "name"."""
        members: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._names)):
            members[self.root(index)].append(index)
        for group in members.values():
            yield [(self._names[index], self._merges.get(index, self._founder(index))) for index in group]

    def _founder(self, index: int) -> Merge:
        return Merge(self._names[index].name, "name", 1.0, "the name itself")
