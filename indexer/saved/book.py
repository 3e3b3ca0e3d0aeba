"""Where saved searches stand, and what each was told: a small file beside the store, which readers may write at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from corpus.errors import NotFound, StoreDamaged, StoreTooNew
from corpus.store.base import transaction
from corpus.store.file import FileConnection
from indexer.saved.values import SavedSearch, Told

FILE_NAME = "readers.sqlite"
VERSION = 1
MAIL, REPORT = "mail", "report"
_SAID = {MAIL: "mailed", REPORT: "reported"}
_BUSY_S = 10


class Book:
    """The open file; close it, or use it in a ``with`` statement. It may be shared by threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._writing = Lock()

    @classmethod
    def open(cls, folder: Path) -> Book:
        """The book in ``folder``, made when there is none. Raises StoreDamaged, StoreTooNew."""
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / FILE_NAME
        connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False, timeout=_BUSY_S)
        connection.row_factory = sqlite3.Row
        try:
            _prepare(connection, place)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise StoreDamaged(
                f"{place}: {error}; put back a copy, or remove it: saved searches are then to be saved anew"
            ) from error
        except StoreTooNew:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """The file is let go."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, search: SavedSearch, known: Iterable[str] = ()) -> SavedSearch:
        """The search as saved; the same question of the same owner is one search, its name and address the last given.

        ``known`` are documents that answer already, of which it is never told.
        """
        values = (search.owner, search.name, _dump(search.question()), search.mail, search.since or now(), search.generation)
        with self._batch():
            (number,) = self._connection.execute(_ADD, values).fetchone()
            self._connection.executemany(_KNOWN, [(number, document) for document in known])
        return self.search(int(number), search.owner)

    def remove(self, number: int, owner: str) -> SavedSearch:
        """The search that is saved no longer. Raises NotFound."""
        found = self.search(number, owner)
        with self._batch():
            self._connection.execute("DELETE FROM search WHERE number = ?", (number,))
        return found

    def search(self, number: int, owner: str | None = None) -> SavedSearch:
        """One search, of this owner when one is named. Raises NotFound."""
        row = self._connection.execute("SELECT * FROM search WHERE number = ?", (number,)).fetchone()
        if row is None or (owner is not None and row["owner"] != owner):
            raise NotFound(f"{number}: no search of this number is saved; list them with: svod saved list")
        return _search(row)

    def searches(self, owner: str | None = None) -> list[SavedSearch]:
        """Saved searches, all or one owner's, in the order in which they were saved."""
        rows = self._connection.execute("SELECT * FROM search WHERE owner = ? OR ? IS NULL ORDER BY number", (owner, owner))
        return [_search(row) for row in rows]

    def untold(self, number: int, documents: Sequence[str]) -> list[str]:
        """Those of the documents of which a search was not told, in the order given."""
        told = {row[0] for row in self._connection.execute("SELECT document FROM told WHERE search = ?", (number,))}
        return [document for document in documents if document not in told]

    def tell(self, number: int, hits: Iterable[Told], generation: int) -> None:
        """The search was answered up to ``generation`` and told of these hits, all in one step."""
        with self._batch():
            rows = [(number, hit.document, hit.at, _dump(hit.as_values())) for hit in hits]
            self._connection.executemany("INSERT OR IGNORE INTO told (search, document, at, hit) VALUES (?, ?, ?, ?)", rows)
            self._connection.execute("UPDATE search SET generation = ? WHERE number = ?", (generation, number))

    def told(self, number: int, limit: int = 50) -> list[Told]:
        """What a search was told, newest first."""
        return [_told(row) for row in self._connection.execute(_TOLD, (number, limit))]

    def unsaid(self, number: int, place: str) -> list[Told]:
        """What a search was told that was not said yet in ``place``, a mail or the report; oldest first."""
        sql = f"SELECT hit FROM told WHERE search = ? AND at <> '' AND {_SAID[place]} = 0 ORDER BY at, document"
        return [_told(row) for row in self._connection.execute(sql, (number,))]

    def say(self, number: int, hits: Iterable[Told], *places: str) -> None:
        """These hits were said in these places."""
        rows = [(number, hit.document) for hit in hits]
        with self._batch():
            for place in places:
                sql = f"UPDATE told SET {_SAID[place]} = 1 WHERE search = ? AND document = ?"
                self._connection.executemany(sql, rows)

    def forget(self, documents: Iterable[str]) -> None:
        """Nothing of these documents is left, in the file's free pages and its log neither."""
        with self._batch():
            rows = [(document,) for document in documents]
            for table in ("told", "asked"):
                self._connection.executemany(f"DELETE FROM {table} WHERE document = ?", rows)
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def ask(self, document: str) -> None:
        """A document was opened once more."""
        with self._batch():
            self._connection.execute(_ASK, (document,))

    def asked(self) -> Mapping[str, int]:
        """How often each document was opened; those never opened are left out."""
        return {row[0]: int(row[1]) for row in self._connection.execute("SELECT document, times FROM asked")}

    @contextmanager
    def _batch(self) -> Iterator[None]:
        with self._writing, transaction(FileConnection(self._connection)):
            yield


def now() -> str:
    """The time, ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _prepare(connection: sqlite3.Connection, place: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise StoreTooNew(
            f"{place}: written by a newer svod (tables of version {found}, this one knows {VERSION}); upgrade svod"
        )
    if found < VERSION:
        sql = resources.files(__package__).joinpath("tables.sql").read_text("utf-8")
        connection.executescript(
            f"PRAGMA journal_mode = WAL;\nBEGIN IMMEDIATE;\n{sql}\n;PRAGMA user_version = {VERSION};\nCOMMIT;"
        )


def _search(row: sqlite3.Row) -> SavedSearch:
    said: dict[str, Any] = json.loads(row["question"])
    return SavedSearch(
        owner=row["owner"],
        query=said["query"],
        name=row["name"],
        filters={name: tuple(values) for name, values in said["filters"].items()},
        precision=said["precision"],
        across=said["across"],
        dropped=tuple(said["dropped"]),
        mail=row["mail"],
        since=row["since"],
        generation=row["generation"],
        number=row["number"],
    )


def _told(row: sqlite3.Row) -> Told:
    said: dict[str, Any] = json.loads(row["hit"])
    return Told(**{**said, "spans": tuple((start, stop) for start, stop in said["spans"]), "why": tuple(said["why"])})


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_ADD = """
INSERT INTO search (owner, name, question, mail, since, generation) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (owner, question) DO UPDATE SET name = excluded.name, mail = excluded.mail
RETURNING number
"""
_KNOWN = "INSERT OR IGNORE INTO told (search, document, at, hit, mailed, reported) VALUES (?, ?, '', '{}', 1, 1)"
_TOLD = "SELECT hit FROM told WHERE search = ? AND at <> '' ORDER BY at DESC, document LIMIT ?"
_ASK = "INSERT INTO asked VALUES (?, 1) ON CONFLICT (document) DO UPDATE SET times = times + 1"
