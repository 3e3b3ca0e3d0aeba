"""A damaged store: what can still be read goes into a new one, the old file is set aside and never deleted.

Rows are read by their keys, so that a page that cannot be read costs the rows on it and no others. A document of which anything
is missing, or does not fit together, becomes a tombstone: its id is kept, and its file, when it is read again, revives it.
What is made from other rows (entities, counts, which documents are alike, what changed) is left to be made anew.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.segment import fingerprint
from corpus.store import content
from corpus.store.schema import FILE_NAME, open_writing
from corpus.tokens import TokenTable

ASIDE = "damaged"
"""Folder of the data folder where damaged files are set aside."""

NUMBERED = ("run", "document", "name")
BY_DOCUMENT = content.TABLES
"""What one document says: all of it, or the document is torn."""

BY_TEXT = ("path", "skipped", "charset_choice", "forgotten")
BY_CONTAINER = ("part",)
DERIVED = ("entity", "name_word", "change", "fact", "sketch", "band", "anchor", "alike", "release", "snapshot")
"""Made anew from the others, or true only of the file that is set aside."""

_STEP = 100
_SPARE = 4
"""Rows a page may hold, about, where nothing else says how many there were."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """Where the damaged file is, how many rows of each table were read, and the ids of documents that are torn."""

    aside: Path
    rows: Mapping[str, int]
    torn: tuple[str, ...]


def rescue(folder: Path) -> Rescued:
    """The store in ``folder`` is sound and holds what could be read of the old one; nobody else may be writing."""
    aside = folder / ASIDE / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside.mkdir(parents=True)
    for file in sorted(folder.glob(f"{FILE_NAME}*")):
        shutil.copy2(file, aside / file.name)
    fresh = aside / "new"
    try:
        with closing(open_writing(fresh)) as target:
            rows, torn = _copy(aside / FILE_NAME, target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.sync()
        # the log belongs to the old file: with the new one in place it would be read into it
        for ending in ("-wal", "-shm"):
            (folder / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
        (fresh / FILE_NAME).replace(folder / FILE_NAME)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Rescued(aside, rows, torn)


def _copy(damaged: Path, target: sqlite3.Connection) -> tuple[dict[str, int], tuple[str, ...]]:
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("BEGIN")
    with closing(sqlite3.connect(f"{damaged.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as source:
        reading = _Reading(source)
        copied = dict.fromkeys((*NUMBERED, *BY_DOCUMENT, *BY_TEXT, *BY_CONTAINER), 0)
        for table in copied:
            columns = reading.columns(table, target)
            if not columns:
                continue
            sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            for row in reading.rows(table, columns):
                try:
                    copied[table] += target.execute(sql, row).rowcount
                except sqlite3.IntegrityError:
                    continue  # bytes that are no row of this table; the document they belong to is torn, and counted so
        generation = reading.value("SELECT MAX(generation) FROM change") or 0
    torn = _settle(target, reading.unread, int(generation))
    target.execute("COMMIT")
    target.execute("PRAGMA foreign_keys = ON")
    return copied, torn


class _Reading:
    """Reads a damaged file by keys; ``unread`` are the numbers of documents of which some row could not be read."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self._source = source
        self.unread: set[int] = set()
        self._last: dict[str, int] = {}

    def value(self, sql: str) -> int | None:
        try:
            found = self._source.execute(sql).fetchone()
        except sqlite3.DatabaseError:
            return None
        return None if found is None else found[0]

    def columns(self, table: str, target: sqlite3.Connection) -> list[str]:
        """Columns that both files have, in the order of the new one."""
        wanted = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
        try:
            there = {row[1] for row in self._source.execute(f"PRAGMA table_info({table})")}
        except sqlite3.DatabaseError:
            return []
        return [name for name in wanted if name in there]

    def rows(self, table: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
        chosen = f"SELECT {', '.join(columns)} FROM {table}"
        if table in BY_TEXT:
            yield from self._from_both_ends(chosen, table)
            return
        key = "number" if table in NUMBERED else "container" if table in BY_CONTAINER else "document"
        last = self._last_number("name" if table == "name" else "run" if table == "run" else "document")
        for start in range(1, last + 1, _STEP):
            found = self._try(f"{chosen} WHERE {key} BETWEEN ? AND ?", (start, start + _STEP - 1))
            if found is not None:
                yield from found
                continue
            for number in range(start, start + _STEP):
                alone = self._try(f"{chosen} WHERE {key} = ?", (number,))
                if alone is None and table != "run":
                    self.unread |= {number} if table != "name" else set()
                yield from alone or ()

    def _from_both_ends(self, chosen: str, table: str) -> Iterator[tuple[object, ...]]:
        key = {"path": "path", "skipped": "path"}.get(table, "sha256")
        for direction in ("ASC", "DESC"):
            try:
                yield from self._source.execute(f"{chosen} ORDER BY {key} {direction}")
            except sqlite3.DatabaseError:
                continue  # the other end may be readable; a file whose path is lost is met again by the next run
            return

    def _try(self, sql: str, values: tuple[int, ...]) -> list[tuple[object, ...]] | None:
        try:
            return self._source.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            return None

    def _last_number(self, what: str) -> int:
        """No row of the table has a greater number, whatever page of it can be read."""
        if what not in self._last:
            asked = {
                "document": [f"SELECT MAX(document) FROM {table}" for table in (*BY_DOCUMENT, "path", "change", "sketch")],
                "name": ["SELECT MAX(name) FROM mention", "SELECT MAX(name) FROM name_word"],
                "run": ["SELECT MAX(seen_run) FROM path"],
            }[what]
            found = [self.value(sql) for sql in (f"SELECT MAX(number) FROM {what}", *asked)]
            known = [number for number in found if number is not None]
            pages = (self.value("PRAGMA page_count") or 0) * _SPARE
            self._last[what] = max(known) if found[0] is not None or known else pages
        return self._last[what]


def _settle(target: sqlite3.Connection, unread: Collection[int], generation: int) -> tuple[str, ...]:
    """What was copied fits together: torn documents are tombstones, counts are true, all is due to be linked and indexed."""
    started = datetime.now(UTC).isoformat(timespec="seconds")
    run = target.execute("INSERT INTO run (kind, version, started) VALUES ('repair', '', ?)", (started,)).lastrowid
    torn = [row for row in _present(target) if row[0] in unread or not _fits(target, row[0])]
    numbers = [(number,) for number, _ in torn]
    for table in BY_DOCUMENT:
        target.executemany(f"DELETE FROM {table} WHERE document = ?", numbers)
        target.execute(f"DELETE FROM {table} WHERE document NOT IN (SELECT number FROM document WHERE vanished_run IS NULL)")
    # a file that holds a torn part is read again, though it is itself whole
    for sql in _REREAD:
        target.executemany(sql, numbers)
    target.executemany("UPDATE document SET vanished_run = ? WHERE number = ?", [(run, number) for number, _ in torn])
    for sql in _SETTLED:
        target.execute(sql)
    target.execute("UPDATE path SET seen_run = ? WHERE seen_run NOT IN (SELECT number FROM run)", (run,))
    target.execute("UPDATE skipped SET run = ? WHERE run NOT IN (SELECT number FROM run)", (run,))
    target.execute("UPDATE document SET vanished_run = ? WHERE vanished_run NOT IN (SELECT number FROM run)", (run,))
    # an index that stands at the old generation must not be taken for one of this store
    first = max(generation, int(time.time()) if not generation else 0) + 1
    changes = enumerate(target.execute("SELECT number, vanished_run FROM document ORDER BY number").fetchall(), first)
    target.executemany(
        "INSERT INTO change (generation, document, kind) VALUES (?, ?, ?)",
        [(place, number, "put" if vanished is None else "deleted") for place, (number, vanished) in changes],
    )
    target.execute("UPDATE run SET seconds = 0, counts = ? WHERE number = ?", (f'{{"torn":{len(torn)}}}', run))
    return tuple(id for _, id in torn)


def _present(target: sqlite3.Connection) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in target.execute("SELECT number, id FROM document WHERE vanished_run IS NULL")]


