"""Whole archives with their store on a PostgreSQL server: read, found, served, looked after, killed, moved."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from cluster.database import Database
from cluster.servers import mode

import indexer
from corpus import config as configuration
from corpus.config import Config
from corpus.errors import BadConfig
from corpus.store import Store
from indexer.views import make_views, view_of

pytestmark = pytest.mark.skipif(not mode(), reason="takes minutes: make cluster-sample")

with warnings.catch_warnings():
    # starlette would rather have httpx2, which is the same client under another name
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

Svod = Callable[..., Result]
RUN = "if __name__ == '__main__':\n    from indexer.cli import main\n    main()\n"


def put_on_server(folder: Path, database: Database) -> Config:
    """``svod.toml`` says that the store is on the server."""
    for key, value in database.settings(folder).items():
        configuration.change(folder, key, value)
    return configuration.load(folder, environment={})


def told(svod: Svod, folder: Path, *words: str) -> list[dict[str, Any]]:
    """What a command answers, without what differs from run to run."""
    done = svod(folder, *words, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_same_answers_from_both_places(
    fresh: Path, database: Database, svod: Svod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading, search, documents, entities, proof, the night and status say the same of a store in a file and on a server."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "true")
    asked = [("search", "Таразом"), ("show", "raw/release.txt"), ("entities",), ("failures",), ("verify",)]
    assert svod(fresh, "sync").exit_code == 4
    in_file = [told(svod, fresh, *words) for words in asked]
    (fresh / ".svod").rename(tmp_path / "aside")
    put_on_server(fresh, database)
    assert svod(fresh, "sync").exit_code == 4
    assert not (fresh / ".svod" / "store.sqlite").exists()
    for words, said in zip(asked, in_file, strict=True):
        assert [_steady(line) for line in told(svod, fresh, *words)] == [_steady(line) for line in said], words
    (fresh / "raw" / "new.txt").write_text("Ночью пришло письмо из Тараза.", "utf-8")
    assert svod(fresh, "nightly").exit_code == 0
    status = told(svod, fresh, "status")[0]
    assert status["counts"]["documents"] == 4
    assert status["sizes"]["store"] > 100_000
    assert "postgresql" in status["versions"]


def _steady(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key not in ("since", "score", "seconds")}


def test_readers_see_what_the_driver_writes(fresh: Path, database: Database, svod: Svod) -> None:
    """Two web servers and a driver over one store: what came is on the pages of both; a restart of the server is a pause."""
    from indexer.web.app import create_app

    config = put_on_server(fresh, database)
    svod(fresh, "sync")
    with TestClient(create_app(config)) as one, TestClient(create_app(config)) as other:
        servers = (one, other)
        assert all("release.txt" in each.get("/search", params={"q": "семинар"}).text for each in servers)
        (fresh / "raw" / "new.txt").write_text("Второй семинар прошёл в Алматы.", "utf-8")
        svod(fresh, "sync")
        assert all("new.txt" in each.get("/search", params={"q": "семинар"}).text for each in servers)
        database.stop()
        back = threading.Timer(1.5, database.start)
        back.start()
        assert all(each.get("/api/v1/documents/raw/new.txt").status_code in (200, 404) for each in servers)
        assert all("new.txt" in each.get("/search", params={"q": "семинар прошёл"}).text for each in servers)
        back.join()


def run_in_process(folder: Path, script: Path, *words: str) -> subprocess.Popen[str]:
    """A command of svod in a process of its own, which may be killed."""
    script.write_text(RUN, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(indexer.__file__).parents[1])}
    command = [sys.executable, str(script), "--archive", str(folder), *words]
    return subprocess.Popen(command, text=True, env=environment, start_new_session=True, stderr=subprocess.PIPE)


def many(folder: Path, count: int) -> None:
    """So many files more to read."""
    for number in range(count):
        (folder / "raw" / f"{number:04}.txt").write_text(
            f"Протокол № {number}\n\nВстреча в Алматы, {number + 1} участников.\n", "utf-8"
        )


def wait_for_documents(config: Config, count: int) -> None:
    """So many documents at least are committed."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with Store.of(config) as store:
            if store.present() >= count:
                return
        time.sleep(0.05)
    pytest.fail(f"{count} documents were not there within 120 s")


