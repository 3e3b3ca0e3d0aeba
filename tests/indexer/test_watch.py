"""``svod watch`` in a process of its own: reads what changes, holds the lock during runs alone, ends when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus import config
from corpus.store import Store, hold
from indexer.cli import main

SECONDS = 60.0
"""The longest wait: machines that build are busy."""


class Watcher:
    """A running ``svod watch``; ``talk`` is what it said so far."""

    def __init__(self, archive: Path) -> None:
        self.archive, self._log = archive, archive.parent / "watch.log"
        with self._log.open("wb") as log:
            command = [sys.executable, "-c", "from indexer.cli import main; main()", "--archive", str(archive), "watch"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    @property
    def talk(self) -> str:
        return self._log.read_text("utf-8", "replace")

    def wait(self, holds: Callable[[], bool]) -> None:
        """Until it holds; fails after SECONDS with what was said."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.talk
            assert self.process.poll() is None, self.talk
            time.sleep(0.1)

    def said(self, text: str, times: int = 1) -> Callable[[], bool]:
        """True when the text was said so often."""
        return lambda: self.talk.count(text) >= times

    def end(self, number: int) -> int:
        """Its exit code after the signal."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


@pytest.fixture
def watcher(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    monkeypatch.setenv("SVOD_WATCH_QUIET_SECONDS", "0.3")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    found = Watcher(fresh)
    yield found
    found.process.kill()
    found.process.wait()


def paths(archive: Path) -> set[str]:
    """Where documents lie."""
    with Store.open(archive / ".svod") as store:
        return {path for id in store.ids() for path in store.document(id).paths}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_changes_is_read(watcher: Watcher, number: int) -> None:
    """A new file, several at once in one run, hidden ones in none; between runs others may write; the end is a clean one."""
    archive = watcher.archive
    watcher.wait(watcher.said("Watching raw."))
    assert "raw/news.md" in paths(archive)
    with hold(config.load(archive).data):
        pass
    for count in range(5):
        (archive / "raw" / f"new-{count}.txt").write_text(f"Новый документ номер {count} о школах Ташкента.", "utf-8")
    watcher.wait(lambda: "raw/new-4.txt" in paths(archive) and watcher.talk.count("Indexed") == 2)
    assert "5 new" in watcher.talk
    (archive / "raw" / ".hidden.txt").write_text("скрыто", "utf-8")
    time.sleep(1)
    assert watcher.talk.count("Indexed") == 2
    assert watcher.end(number) == 0
    assert watcher.talk.endswith("Stopped watching.\n")
    assert "Traceback" not in watcher.talk
    found = CliRunner().invoke(main, ["--archive", str(archive), "search", "Ташкент"])
    assert "new-" in found.output


def test_a_lock_is_waited_for(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run writes, it says so and goes on when that is done; told to stop meanwhile, it stops."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    with hold(config.load(fresh).data):
        watcher = Watcher(fresh)
        watcher.wait(watcher.said("trying again in 10 seconds"))
        assert watcher.end(signal.SIGTERM) == 0
    assert "Stopped watching." in watcher.talk


def test_an_end_during_a_run_keeps_what_was_done(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told to stop while it reads, it ends at once, cleanly, and the next run goes on."""
    for number in range(300):
        (fresh / "raw" / f"{number}.txt").write_text(f"Документ номер {number} о тёплых школах Алматы.", "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    watcher = Watcher(fresh)
    watcher.wait(lambda: (fresh / ".svod" / "lock.owner").exists())
    time.sleep(0.5)
    assert watcher.end(signal.SIGTERM) == 0
    assert "Traceback" not in watcher.talk
    assert CliRunner().invoke(main, ["--archive", str(fresh), "sync"]).exit_code in (0, 4)
    assert len(paths(fresh)) == 303


def test_nothing_to_watch_is_told(tmp_path: Path) -> None:
    """Sources that are no folders are named, and what to use instead."""
    (tmp_path / "svod.toml").write_text('[[source]]\nname = "mail"\npath = "imap://a@host/INBOX"\n', "utf-8")
    found = CliRunner().invoke(main, ["--archive", str(tmp_path), "watch"])
    assert found.exit_code == 2
    assert "Not watched: mail (imap://a@host/INBOX)" in found.stderr
    assert "no source is a folder that is there" in found.stderr