def _fits(target: sqlite3.Connection, number: int) -> bool:
    """Text and tokens are there and read as such, passages say what their fingerprints say, every mention has its name."""
    body = target.execute("SELECT text, tokens FROM body WHERE document = ?", (number,)).fetchone()
    if body is None or target.execute(_NAMELESS, (number,)).fetchone() is not None:
        return False
    try:
        TokenTable.unpack(body[1])
    except (zlib.error, ValueError, TypeError):
        return False
    passages = target.execute("SELECT start, stop, fingerprint FROM passage WHERE document = ?", (number,))
    return all(fingerprint(body[0][start:stop]) == said for start, stop, said in passages)


def tables() -> Iterable[str]:
    """Every table that is copied or made anew."""
    return (*NUMBERED, *BY_DOCUMENT, *BY_TEXT, *BY_CONTAINER, *DERIVED)


_NAMELESS = "SELECT 1 FROM mention WHERE document = ? AND name NOT IN (SELECT number FROM name) LIMIT 1"
_ROOTS = "(SELECT root FROM path WHERE document = ?)"
_REREAD = (
    f"UPDATE document SET version = '' WHERE number IN (SELECT document FROM path WHERE path IN {_ROOTS})",
    f"UPDATE path SET stamp = '', version = '' WHERE path IN {_ROOTS}",
)
_PRESENT = "(SELECT number FROM document WHERE vanished_run IS NULL)"
_SETTLED = (
    f"DELETE FROM path WHERE document IS NOT NULL AND document NOT IN {_PRESENT}",
    "DELETE FROM path WHERE path <> root AND root NOT IN (SELECT path FROM path)",
    f"DELETE FROM part WHERE container NOT IN {_PRESENT} OR (document IS NOT NULL AND document NOT IN {_PRESENT})",
    "UPDATE contact SET owner = NULL WHERE owner NOT IN (SELECT number FROM name)",
    "UPDATE role SET person = NULL WHERE person NOT IN (SELECT number FROM name)",
    "UPDATE role SET organisation = NULL WHERE organisation NOT IN (SELECT number FROM name)",
    """UPDATE name SET entity = NULL, rule = '', score = 0, reason = '', touched = 1, keyed = 0,
    documents = (SELECT COUNT(DISTINCT document) FROM mention WHERE name = name.number),
    mentions = (SELECT COUNT(*) FROM mention WHERE name = name.number)""",
)
