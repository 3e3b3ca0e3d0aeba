"""Where documents lie: paths, containers and their parts."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence

from corpus.model import Analysis, Sighting, Skipped
from corpus.store.base import PART
from corpus.store.identity import Identifier

TRIES = 3
"""So many runs try a file whose worker was killed from outside, before it stays in the ledger until 'svod retry'."""

TRIED = "~"
"""Stands between the mark of a failed reading and how often it was tried, while it is to be tried again."""

_PASSING = re.compile(rf"worker died \(signal ({signal.SIGKILL:d}|{signal.SIGTERM:d})\)")
"""Killed by a machine short of memory, or with the run: likely no fault of the file."""


class Placer(Identifier):
    """Leads paths to documents; the parts of a container go where it goes."""

    def _hold(self, item: Analysis | Skipped, numbers: dict[str, int], root: str) -> None:
        """The container of a part, or of a failure, remembers it."""
        if isinstance(item, Analysis):
            if item.path != root:
                container = _container(item.path, numbers)
                self._run(_HOLD, (numbers[container], item.path[len(container + PART) :], numbers[item.path], "", "", ""))
        elif root in numbers:
            container = item.path if item.path in numbers else _container(item.path, numbers)
            name = item.path[len(container + PART) :]
            self._run(_HOLD, (numbers[container], name, None, item.stage, item.reason, item.sha256))

    def _place_file(self, sighting: Sighting, number: int, run: int, version: str) -> None:
        """The file's path and those of its parts lead to their documents, and no other path below it is left."""
        placed = self._place(sighting.path, number, sighting, run)
        self._run("UPDATE path SET version = ? WHERE path = ?", (version, sighting.path))
        below = self._rows("SELECT path, document FROM path WHERE root = ?", (sighting.path,))
        lost = [row for row in below if row["path"] not in placed]
        self._run_many("DELETE FROM path WHERE path = ?", [(row["path"],) for row in lost])
        self._changed(row["document"] for row in lost if row["document"] is not None)
        self._run("DELETE FROM skipped WHERE root = ? AND run < ?", (sighting.path, run))

    def _place(self, path: str, number: int, sighting: Sighting, run: int) -> set[str]:
        root = sighting.path
        before = self._value("SELECT document FROM path WHERE path = ?", (path,))
        stamp = sighting.stamp if path == root else ""
        sha256 = self._value("SELECT sha256 FROM document WHERE number = ?", (number,))
        self._run(_PLACE, (path, root, sighting.source, number, sha256, stamp, self._version, run))
        if before != number:
            self._changed({number, before} - {None})
        placed = {path}
        for part in self._rows("SELECT * FROM part WHERE container = ? ORDER BY name", (number,)):
            inner = path + PART + part["name"] if part["name"] else path
            if part["document"] is None:
                line = Skipped(inner, part["stage"], part["reason"], sighting.source, part["sha256"])
                self.skip(line, run, root)
            else:
                placed |= self._place(inner, part["document"], sighting, run)
        return placed

    def _fail(self, sighting: Sighting, results: Sequence[Analysis | Skipped], run: int) -> None:
        sha256, passing = "", False
        for item in results:
            if isinstance(item, Skipped):
                self.skip(item, run, sighting.path)
                passing = passing or _PASSING.search(item.reason) is not None
                sha256 = item.sha256 if item.path == sighting.path else sha256
        version = self._next_try(sighting.path) if passing else self._attempt
        values = (sighting.path, sighting.path, sighting.source, None, sha256, sighting.stamp, version, run)
        self._run(_FAIL, values)
        self._run("UPDATE path SET seen_run = ? WHERE root = ?", (run, sighting.path))
        self._run("DELETE FROM skipped WHERE root = ? AND run < ?", (sighting.path, run))

    def _next_try(self, path: str) -> str:
        """The mark of a file that the next run tries again; the last time it is that of any failure."""
        before = str(self._value("SELECT version FROM path WHERE path = ?", (path,)) or "")
        tried = int(before.rpartition(TRIED)[2]) if before.startswith(self._attempt + TRIED) else 0
        return f"{self._attempt}{TRIED}{tried + 1}" if tried + 1 < TRIES else self._attempt


def _container(path: str, known: dict[str, int]) -> str:
    """The innermost known container of a part: a member's own name may hold the mark between names too."""
    path = path.rpartition(PART)[0]
    while path not in known:
        path = path.rpartition(PART)[0]
    return path


_HOLD = """
INSERT INTO part (container, name, document, stage, reason, sha256) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (container, name) DO UPDATE SET document = excluded.document, stage = excluded.stage, reason = excluded.reason,
    sha256 = excluded.sha256
"""
_PLACE = """
INSERT INTO path (path, root, source, document, sha256, stamp, version, seen_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET root = excluded.root, source = excluded.source, document = excluded.document,
    sha256 = excluded.sha256, stamp = excluded.stamp, version = excluded.version, seen_run = excluded.seen_run
"""
_FAIL = """
INSERT INTO path (path, root, source, document, sha256, stamp, version, seen_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, stamp = excluded.stamp, version = excluded.version,
    seen_run = excluded.seen_run
"""
