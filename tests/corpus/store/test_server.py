"""A store on a PostgreSQL server: one driver, several readers, a server that goes away, and what is refused."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster.database import Database
from hand_made import ALMATY, analysis

from corpus import config as configuration
from corpus.errors import ArchiveLocked, BadConfig, NotFound, StoreDamaged, StoreTooNew, StoreUnreachable
from corpus.store import Store
from corpus.store.dialect import ROWS, parcels, plain, translate
from corpus.store.schema import migrations, newest_version

FIRST, SECOND = analysis("raw/first.txt", "Первый в Алматы", [ALMATY]), analysis("raw/second.txt", "Второй")
DRIVER = """
import sys, time
from pathlib import Path
from corpus.store import Store
from corpus.store.postgres import Server
with Store.on_server(Server(sys.argv[1], sys.argv[2], ""), Path(sys.argv[3]), write=True) as store:
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module", autouse=True)
def kept() -> None:
    """Where each store is, these tests say themselves."""


class Place:
    """A schema of the server, as the store of an archive."""

    def __init__(self, database: Database, folder: Path) -> None:
        from corpus.store.postgres import Server  # an extra

        self.database, self.folder = database, folder
        self.server = Server(database.url, database.schema(folder), "", patience_s=30)

    def open(self, *, write: bool = False, folder: Path | None = None) -> Store:
        """The store, for a driver or a reader; another ``folder`` is another machine's."""
        return Store.on_server(self.server, folder or self.folder, write=write)

    def run(self, sql: str) -> None:
        """A statement from outside."""
        with self.server.connect(write=True) as raw:
            raw.execute(sql.encode())


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Place]:
    """Somewhere for a store; the server is up again afterwards."""
    yield Place(database, tmp_path)
    database.start()


def test_signs_go_where_values_go_and_nowhere_else() -> None:
    """What stands in quotes, casts and the remainder sign are left as they mean."""
    asked = "SELECT a % 2, '?:x %', b::text FROM t WHERE c = ? AND d = :sha256 AND e LIKE '%@%'"
    assert translate(asked) == "SELECT a %% 2, '?:x %%', b::text FROM t WHERE c = %s AND d = %(sha256)s AND e LIKE '%%@%%'"


def test_rows_go_many_at_a_time() -> None:
    """Rows that are inserted share statements; other statements go one by one."""
    sent = list(parcels("INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", ((n, "x") for n in range(ROWS + 1))))
    assert [len(values) for _, values in sent] == [2 * ROWS, 2]
    assert sent[1][0] == "INSERT INTO t (a, b) VALUES (%s, %s) ON CONFLICT DO NOTHING"
    assert [list(values) for _, values in parcels("DELETE FROM t WHERE a = ?", [(1,), (2,)])] == [[1], [2]]


def test_a_character_that_text_cannot_hold_keeps_its_place() -> None:
    """Spans mean what they did: one sign stands for one."""
    assert plain(["a\0b", 1]) == ["a\ufffdb", 1]


def test_both_databases_have_the_same_versions() -> None:
    """A change of the tables comes with a file for each."""
    assert migrations("postgres")[-1].number == newest_version()


def test_one_driver_at_a_time(place: Place, tmp_path: Path) -> None:
    """Another machine's driver is refused and told who writes; a killed one leaves no lock."""
    command = [sys.executable, "-c", DRIVER, place.server.url, place.server.schema, str(tmp_path / "other")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout is not None
        assert driver.stdout.readline() == "held\n"
        with pytest.raises(ArchiveLocked, match=rf"svod .* {driver.pid}, process .*wait until it ends") as refused:
            place.open(write=True)
        assert refused.value.exit_code == 75
        with place.open() as reader:
            assert reader.present() == 0
        driver.kill()
        driver.wait()
    # the server notices a client that died when it next hears nothing from it
    for _ in range(50):
        try:
            place.open(write=True).close()
            break
        except ArchiveLocked:
            time.sleep(0.1)
    else:
        pytest.fail("the lock of a killed driver is held for ever")


def test_nothing_to_read_yet(place: Place) -> None:
    """An archive that was never ingested says so."""
    with pytest.raises(NotFound, match="run: svod ingest"):
        place.open()


def test_other_versions_are_refused(place: Place) -> None:
    """A newer store is neither read nor written, an older one not read."""
    place.open(write=True).close()
    place.run("UPDATE version SET number = 999")
    for write in (True, False):
        with pytest.raises(StoreTooNew, match=r"version 999.*upgrade svod"):
            place.open(write=write)
    place.run("UPDATE version SET number = 1")
    with pytest.raises(StoreDamaged, match=r"version 1, .*svod ingest"):
        place.open()


def test_a_reader_cannot_write(place: Place) -> None:
    """Whatever asks, a reader's connection changes nothing."""
    place.open(write=True).close()
    with place.open() as reader, pytest.raises(StoreDamaged, match="read-only transaction"):
        reader.begin_run("ingest")


def test_a_reader_waits_for_a_server_that_comes_back(place: Place) -> None:
    """A server that is restarted costs its readers a pause."""
    with place.open(write=True) as store:
        store.put(FIRST, store.begin_run("ingest"))
    with place.open() as reader:
        assert reader.present() == 1
        place.database.stop()
        back = threading.Timer(2, place.database.start)
        back.start()
        assert reader.present() == 1
        back.join()


def test_what_was_committed_outlives_the_server(place: Place) -> None:
    """The batch under way is undone whole and told; what was acknowledged is there when the server is back."""
    store = place.open(write=True)
    run = store.begin_run("ingest")
    store.put(FIRST, run)

    def lose() -> None:
        with store.batch():
            store.put(SECOND, run)
            place.database.stop()
            store.present()

    with pytest.raises(StoreUnreachable, match="is the server up"):
        lose()
    store.close()
    place.database.start()
    with place.open(write=True) as again:
        assert again.present() == 1
        again.put(SECOND, again.begin_run("ingest"))
        assert again.present() == 2
        assert again.verify() == []


def test_addresses_that_cannot_be_used(tmp_path: Path) -> None:
    """A password in the settings, and another database, are refused with advice."""
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("x", "raw"), "utf-8")
    for url, said in (
        ("postgresql://a:secret@host/db", "SVOD_STORE_PASSWORD"),
        ("mysql://host/db", "postgresql://user@host/name"),
    ):
        with pytest.raises(BadConfig, match=said) as refused:
            Store.of(configuration.load(tmp_path, {"store.url": url}, environment={}))
        assert "secret" not in str(refused.value)
