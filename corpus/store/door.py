"""What the store asks of a database: one small door, which SQLite's file and a PostgreSQL server both open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

Values = Sequence[Any] | Mapping[str, Any]


class Row(Protocol):
    """One row of an answer: its values by place and by name."""

    def __getitem__(self, key: Any, /) -> Any:
        """The value of a column."""

    def __iter__(self) -> Iterator[Any]:
        """The values in order."""

    def __len__(self) -> int:
        """How many columns there are."""


class Cursor(Protocol):
    """What a statement answers."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """The next row; None when there is none."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows one by one."""


class Connection(Protocol):
    """A database whose tables are the store's.

    Statements are written once, in SQL that both databases understand, with ``?`` or ``:name`` where values go; what they
    cannot both be asked is a method.
    """

    @property
    def in_transaction(self) -> bool:
        """True between ``begin`` and the statement COMMIT or ROLLBACK."""

    def begin(self) -> None:
        """A transaction that will write has begun."""

    def execute(self, sql: str, values: Values = ..., /) -> Cursor:
        """The statement was carried out."""

    def executemany(self, sql: str, values: Iterable[Values], /) -> object:
        """The statement was carried out once for each."""

    def settle(self) -> None:
        """Numbers that are given from now on come after those that were brought in."""

    def tidy(self) -> None:
        """Statistics of queries are up to date, and what writing left behind is cleared away."""

    def faults(self) -> list[str]:
        """What is wrong with the database itself, in words."""

    def purge(self) -> bool:
        """Nothing that was deleted is left in free pages; False while a reader still holds the old state."""

    def size_bytes(self) -> int:
        """Bytes that the store takes where it is kept."""

    def stamp(self) -> str:
        """Differs after anything was committed."""

    def versions(self) -> dict[str, str]:
        """The database's name and its version."""

    def close(self) -> None:
        """It is let go."""
