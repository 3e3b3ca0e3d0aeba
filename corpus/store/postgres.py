"""The store on a PostgreSQL server: in a schema of its own, with one writer by advisory lock and any number of readers."""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from corpus.config import Config
from corpus.errors import ArchiveLocked, BadConfig, NotFound, StoreDamaged, StoreTooNew, StoreUnreachable
from corpus.passwords import read_password
from corpus.store import schema
from corpus.store.dialect import parcels, plain, translate
from corpus.store.door import Values

try:
    import psycopg
    from psycopg import sql as quoting
except ImportError as error:
    raise BadConfig(
        f"store.url: PostgreSQL needs the extra svod[cluster] ({error}); run: pip install 'svod[cluster]'"
    ) from error

SCHEMES = ("postgresql://", "postgres://")
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_PAUSE_S = 0.5
_CONNECT_S = 10


@dataclass(frozen=True, slots=True)
class Server:
    """Where a store is kept: the address without its password, the schema, and how long a server that is gone is waited for."""

    url: str
    schema: str
    password: str = field(repr=False)
    patience_s: float = 30.0

    @classmethod
    def of(cls, config: Config, url: str = "") -> Server:
        """As the settings have it, or at another address with the same password. Raises BadConfig."""
        url = url or str(config["store.url"])
        if not url.startswith(SCHEMES):
            raise BadConfig(
                f"store.url: {url.partition('://')[0]!r} is no database of svod's; it takes postgresql://user@host/name"
            )
        if urlsplit(url).password:
            raise BadConfig("store.url: holds a password; take it out, and set store.key_file or SVOD_STORE_PASSWORD")
        key_file = Path(config["store.key_file"]) if config["store.key_file"] else None
        password = read_password(key_file, "store.key_file", "SVOD_STORE_PASSWORD")
        return cls(url, str(config["store.schema"]), password, float(config["store.patience_seconds"]))

    @property
    def place(self) -> str:
        """What people are told where the store is."""
        return f"{self.url} (schema {self.schema})"

    def connect(self, *, write: bool) -> psycopg.Connection[Any]:
        """A connection in which names mean the store's tables. Raises StoreUnreachable, BadConfig."""
        parts = urlsplit(self.url)
        options: dict[str, Any] = {"password": self.password} if self.password else {}
        if "sslmode" not in dict(parse_qsl(parts.query)) and (parts.hostname or "") not in _LOCAL:
            options |= {"sslmode": "verify-full", "sslrootcert": "system"}
        try:
            made = psycopg.connect(
                self.url, autocommit=True, connect_timeout=_CONNECT_S, row_factory=_row_maker,
                cursor_factory=psycopg.ClientCursor, application_name=f"svod {socket.gethostname()} {os.getpid()}", **options,
            )  # fmt: skip
        except psycopg.OperationalError as error:
            raise StoreUnreachable(f"{self.url}: {_said(error)}; is the server up, and are user and password right?") from error
        except psycopg.Error as error:
            raise BadConfig(f"store.url: {self.url} cannot be used: {_said(error)}") from error
        if made.info.encoding != "utf-8" or made.info.parameter_status("server_encoding") != "UTF8":
            made.close()
            raise BadConfig(
                f"{self.url}: the database is not in UTF-8; make one with: createdb --encoding UTF8 --template template0"
            )
        try:
            made.execute(quoting.SQL("SET search_path = {}").format(quoting.Identifier(self.schema)))
            made.execute("SET client_min_messages = warning")
            if not write:
                made.execute("SET default_transaction_read_only = on")
        except psycopg.Error as error:
            made.close()
            raise StoreUnreachable(f"{self.url}: {_said(error)}; is the server up?") from error
        return made


class Row(tuple[Any, ...]):
    """A row whose values are had by place and by name."""

    places: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.places[key] if isinstance(key, str) else key)


def _row_maker(cursor: Any) -> Any:
    names = [column.name for column in cursor.description or ()]
    # of two columns of one name the first is meant, as with SQLite
    places = {name: place for place, name in reversed(list(enumerate(names)))}

    def make(values: Sequence[Any]) -> Row:
        row = Row(values)
        row.places = places
        return row

    return make


