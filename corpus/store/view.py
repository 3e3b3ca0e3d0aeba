"""A view: the store as it would be had it read the open files alone. Nothing of a closed file can be reached through it.

A view is a store's file of its own that holds what depends on all documents together (names with their counts, entities, who
is alike), made anew from what is open. What one document says stays in the whole store, attached as ``base``; temporary views
stand before its tables, so that every query of a reader, written or yet to be written, sees open documents only. A document
that changed after the view was made is out of it until it is made again: where it lies now was not looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.store import masks
from corpus.store.file import FileConnection
from corpus.store.schema import attach_reading, open_reading, open_writing
from corpus.store.store import Store


@dataclass(frozen=True, slots=True)
class Closed:
    """What a view leaves out: files for whose source and path ``file`` is true, and those that hold one of ``documents`` (ids).

    A file that cannot be read may hold such a document: it is left out too, unless ``documents`` is None. Where ``contacts``,
    so are the contacts of people.
    """

    file: Callable[[str, str], bool]
    documents: Collection[str] | None = None
    contacts: bool = False


@contextmanager
def making_view(folder: Path, whole: Path, closed: Closed, generation: int, boilerplate_documents: int) -> Iterator[Store]:
    """The view of the store in ``whole`` is in ``folder`` when this ends, after names were linked and documents compared in it.

    Documents that changed after ``generation`` of the store are left out.
    """
    with ExitStack() as stack:
        connection = open_writing(folder)
        stack.callback(connection.close)
        connection.execute("PRAGMA foreign_keys = OFF")  # rows here point at documents that are in the whole store
        attach_reading(connection, whole)
        connection.executescript(_TABLES + (masks.TABLES if closed.contacts else ""))
        connection.execute("INSERT INTO fact VALUES ('view.generation', ?)", (str(generation),))
        _stand_before(connection)
        store = Store(FileConnection(connection), boilerplate_documents, stack.pop_all())
    with store:
        with store.batch():
            _open_files(connection, closed)
            connection.execute(_READABLE)
            if closed.contacts:
                masks.mask_contacts(connection)
            for sql in (_NAMES, _WORDS, _CHANGES):
                connection.execute(sql)
            yield store
        # a view is never written to again: without side files it can be read wherever it lies
        connection.execute("PRAGMA main.journal_mode = DELETE")


def open_view(folder: Path, whole: Path, boilerplate_documents: int) -> Store:
    """The view in ``folder`` for reading. Raises NotFound, StoreTooNew, StoreDamaged."""
    with ExitStack() as stack:
        connection = open_reading(folder, frozen=True)
        stack.callback(connection.close)
        attach_reading(connection, whole)
        _stand_before(connection)
        return Store(FileConnection(connection), boilerplate_documents, stack.pop_all())


def _stand_before(connection: sqlite3.Connection) -> None:
    """Queries meet the temporary views where they name a table that the view has not of its own."""
    said = connection.execute("SELECT value FROM main.fact WHERE key = 'view.generation'").fetchone()
    shown = _SHOWN.format(generation=int(said[0]))
    is_masked = connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'masked'").fetchone() is not None
    tables = {table: f"SELECT * FROM base.{table}" for table in _of_one_document(connection)}
    tables |= _MASKED if is_masked else {}
    for table, rows in tables.items():
        # with the plus SQLite keeps to the table's own index, and asks of each row alone whether it is shown
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM ({rows}) WHERE {shown.format(column='+document')}")
    number = shown.format(column="number")
    columns = ", ".join(_columns(connection, "document", mails=not is_masked))
    connection.execute(
        f"CREATE TEMP VIEW document AS SELECT {columns} FROM base.document WHERE {number} AND vanished_run IS NULL"
    )
    opened = "root IN (SELECT root FROM main.open_file)"
    document = shown.format(column="+document")
    connection.execute(f"CREATE TEMP VIEW path AS SELECT * FROM base.path WHERE {opened} AND (document IS NULL OR {document})")
    connection.execute(f"CREATE TEMP VIEW skipped AS SELECT * FROM base.skipped WHERE {opened}")
    connection.execute(_RUNS)


def _of_one_document(connection: sqlite3.Connection) -> list[str]:
    """Tables whose rows each say something of one document; one that a later svod brings is among them."""
    tables = [row["name"] for row in connection.execute("SELECT name FROM base.sqlite_master WHERE type = 'table'")]
    return [table for table in tables if table not in _OF_MANY and "document" in _columns(connection, table)]


def _columns(connection: sqlite3.Connection, table: str, *, mails: bool = True) -> list[str]:
    """Columns of a table of the whole store; without ``mails`` an author with an address is none, nor are there links."""
    names = [str(column["name"]) for column in connection.execute(f"PRAGMA base.table_info({table})")]
    return names if mails else [_NO_MAILS.get(name, name) for name in names]


def _open_files(connection: sqlite3.Connection, closed: Closed) -> None:
    roots, shut = set[str](), set[str]()
    holding = connection.execute(_PATHS).fetchall()
    for row in holding:
        roots.add(row["root"])
        if row["id"] in (closed.documents or ()) or closed.file(row["source"], row["path"]):
            shut.add(row["root"])
    if closed.documents is not None:
        shut.update(row["root"] for row in holding if row["id"] is None)
        shut.update(row[0] for row in connection.execute("SELECT root FROM base.skipped"))
    connection.executemany("INSERT INTO open_file VALUES (?)", [(root,) for root in sorted(roots - shut)])


_OF_MANY = ("alike", "anchor", "band", "change", "part", "path", "release", "sketch")
"""Tables with documents in them that a view has of its own, or has no use for."""

_NO_MAILS = {"author": "CASE WHEN author LIKE '%@%' THEN '' ELSE author END AS author", "links": "'[]' AS links"}
_MASKED = {
    "body": """
        SELECT b.document, COALESCE(m.text, b.text) AS text, COALESCE(m.tokens, b.tokens) AS tokens
        FROM base.body b LEFT JOIN main.masked_body m ON m.document = b.document""",
    "contact": """
        SELECT c.* FROM base.contact c WHERE NOT EXISTS (
            SELECT 1 FROM main.masked m WHERE m.document = c.document AND m.start = c.start AND m.stop = c.stop)""",
}
_SHOWN = (
    "{{column}} IN (SELECT number FROM main.readable) "
    "AND {{column}} NOT IN (SELECT document FROM base.change WHERE generation > {generation})"
)
_TABLES = """
CREATE TABLE readable (number INTEGER PRIMARY KEY) STRICT;
CREATE TABLE open_file (root TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
_PATHS = "SELECT p.root, p.path, p.source, d.id FROM base.path p LEFT JOIN base.document d ON d.number = p.document"
_READABLE = """
INSERT INTO readable SELECT DISTINCT p.document FROM base.path p JOIN base.document d ON d.number = p.document
WHERE d.vanished_run IS NULL AND p.root IN (SELECT root FROM open_file) ORDER BY p.document
"""
_NAMES = """
INSERT INTO name (number, type, name, language, link, documents, mentions, touched, keyed)
SELECT n.number, n.type, n.name, n.language, n.link, held.documents, held.mentions, 1, n.keyed
FROM (SELECT name, COUNT(DISTINCT document) AS documents, COUNT(*) AS mentions FROM temp.mention GROUP BY name) held
JOIN base.name n ON n.number = held.name
"""
_WORDS = "INSERT INTO name_word SELECT w.* FROM base.name_word w JOIN name n ON n.number = w.name AND n.keyed = 1"
_CHANGES = "INSERT INTO change (document, kind) SELECT number, 'put' FROM temp.document ORDER BY number"
_RUNS = """
CREATE TEMP VIEW run AS SELECT number, kind, version, started, seconds, '{}' AS counts, '[]' AS skipped FROM base.run
"""
