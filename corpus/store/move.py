"""A store is moved between a file and a server: every row is copied, and every row compared before the new place is used."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.config import Config
from corpus.errors import NotFound, PlaceTaken, StoreDamaged
from corpus.store.base import transaction
from corpus.store.door import Connection
from corpus.store.file import FileConnection
from corpus.store.lock import hold
from corpus.store.schema import FILE_NAME, migrate, migrations, open_writing

FILE = "file"
"""What the place of a store in the archive's own folder is called."""

MOVED = "moved"
"""The folder in which a file is set aside after its rows are on a server."""

_ROWS = 2000
_ROWS_OF_TEXT = 50
"""Rows read at once; those of ``body`` hold whole documents."""

Progress = Callable[[str, int], None]
"""Called with a table and how many of its rows are copied."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the store with its columns in order, and those that tell its rows apart."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that is the same in both places: its rows, and the SHA-256 of them all in the order of their keys."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied, and where the old store is left, in words."""

    tables: tuple[Copied, ...]
    left: str


def tables() -> tuple[Table, ...]:
    """Every table, each after those that its rows point at; where files lie comes before the marks that this takes away."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrate(made, Path(":memory:"), migrations())
        names = [row[0] for row in made.execute(_NAMES)]
        pointed = {name: {row[2] for row in made.execute(f"PRAGMA foreign_key_list({name})")} - {name} for name in names}
        found: list[Table] = []
        while pointed:
            ready = sorted(name for name, others in pointed.items() if not others & pointed.keys())
            for name in ready:
                del pointed[name]
                found.append(_table(made, name))
        return tuple(sorted(found, key=lambda table: table.name == "snapshot"))


def _table(made: sqlite3.Connection, name: str) -> Table:
    columns = made.execute(f"PRAGMA table_info({name})").fetchall()
    key = sorted((row[5], row[1]) for row in columns if row[5])
    return Table(name, tuple(row[1] for row in columns), tuple(column for _, column in key))


def move(config: Config, target: str, progress: Progress = lambda table, rows: None) -> Moved:
    """The archive's store is at ``target`` (an address, or "file") as it was in the old place, which holds it still.

    The settings are not changed. Raises PlaceTaken where something lies there, StoreDamaged where the copy is not equal,
    ArchiveLocked while another run writes.
    """
    with ExitStack() as stack:
        stack.enter_context(hold(config.data))
        source = stack.enter_context(_source(config))
        fresh = stack.enter_context(_target(config, target))
        # nothing is half there: a copy that is broken off leaves the new place empty
        with transaction(fresh):
            for table in tables():
                _copy(source, fresh, table, progress)
            fresh.settle()
            compared = tuple(_compare(source, fresh, table) for table in tables())
    return Moved(compared, _set_aside(config, target))


@contextmanager
def _source(config: Config) -> Iterator[Connection]:
    if config["store.url"]:
        from corpus.store import postgres  # an extra

        with closing(postgres.open_writing(postgres.Server.of(config))) as server:
            yield server
        return
    if not (config.data / FILE_NAME).is_file():
        raise NotFound(
            f"{config.data}: nothing was read into this archive yet; set store.url in svod.toml and run: svod ingest"
        )
    with closing(open_writing(config.data)) as raw:
        yield FileConnection(raw)


@contextmanager
def _target(config: Config, target: str) -> Iterator[Connection]:
    if target != FILE:
        from corpus.store import postgres  # an extra

        server = postgres.Server.of(config, target)
        if target == config["store.url"]:
            raise PlaceTaken(f"{server.place}: the store is there already")
        with closing(postgres.open_writing(server)) as opened:
            if opened.execute("SELECT 1 FROM run LIMIT 1").fetchone() is not None:
                raise PlaceTaken(
                    f"{server.place}: holds a store; name another store.schema, or drop it: DROP SCHEMA {server.schema} CASCADE"
                )
            yield opened
        return
    place = config.data / FILE_NAME
    if place.exists() or not config["store.url"]:
        raise PlaceTaken(f"{place}: is there already; move it away first")
    room = config.data / "moving"
    shutil.rmtree(room, ignore_errors=True)
    try:
        with closing(open_writing(room)) as raw:
            yield FileConnection(raw)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (room / FILE_NAME).replace(place)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _rows(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """All rows in the order of their keys, some at a time."""
    key, marks = ", ".join(table.key), ", ".join("?" * len(table.key))
    chosen = f"SELECT {', '.join(table.columns)} FROM {table.name}"
    size = _ROWS_OF_TEXT if table.name == "body" else _ROWS
    places = [table.columns.index(column) for column in table.key]
    last: list[Any] = []
    while True:
        after = f" WHERE ({key}) > ({marks})" if last else ""
        found = [tuple(row) for row in connection.execute(f"{chosen}{after} ORDER BY {key} LIMIT {size}", last)]
        if found:
            yield found
            last = [found[-1][place] for place in places]
        if len(found) < size:
            return


def _copy(source: Connection, target: Connection, table: Table, progress: Progress) -> None:
    sql = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({', '.join('?' * len(table.columns))})"
    done = 0
    for some in _rows(source, table):
        target.executemany(sql, some)
        done += len(some)
        progress(table.name, done)


def _compare(source: Connection, target: Connection, table: Table) -> Copied:
    old, new = _digest(source, table), _digest(target, table)
    if old != new:
        raise StoreDamaged(
            f"{table.name}: the copy is not equal ({old[0]} rows {old[1][:12]}, copied {new[0]} rows {new[1][:12]}); "
            "nothing was changed, the store is where it was"
        )
    return Copied(table.name, *old)


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows there are, and the SHA-256 of them all."""
    digest, rows = hashlib.sha256(), 0
    for some in _rows(connection, table):
        rows += len(some)
        for row in some:
            for value in row:
                said = _bytes(value)
                digest.update(b"%d:" % len(said))
                digest.update(said)
    return rows, digest.hexdigest()


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        # the one character that PostgreSQL's text cannot hold is another there
        return b"s" + value.replace("\0", "\ufffd").encode()
    return b"b" + bytes(value) if isinstance(value, bytes | memoryview) else repr(value).encode()


def _set_aside(config: Config, target: str) -> str:
    if config["store.url"]:
        old = f"schema {config['store.schema']} of {config['store.url']}"
        return f"the old store is still in {old}; drop it when you need it no more"
    if target == FILE:
        return ""
    folder = config.data / MOVED / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder.mkdir(parents=True)
    for file in sorted(config.data.glob(f"{FILE_NAME}*")):
        file.rename(folder / file.name)
    return (
        f"the old file is set aside in {folder}; remove it when you need it no more: what is erased from now on is still in it"
    )


_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
