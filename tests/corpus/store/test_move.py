"""A store changes its place without loss, and not at all when the copy is not equal."""

from __future__ import annotations

from pathlib import Path

import hand_made
import pytest
from cluster.database import Database
from hand_made import ALMATY, SHAKIROVA, analysis, draft_each, sighting

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import PlaceTaken, StoreDamaged
from corpus.model import Skipped
from corpus.store import FILE_NAME, Store
from corpus.store import move as moving
from corpus.store.move import FILE, move, tables


@pytest.fixture(scope="module", autouse=True)
def kept() -> None:
    """Both places are in each test."""


@pytest.fixture
def config(tmp_path: Path, database: Database) -> Config:
    """An archive with its store in a file: documents, names, entities, a failure, a part, a tombstone."""
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("x", "raw"), "utf-8")
    settings = load(tmp_path, database, url="")
    with Store.of(settings, write=True) as store:
        run = store.begin_run("ingest", "1")
        for number in range(3):
            said = f"Номер {number}: Шакировой писали в Алматы 'в кавычках' \U0001f600 100 % ?"
            item = analysis(f"raw/{number}.txt", said, [ALMATY, SHAKIROVA], "2020-01-01")
            store.record(sighting(f"raw/{number}.txt", said), [item], run)
        store.record(
            sighting("raw/bad.bin", "x"), [Skipped("raw/bad.bin", "read", "no reader", "raw", hand_made.sha("x"))], run
        )
        store.relink(draft_each(store))
        store.erase("raw/2.txt")
        store.save_snapshot("raw", "mark", 3)
    return settings


def load(root: Path, database: Database, url: str) -> Config:
    """The archive's settings with its store at an address, or in its file."""
    return configuration.load(root, {**database.settings(root), "store.url": url}, environment={})


def said(config: Config) -> object:
    """What a reader sees of the store."""
    with Store.of(config) as store:
        assert store.verify() == []
        found = [store.entity(id) for id in sorted(store.entity_ids())]
        documents = [(store.document(id), store.mentions(id), store.tokens(id).pack()) for id in store.ids()]
        return store.counts(), found, documents, store.failures(), store.generation(), store.runs(), store.forgotten()


def test_tables_come_after_those_that_they_point_at() -> None:
    """A row is never copied before what it points at; every table has a key by which its rows are told apart."""
    names = [table.name for table in tables()]
    assert names.index("run") < names.index("document") < names.index("mention")
    assert names.index("entity") < names.index("name") < names.index("name_word")
    assert names[-1] == "snapshot"
    assert all(table.key for table in tables())


def test_there_and_back(config: Config, database: Database) -> None:
    """A reader sees the same on the server, and in the file that comes back from it; numbers go on after the greatest."""
    assert config.root is not None
    before, there = said(config), load(config.root, database, database.url)
    moved = move(config, database.url)
    assert {each.table: each.rows for each in moved.tables}["document"] == 2
    assert not (config.data / FILE_NAME).exists()
    assert list(config.data.glob(f"moved/*/{FILE_NAME}"))
    assert said(there) == before
    with Store.of(there, write=True) as store:
        assert store.snapshot("raw") == ("mark", 3)
        run = store.begin_run("ingest", "1")
        store.record(sighting("raw/new.txt", "Новый"), [analysis("raw/new.txt", "Новый")], run)
    now = said(there)
    back = move(there, FILE)
    assert "drop it" in back.left
    assert said(config) == now
    assert [(each.table, each.sha256) for each in back.tables if each.table in ("entity", "name", "forgotten")] == [
        (each.table, each.sha256) for each in moved.tables if each.table in ("entity", "name", "forgotten")
    ]


def test_a_copy_that_is_not_equal_is_not_used(config: Config, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old store stays in use, and the new place empty, when one row of the copy differs."""
    assert config.root is not None
    before, copy = said(config), moving._copy

    def lose(source: object, target: object, table: moving.Table, progress: moving.Progress) -> None:
        copy(source, target, table, progress)  # type: ignore[arg-type]
        if table.name == "mention":
            target.execute("UPDATE mention SET note = 'другое' WHERE start = (SELECT MIN(start) FROM mention)")  # type: ignore[attr-defined]

    with monkeypatch.context() as patch:
        patch.setattr(moving, "_copy", lose)
        with pytest.raises(StoreDamaged, match=r"mention: the copy is not equal.*the store is where it was"):
            move(config, database.url)
    assert said(config) == before
    move(config, database.url)
    assert said(load(config.root, database, database.url)) == before


def test_a_place_that_is_taken_is_left_alone(config: Config, database: Database) -> None:
    """Neither a file nor a schema that holds a store is written over."""
    assert config.root is not None
    with pytest.raises(PlaceTaken, match="is there already"):
        move(config, FILE)
    move(config, database.url)
    there = load(config.root, database, database.url)
    with pytest.raises(PlaceTaken, match="the store is there already"):
        move(there, database.url)
    Store.of(config, write=True).close()
    with pytest.raises(PlaceTaken, match=r"is there already; move it away"):
        move(there, FILE)
    with Store.of(config, write=True) as store:
        store.begin_run("ingest")
    with pytest.raises(PlaceTaken, match=r"holds a store; name another store.schema"):
        move(config, database.url)
