"""The store in a file: SQLite behind the store's door."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.store.schema import FILE_NAME


class FileConnection:
    """An open SQLite file; statements go to it as they are."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        # bound once: a run makes millions of calls, and a call more on each would be a tenth of them
        self.execute, self.executemany, self.close = raw.execute, raw.executemany, raw.close

    @property
    def in_transaction(self) -> bool:
        """True inside a transaction."""
        return self._raw.in_transaction

    def begin(self) -> None:
        """The lock for writing is taken at once: a transaction that began to read could not get it later."""
        self._raw.execute("BEGIN IMMEDIATE")

    def settle(self) -> None:
        """Nothing is to be done: SQLite looks for the greatest number itself."""

    def tidy(self) -> None:
        """The log of writes is folded into the file and cut to nothing; statistics of queries are up to date."""
        self._raw.execute("PRAGMA optimize").fetchall()
        self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def faults(self) -> list[str]:
        """Pages, indexes and references that do not fit together."""
        found = [row[0] for row in self._raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
        gone = self._raw.execute("PRAGMA foreign_key_check")
        return found + [f"{row[0]}: row {row[1]} points at a missing {row[2]}" for row in gone]

    def purge(self) -> bool:
        """The file is written anew without free pages, its log emptied; False while a reader still holds the old state."""
        self._raw.execute("PRAGMA secure_delete = ON")
        self._raw.execute("VACUUM")
        busy = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def size_bytes(self) -> int:
        """Bytes of the file and of those that SQLite keeps beside it."""
        return file_bytes(self._place().parent)

    def stamp(self) -> str:
        """What the file system says of the file and of its log."""
        place = self._place()
        return f"{_looks(place)} {_looks(place.with_name(place.name + '-wal'))}"

    def versions(self) -> dict[str, str]:
        """SQLite's."""
        return {"sqlite": sqlite3.sqlite_version}

    def _place(self) -> Path:
        return Path(self._raw.execute("PRAGMA database_list").fetchone()[2])


def _looks(place: Path) -> str:
    try:
        status = place.stat()
    except OSError:
        return "-"
    return f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}"


def file_bytes(folder: Path) -> int:
    """Bytes of the store's files in a folder; 0 where there is none."""
    return sum(file.stat().st_size for file in folder.glob(f"{FILE_NAME}*")) if folder.is_dir() else 0
