"""What all parts of the store share: one connection, queries, and transactions that nest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.errors import NotFound
from corpus.store.door import Connection, Row, Values

PART = "!/"
"""Stands between a container's path and the name of a file inside it."""


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All that is written inside is committed together, or not at all."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class Base:
    """A store's connection; ``boilerplate_documents`` is how many documents must share a passage to make it boilerplate."""

    def __init__(self, connection: Connection, boilerplate_documents: int) -> None:
        self._connection = connection
        self._boilerplate_documents = boilerplate_documents

    @contextmanager
    def batch(self) -> Iterator[None]:
        """All that is written inside is committed together, or not at all; an inner batch belongs to the outer one."""
        if self._connection.in_transaction:
            yield
            return
        with transaction(self._connection):
            yield

    def _rows(self, sql: str, values: Values = ()) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def _row(self, sql: str, values: Values = ()) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def _value(self, sql: str, values: Values = ()) -> Any:
        row = self._row(sql, values)
        return None if row is None else row[0]

    def _run(self, sql: str, values: Values = ()) -> int:
        return self._connection.execute(sql, values).rowcount

    def _run_many(self, sql: str, values: Iterator[Values] | Sequence[Values]) -> None:
        self._connection.executemany(sql, values)

    def _note(self, key: str, value: str) -> None:
        """A fact about the whole store is kept."""
        self._run(_NOTE, (key, value))

    def _number(self, document: str) -> int:
        """The number of a present document by id, unambiguous beginning of it (4 or more), or path. Raises NotFound."""
        row = self._row(_BY_ID, (document,)) or self._row(_BY_PATH, (document,))
        if row is None and len(document) >= 4:
            found = self._rows(_BY_PREFIX, (document, document + "\U0010ffff"))
            if len(found) > 1:
                raise NotFound(f"{document}: {len(found)} or more documents begin so; give more of the id")
            row = found[0] if found else None
        if row is None:
            raise NotFound(f"{document}: no document has this id or path; find one with: svod search WORDS")
        if row["vanished_run"] is not None:
            raise NotFound(f"{document}: its last file vanished (run {row['vanished_run']}); only its id is kept")
        return int(row["number"])


_NOTE = "INSERT INTO fact VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_BY_ID = "SELECT number, vanished_run FROM document WHERE id = ?"
_BY_PATH = "SELECT number, vanished_run FROM path JOIN document ON number = document WHERE path = ?"
_BY_PREFIX = "SELECT number, vanished_run FROM document WHERE id >= ? AND id < ? AND vanished_run IS NULL LIMIT 2"