class ServerConnection:
    """The store's door to PostgreSQL. A reader whose server went away asks again while its patience lasts."""

    def __init__(self, server: Server, raw: psycopg.Connection[Any], *, write: bool) -> None:
        self._server, self._raw, self._write = server, raw, write

    @property
    def in_transaction(self) -> bool:
        """True inside a transaction."""
        return self._raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    def begin(self) -> None:
        """A transaction has begun; nobody else writes, for this one holds the lock."""
        self.execute("BEGIN")

    def execute(self, sql: str, values: Values = (), /) -> psycopg.Cursor[Any]:
        """The statement was carried out. Raises StoreUnreachable, StoreDamaged."""
        return self._ask(translate(sql), plain(values))

    def executemany(self, sql: str, values: Iterable[Values], /) -> None:
        """The statement was carried out once for each."""
        for statement, some in parcels(sql, values):
            self._ask(statement, some)

    def settle(self) -> None:
        """The sequences stand at the greatest numbers."""
        for table, column in _NUMBERED:
            self.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), MAX({column})) FROM {table}")

    def tidy(self) -> None:
        """The planner knows what the tables hold, and visibility maps are up to date."""
        for table in self._tables():
            self._raw.execute(quoting.SQL("VACUUM (ANALYZE) {}").format(quoting.Identifier(self._server.schema, table)))

    def faults(self) -> list[str]:
        """Nothing: constraints hold in the server, and pages are for pg_amcheck and data checksums to prove."""
        return []

    def purge(self) -> bool:
        """Every table is written anew without its dead rows; the server's log of writes and dumps are its keeper's to clear."""
        for table in self._tables():
            self._raw.execute(quoting.SQL("VACUUM (FULL, ANALYZE) {}").format(quoting.Identifier(self._server.schema, table)))
        return True

    def size_bytes(self) -> int:
        """Bytes of tables with their indexes."""
        return int(self._value(_SIZE, (self._server.schema,)))

    def stamp(self) -> str:
        """Differs after anything was committed."""
        return str(self._value("SELECT pg_current_snapshot()::text"))

    def versions(self) -> dict[str, str]:
        """The server's."""
        return {"postgresql": str(self._raw.info.parameter_status("server_version"))}

    def close(self) -> None:
        """The connection is closed, and with it the lock is free."""
        self._raw.close()

    def _value(self, sql: str, values: Values = ()) -> Any:
        row = self.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def _tables(self) -> list[str]:
        return [str(row[0]) for row in self.execute(_TABLES, (self._server.schema,))]

    def _ask(self, statement: str, values: Values) -> psycopg.Cursor[Any]:
        deadline = time.monotonic() + self._server.patience_s
        while True:
            try:
                # an empty list would have psycopg look for no signs at all: %% must be read as one
                return self._raw.execute(statement, values or [])
            except psycopg.OperationalError as error:
                if self._write or not self._raw.closed or time.monotonic() > deadline:
                    raise StoreUnreachable(
                        f"{self._server.place}: {_said(error)}; is the server up? Then run this again"
                    ) from error
                self._reconnect(deadline)
            except psycopg.Error as error:
                raise StoreDamaged(f"{self._server.place}: {type(error).__name__}: {_said(error)}") from error

    def _reconnect(self, deadline: float) -> None:
        while True:
            time.sleep(_PAUSE_S)
            try:
                self._raw = self._server.connect(write=self._write)
            except StoreUnreachable:
                if time.monotonic() > deadline:
                    raise
            else:
                return


def open_writing(server: Server) -> ServerConnection:
    """The one connection that may write, its tables at the newest version. Raises ArchiveLocked, StoreTooNew."""
    with _closed_on_error(server, write=True) as raw:
        _lock(server, raw)
        _migrate(server, raw)
    return ServerConnection(server, raw, write=True)


def open_reading(server: Server) -> ServerConnection:
    """A connection that cannot write and sees what was last committed. Raises NotFound, StoreTooNew, StoreUnreachable."""
    with _closed_on_error(server, write=False) as raw:
        found, newest = _version(server, raw), schema.newest_version()
        if found is None:
            raise NotFound(f"{server.place}: nothing was read into this archive yet; run: svod ingest")
        if found > newest:
            raise _too_new(server, found, newest)
        if found < newest:
            raise StoreDamaged(f"{server.place}: its tables are of version {found}, this svod reads {newest}; run: svod ingest")
    return ServerConnection(server, raw, write=False)


@contextmanager
def _closed_on_error(server: Server, *, write: bool) -> Iterator[psycopg.Connection[Any]]:
    raw = server.connect(write=write)
    try:
        yield raw
    except psycopg.Error as error:
        raw.close()
        advice = "may svod's user make tables there?" if isinstance(error, psycopg.ProgrammingError) else "is the server up?"
        raise StoreUnreachable(f"{server.place}: {_said(error)}; {advice}") from error
    except Exception:
        raw.close()
        raise


def _lock(server: Server, raw: psycopg.Connection[Any]) -> None:
    key = int.from_bytes(hashlib.sha256(f"svod {server.schema}".encode()).digest()[:8], "big", signed=True)
    taken = raw.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
    if not (taken and taken[0]):
        holder = raw.execute(_HOLDER, (key >> 32 & 0xFFFFFFFF, key & 0xFFFFFFFF)).fetchone()
        who = holder[0] if holder else "an unknown process"
        raise ArchiveLocked(
            f"{server.place}: another run ({who}) is writing to this archive; wait until it ends, then run this again"
        )


def _migrate(server: Server, raw: psycopg.Connection[Any]) -> None:
    steps = schema.migrations("postgres")
    found, newest = _version(server, raw), steps[-1].number
    if found is not None and found > newest:
        raise _too_new(server, found, newest)
    for step in steps:
        if step.number > (found or 0):
            with raw.transaction():
                raw.execute(quoting.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(quoting.Identifier(server.schema)))
                raw.execute("CREATE TABLE IF NOT EXISTS version (number bigint PRIMARY KEY)")
                raw.execute(step.sql.encode())
                raw.execute("DELETE FROM version")
                raw.execute("INSERT INTO version VALUES (%s)", (step.number,))


def _version(server: Server, raw: psycopg.Connection[Any]) -> int | None:
    """The version of the tables; None when there are none."""
    there = raw.execute("SELECT to_regclass(%s)", (f'"{server.schema}".version',)).fetchone()
    if there is None or there[0] is None:
        return None
    row = raw.execute("SELECT number FROM version").fetchone()
    return int(row[0]) if row else None


def _too_new(server: Server, found: int, newest: int) -> StoreTooNew:
    return StoreTooNew(
        f"{server.place}: written by a newer svod (tables of version {found}, this one knows {newest}); upgrade svod"
    )


def _said(error: psycopg.Error) -> str:
    return " ".join(str(error).split()) or type(error).__name__


_NUMBERED = (("run", "number"), ("document", "number"), ("entity", "number"), ("name", "number"), ("change", "generation"))
_SIZE = """
SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind = 'r'
"""
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
"""
_HOLDER = """
SELECT a.application_name || ', process ' || a.pid || ' of the server' FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = %s AND l.objid::bigint = %s
"""
