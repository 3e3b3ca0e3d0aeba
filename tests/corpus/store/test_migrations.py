"""The store's file: made, brought up to date, refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import StoreDamaged, StoreTooNew
from corpus.store import FILE_NAME, Store
from corpus.store.schema import Migration, migrate, migrations


@pytest.fixture(scope="module", autouse=True)
def kept() -> None:
    """These are of files alone; those of a server are in ``test_server``."""


def test_migrations_are_numbered_from_one() -> None:
    """Files in sql/ carry consecutive numbers, so that user_version says what was applied."""
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_new_store_is_at_the_newest_version(tmp_path: Path) -> None:
    """A fresh store holds every table, is in WAL mode and well formed."""
    with Store.open(tmp_path, write=True) as store:
        assert store.verify() == []
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == migrations()[-1].number
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        sql = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
    raw.close()
    assert all("STRICT" in statement for statement in sql)


def test_steps_are_applied_once_and_in_order(tmp_path: Path) -> None:
    """Only the steps beyond the file's version run."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps = (Migration(1, "CREATE TABLE a (x) "), Migration(2, "ALTER TABLE a ADD COLUMN y"))
    migrate(connection, tmp_path, steps[:1])
    migrate(connection, tmp_path, steps)
    migrate(connection, tmp_path, steps)
    assert [row[1] for row in connection.execute("PRAGMA table_info(a)")] == ["x", "y"]
    connection.close()


def test_a_failing_step_leaves_nothing_behind(tmp_path: Path) -> None:
    """A step happens whole or not at all, its version number with it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        migrate(connection, tmp_path, (Migration(1, "CREATE TABLE a (x); INSERT INTO b VALUES (1)"),))
    assert connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 0
    connection.close()


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_store_is_refused_with_advice(tmp_path: Path, write: bool) -> None:
    """Neither read nor written by a svod that does not know it."""
    Store.open(tmp_path, write=True).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(StoreTooNew, match=r"version 999.*upgrade svod"):
        Store.open(tmp_path, write=write)


def test_an_older_store_is_not_read_but_written(tmp_path: Path) -> None:
    """A reader cannot bring tables up to date: it says what can."""
    sqlite3.connect(tmp_path / FILE_NAME).close()
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(StoreDamaged, match=r"version 0.*svod ingest"):
        Store.open(tmp_path)
    Store.open(tmp_path, write=True).close()
    Store.open(tmp_path).close()


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    """A damaged file is named with what to do."""
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreDamaged, match=r"not a database.*svod repair"):
        Store.open(tmp_path)
    with pytest.raises(StoreDamaged, match="not a database"):
        Store.open(tmp_path, write=True)
    # the lock is free again after the failure
    with pytest.raises(StoreDamaged, match="not a database"):
        Store.open(tmp_path, write=True)
