"""Runs svod's commands as a person or a timer would, each in a process of its own, and kills one where it is told to.

Started once, for importing takes longer than most runs. Reads a line of JSON a run: ``words`` of the command, ``log`` for what
it prints, ``at``: the event before which it is killed with signal 9 (0: never); ``ahead_s``: how far its clock is
ahead, ``file_bytes``: how long a file may grow. Events are what could be lost half-way: statements of SQL, files opened for
writing, renamed, linked or removed. Answers ``{"status": exit code or -signal, "events": n}``.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import sys
import threading
import time
from datetime import datetime, timedelta, tzinfo
from typing import Any

_FILES = frozenset("os.rename os.remove os.mkdir os.rmdir os.link os.truncate os.chmod shutil.rmtree shutil.copyfile".split())


class Events:
    """Counts events, and ends the process before the one that it was told."""

    def __init__(self, at: int) -> None:
        self.count, self.at = 0, at
        self._lock = threading.Lock()

    def happen(self) -> None:
        """One more."""
        with self._lock:
            self.count += 1
            if self.count == self.at:
                os.kill(os.getpid(), signal.SIGKILL)

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python tells its audit hooks."""
        if event in _FILES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            self.happen()


def watch(events: Events) -> None:
    """Every event of this process is counted."""

    class Counted(sqlite3.Connection):
        """Says so before each statement."""

        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            """One event."""
            events.happen()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            """One event."""
            events.happen()
            return super().executemany(*arguments)

        def executescript(self, *arguments: Any) -> sqlite3.Cursor:
            """One event."""
            events.happen()
            return super().executescript(*arguments)

    connect = sqlite3.connect

    def counted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connect(*arguments, **{"factory": Counted, **options})

    sqlite3.connect = counted  # type: ignore[assignment]
    sys.addaudithook(events.heard)


def put_ahead(seconds: float) -> None:
    """The clock of this process is so far ahead, for all that asks ``datetime`` and ``time``."""

    class Ahead(datetime):
        """The time as this process sees it."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            """Ahead."""
            return datetime.now(tz) + timedelta(seconds=seconds)

    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("corpus", "indexer") and getattr(module, "datetime", None) is datetime:
            module.datetime = Ahead  # type: ignore[attr-defined]
    real = time.time
    time.time = lambda: real() + seconds


def perform(request: dict[str, Any], told: int) -> None:
    """The run itself, in a process that has just been forked; the count goes to ``told``."""
    from indexer.cli import main

    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(request.get("environment", {}))
    if request.get("ahead_s"):
        put_ahead(request["ahead_s"])
    if request.get("file_bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_bytes"], resource.RLIM_INFINITY))
    events, code = Events(request.get("at", 0)), 0
    watch(events)
    try:
        main(request["words"])
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(told, str(events.count).encode())
    os._exit(code)


def stand() -> None:
    """Answers requests until there are no more."""
    for module in ("indexer.build", "indexer.nightly", "indexer.care", "corpus.pipeline", "corpus.turns", "corpus.backup"):
        __import__(module)
    from indexer.terms import words_of

    words_of("Тараз warm", ("ru", "en"))
    for line in sys.stdin:
        request = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            os.setpgid(0, 0)
            try:
                perform(request, writing)
            except BaseException:  # noqa: BLE001 - a fault of svod is what the log must show
                import traceback

                traceback.print_exc()
                os._exit(70)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        count = os.read(reading, 32)
        os.close(reading)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"status": code, "events": int(count or 0)}), flush=True)


if __name__ == "__main__":
    stand()
