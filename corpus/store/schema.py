"""Opens the store's file and brings its tables up to date, one numbered SQL file after the other."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from corpus.errors import NotFound, StoreDamaged, StoreTooNew, StoreUnreachable

FILE_NAME = "store.sqlite"
_MACHINE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    )
)
"""SQLite's primary codes of what is not the file's fault."""


@dataclass(frozen=True, slots=True)
class Migration:
    """SQL that takes the tables from version ``number - 1`` to ``number``."""

    number: int
    sql: str


def migrations(database: str = "") -> tuple[Migration, ...]:
    """Every migration that comes with svod, in order: ``sql/NNN_*.sql``, or those in a folder there for another database."""
    folder = resources.files(__package__).joinpath("sql").joinpath(database)
    files = (file for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(Migration(int(file.name[:3]), file.read_text("utf-8")) for file in sorted(files, key=lambda file: file.name))


def newest_version() -> int:
    """The version of the tables that this svod writes."""
    return migrations()[-1].number


def open_writing(folder: Path) -> sqlite3.Connection:
    """A connection that may write, its tables at the newest version. Raises StoreTooNew, StoreDamaged."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / FILE_NAME
    with _closed_on_error(place, _connect(f"{place.resolve().as_uri()}?mode=rwc")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, place, migrations())
    return connection


def open_reading(folder: Path, *, frozen: bool = False) -> sqlite3.Connection:
    """A connection that cannot write and sees what was last committed; ``frozen`` when nobody will ever write there.

    Raises NotFound, StoreTooNew, StoreDamaged.
    """
    place = folder / FILE_NAME
    with _closed_on_error(place, _connect_reading(folder, frozen=frozen)) as connection:
        _check_version(place, _version(connection))
    return connection


def attach_reading(connection: sqlite3.Connection, folder: Path) -> None:
    """The store in ``folder`` can be read over the connection too, as ``base``. Raises NotFound, StoreTooNew, StoreDamaged."""
    connection.execute("ATTACH DATABASE ? AS base", (_reading(folder),))
    _check_version(folder / FILE_NAME, int(connection.execute("PRAGMA base.user_version").fetchone()[0]))


def migrate(connection: sqlite3.Connection, place: Path, steps: Sequence[Migration]) -> None:
    """The tables are at the last step's version; each step happened whole or not at all. Raises StoreTooNew."""
    found, newest = _version(connection), steps[-1].number
    if found > newest:
        raise _too_new(place, found, newest)
    for step in steps:
        if step.number > found:
            try:
                connection.executescript(f"BEGIN IMMEDIATE;\n{step.sql}\n;PRAGMA user_version = {step.number};\nCOMMIT;")
            except sqlite3.Error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _reading(folder: Path, *, frozen: bool = False) -> str:
    """The address of a store that is only read. Raises NotFound."""
    place = folder / FILE_NAME
    if not place.is_file():
        raise NotFound(f"{folder}: nothing was read into this archive yet; run: svod ingest")
    # without a side file and the right to make one, SQLite refuses WAL; nobody can be writing there then
    frozen = frozen or (not os.access(folder, os.W_OK) and not place.with_name(FILE_NAME + "-wal").exists())
    return f"{place.resolve().as_uri()}?mode=ro{'&immutable=1' if frozen else ''}"


def _check_version(place: Path, found: int) -> None:
    newest = newest_version()
    if found > newest:
        raise _too_new(place, found, newest)
    if found < newest:
        raise StoreDamaged(f"{place}: its tables are of version {found}, this svod reads {newest}; run: svod ingest")


def _connect(uri: str) -> sqlite3.Connection:
    # SQLite is compiled serialised: a reader may be shared by the threads of a web server
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    connection.row_factory = sqlite3.Row
    return connection


def _connect_reading(folder: Path, *, frozen: bool) -> sqlite3.Connection:
    """A connection to what was last committed, though there is no room for what SQLite writes beside it. Raises NotFound."""
    connection = _connect(_reading(folder, frozen=frozen))
    log = folder / f"{FILE_NAME}-wal"
    try:
        _version(connection)
    except sqlite3.DatabaseError as error:
        if not is_unreachable(error) or (log.exists() and log.stat().st_size):
            return connection  # what is wrong is told where the connection is used
        connection.close()
        return _connect(_reading(folder, frozen=True))
    return connection


def is_unreachable(error: sqlite3.Error) -> bool:
    """True when the file may be sound and the machine is at fault: no room, no right, a lock, a disk that does not answer."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _MACHINE


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _too_new(place: Path, found: int, newest: int) -> StoreTooNew:
    return StoreTooNew(
        f"{place}: written by a newer svod (tables of version {found}, this one knows {newest}); "
        "upgrade svod, or remove the file and run: svod ingest"
    )


@contextmanager
def _closed_on_error(place: Path, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        if is_unreachable(error):
            connection.close()
            raise StoreUnreachable(f"{place}: {error}; is its disk full, read-only or gone? Then run this again") from error
        with closing(connection):
            raise StoreDamaged(f"{place}: {error}; heal it with: svod repair") from error
    except Exception:
        connection.close()
        raise