def test_a_killed_driver_loses_a_batch(fresh: Path, database: Database, svod: Svod, tmp_path: Path) -> None:
    """kill -9 in the middle of a run: what was committed stands, the lock is free, the next run reads the rest."""
    config = put_on_server(fresh, database)
    Store.of(config, write=True).close()
    many(fresh, 200)
    with run_in_process(fresh, tmp_path / "run.py", "ingest") as driver:
        wait_for_documents(config, 20)
        os.killpg(driver.pid, signal.SIGKILL)
        driver.communicate(timeout=60)
    with Store.of(config) as store:
        stood = set(store.ids())
    assert 20 <= len(stood) < 203
    wait_until_free(config)
    assert svod(fresh, "ingest").exit_code == 4
    with Store.of(config) as store:
        assert store.verify() == []
        assert stood < set(store.ids())
        assert store.present() == 203


def wait_until_free(config: Config) -> None:
    """The server has noticed that the driver is gone."""
    from corpus.errors import ArchiveLocked

    for _ in range(100):
        try:
            Store.of(config, write=True).close()
        except ArchiveLocked:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the lock of a killed driver is held for ever")


def test_a_server_that_stops_ends_the_run_and_nothing_is_lost(
    fresh: Path, database: Database, svod: Svod, tmp_path: Path
) -> None:
    """The run says where and what to do; when the server is back the next one goes on from what was acknowledged."""
    config = put_on_server(fresh, database)
    Store.of(config, write=True).close()
    many(fresh, 200)
    with run_in_process(fresh, tmp_path / "run.py", "ingest") as driver:
        wait_for_documents(config, 20)
        with Store.of(config) as store:
            stood = set(store.ids())
        database.stop()
        _, said = driver.communicate(timeout=120)
    assert driver.returncode == 1
    assert "is the server up? Then run this again" in said
    database.start()
    assert svod(fresh, "ingest").exit_code == 4
    with Store.of(config) as store:
        assert store.verify() == []
        assert stood < set(store.ids())
        assert store.present() == 203


def test_the_command_moves_the_store_there_and_back(fresh: Path, database: Database, svod: Svod) -> None:
    """``svod store move`` says what it proved and changes the settings; searches answer before and after."""
    configuration.change(fresh, "store.schema", database.schema(fresh))
    svod(fresh, "sync")
    before = told(svod, fresh, "search", "Таразом")
    done = svod(fresh, "store", "move", database.url)
    assert done.exit_code == 0, done.output
    assert "equal in both places, row by row" in done.stdout
    assert configuration.load(fresh, environment={})["store.url"] == database.url
    assert told(svod, fresh, "search", "Таразом") == before
    assert svod(fresh, "verify").exit_code == 0
    again = svod(fresh, "store", "move", "file")
    assert again.exit_code == 0, again.output
    assert configuration.load(fresh, environment={})["store.url"] == ""
    assert told(svod, fresh, "search", "Таразом") == before


def test_what_a_server_cannot_do_is_told_with_what_can(fresh: Path, database: Database, svod: Svod, tmp_path: Path) -> None:
    """A backup names pg_dump; closed collections are refused, never shown."""
    config = put_on_server(fresh, database)
    svod(fresh, "sync")
    done = svod(fresh, "backup", str(tmp_path / "copy"))
    assert done.exit_code == 1
    assert f"pg_dump --schema={database.schema(fresh)}" in done.stderr
    assert not (tmp_path / "copy").exists()
    with pytest.raises(BadConfig, match="svod store move file"):
        view_of(config, frozenset(["closed"]))
    masked = configuration.load(fresh, {"web.mask_contacts": True}, environment={})
    with pytest.raises(BadConfig, match="svod store move file"):
        make_views(masked)
