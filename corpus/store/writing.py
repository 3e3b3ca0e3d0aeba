"""Files go into the store: seen, recognised, recorded, vanished."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import Analysis, Sighting, Skipped
from corpus.store.base import PART
from corpus.store.places import TRIED, Placer


class Writer(Placer):
    """The writing side of documents: what a run does with each file it sees."""

    def unchanged(self, sighting: Sighting) -> bool:
        """True when the file carries the stamp under which this run's versions of svod last looked at it."""
        row = self._row("SELECT stamp, version FROM path WHERE path = ?", (sighting.path,))
        return row is not None and row["stamp"] == sighting.stamp and row["version"] in (self._version, self._attempt)

    def knows(self, sighting: Sighting) -> bool:
        """True when the path has been read or tried before."""
        return self._row("SELECT 1 FROM path WHERE path = ?", (sighting.path,)) is not None

    def document_at(self, path: str) -> str:
        """Id of the document at a path, "" when there is none."""
        return str(self._value(_ID_AT, (path,)) or "")

    def may_know(self, sighting: Sighting) -> bool:
        """True when the path, or some file of this size, was read before: only then is its content worth comparing."""
        return self._row(_COMPARABLE, (sighting.path, sighting.size_bytes)) is not None

    def see(self, sighting: Sighting, run: int) -> None:
        """The file and its parts are there still, whether or not they will be read again."""
        self.keep_file(sighting.path, run)

    def keep_file(self, root: str, run: int) -> None:
        """A file and its parts outlive this run's ``vanish``."""
        with self.batch():
            self._run("UPDATE path SET seen_run = ? WHERE root = ?", (run, root))

    def keep_under(self, folder: str, run: int) -> None:
        """All that was known below a folder outlives this run's ``vanish``: the folder could not be looked into."""
        with self.batch():
            self._run(f"UPDATE path SET seen_run = ? WHERE {_UNDER}", (run, folder + "/", folder + "0"))
            self._run(f"UPDATE skipped SET run = ? WHERE {_UNDER}", (run, folder + "/", folder + "0"))

    def put(self, analysis: Analysis, run: int) -> str:
        """The id of the document that now says what the analysis says and lies at its path."""
        with self.batch():
            number = self._settle(analysis)
            root = analysis.path.partition(PART)[0]
            self._place(analysis.path, number, Sighting(analysis.source, root, "", analysis.size_bytes, ""), run)
            return str(self._value("SELECT id FROM document WHERE number = ?", (number,)))

    def record(self, sighting: Sighting, results: Sequence[Analysis | Skipped], run: int) -> str:
        """A file and its parts are in the store as just analysed; what it no longer holds is at its path no longer.

        ``results`` come container first. A file that cannot be read any more keeps the document read from it last. Returns
        the document's id, "" when there is none.
        """
        with self.batch():
            results = self._without_forgotten(results)
            numbers = {item.path: self._settle(item) for item in results if isinstance(item, Analysis)}
            for number in numbers.values():
                self._run("DELETE FROM part WHERE container = ?", (number,))
            for item in results:
                self._hold(item, numbers, sighting.path)
            if sighting.path in numbers:
                failed = any(isinstance(item, Skipped) for item in results)
                self._place_file(sighting, numbers[sighting.path], run, self._attempt if failed else self._version)
            else:
                self._fail(sighting, results, run)
            return self.document_at(sighting.path)

    def recognise(self, sighting: Sighting, sha256: str, run: int) -> str:
        """What happened to a file, when its content is known: unchanged, changed, moved or new; "" when it must be read.

        The file then lies at its document, and its parts with it, without being read again.
        """
        with self.batch():
            before = self._row("SELECT document, sha256, version FROM path WHERE path = ?", (sighting.path,))
            if before is not None and before["sha256"] == sha256 and before["version"] == self._attempt != self._version:
                self._run("UPDATE path SET stamp = ? WHERE path = ?", (sighting.stamp, sighting.path))
                self.keep_file(sighting.path, run)
                return "unchanged"
            row = self._row(_CURRENT, (sha256, self._version))
            if row is None:
                return ""
            number = int(row["number"])
            gone = self._value("SELECT EXISTS (SELECT 1 FROM path WHERE document = ? AND seen_run < ?)", (number, run))
            failed = self._value(_FAILED_PART, (number,))
            self._place_file(sighting, number, run, self._attempt if failed else self._version)
            if before is None:
                return "moved" if gone else "new"
            return "unchanged" if before["sha256"] == sha256 else "changed"

    def vanish(self, scopes: Iterable[str], run: int) -> list[tuple[str, str]]:
        """Paths below the scopes that this run did not see lead nowhere now; documents left without a file are tombstones.

        Returns the ids of those documents, each with a path where it lay.

        A scope is a source's name, a folder or a file. With a file go its ledger lines, and those of the walk that this run
        did not confirm.
        """
        lay: dict[int, str] = {}
        with self.batch():
            for scope in scopes:
                values = (run, scope, scope + "/", scope + "0")
                for row in self._rows(f"SELECT path, document FROM path WHERE document IS NOT NULL AND {_GONE}", values):
                    lay.setdefault(row["document"], row["path"])
                self._run(f"DELETE FROM path WHERE {_GONE}", values)
                self._run(f"DELETE FROM skipped WHERE {_OVER}", values)
            self._changed(lay)
            return [(id, lay.get(number, "")) for number, id in self._sweep(run)]

    def sweep(self, run: int) -> list[str]:
        """Ids of the documents without a path, which are tombstones now: their id is kept, what they said is not."""
        with self.batch():
            return [id for _, id in self._sweep(run)]

    def _sweep(self, run: int) -> list[tuple[int, str]]:
        orphans = [(int(row["number"]), str(row["id"])) for row in self._rows(_ORPHANS)]
        for number, _ in orphans:
            self._forget(number)
            self._run("DELETE FROM part WHERE container = ?", (number,))
            self._run("UPDATE document SET vanished_run = ? WHERE number = ?", (run, number))
        self._changed((number for number, _ in orphans), "deleted")
        return orphans

    def snapshot(self, source: str) -> tuple[str, int]:
        """The mark under which all files of a source were known last, "" when something changed since; and how many."""
        row = self._row("SELECT mark, files FROM snapshot WHERE source = ?", (source,))
        return ("", 0) if row is None else (str(row["mark"]), int(row["files"]))

    def save_snapshot(self, source: str, mark: str, files: int) -> None:
        """All files of the source are known under this mark, until where documents lie is changed.

        Not so where one is to be tried again by the next run.
        """
        with self.batch():
            if not self._value(
                "SELECT EXISTS (SELECT 1 FROM path WHERE source = ? AND version LIKE ?)", (source, f"%{TRIED}%")
            ):
                self._run(_SNAPSHOT, (source, mark, files))

    def drop_snapshot(self, source: str) -> None:
        """The next run looks at every file of the source, until one has seen it whole again."""
        with self.batch():
            self._run("DELETE FROM snapshot WHERE source = ?", (source,))

    def keep_source(self, source: str, run: int) -> None:
        """All files of a source are there still."""
        with self.batch():
            self._run("UPDATE path SET seen_run = ? WHERE source = ?", (run, source))

    def read_files(self) -> dict[str, tuple[str, str]]:
        """Stamp and hash of every file that was read or tried, by path."""
        return {row[0]: (row[1], row[2]) for row in self._rows("SELECT path, stamp, sha256 FROM path WHERE path = root")}

    def stamps(self, versions: Sequence[str]) -> dict[str, str]:
        """Stamps of files that were read or tried under one of these marks, by path."""
        rows = self._rows("SELECT path, stamp, version FROM path WHERE path = root")
        return {row["path"]: row["stamp"] for row in rows if row["version"] in versions}

    def forgotten(self) -> dict[str, int]:
        """Hashes of content that must not be read again, each with its size in bytes."""
        return {row["sha256"]: row["size_bytes"] for row in self._rows("SELECT sha256, size_bytes FROM forgotten")}

    def _without_forgotten(self, results: Sequence[Analysis | Skipped]) -> list[Analysis | Skipped]:
        """What was read, but for erased content and what lies in it."""
        read = [item for item in results if isinstance(item, Analysis)]
        lost = [item.path for item in read if self._row(_IS_FORGOTTEN, (item.sha256,)) is not None]
        return [item for item in results if not any(item.path == path or item.path.startswith(path + PART) for path in lost)]

    def sources(self) -> dict[str, int]:
        """Names of the sources that hold documents, with the number of files."""
        return {row[0]: row[1] for row in self._rows("SELECT source, COUNT(*) FROM path WHERE path = root GROUP BY source")}


_SNAPSHOT = """
INSERT INTO snapshot VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET mark = excluded.mark, files = excluded.files
"""
_ID_AT = "SELECT id FROM path JOIN document ON number = document WHERE path = ?"
_IS_FORGOTTEN = "SELECT 1 FROM forgotten WHERE sha256 = ?"
_UNDER = "root >= ? AND root < ?"
_BELOW = "(root = ? OR (root >= ? AND root < ?))"
_GONE = f"seen_run < ? AND {_BELOW}"
_OVER = f"run < ? AND {_BELOW} AND (stage = 'walk' OR NOT EXISTS (SELECT 1 FROM path WHERE path.path = skipped.root))"
_COMPARABLE = "SELECT 1 FROM path WHERE path = ? UNION ALL SELECT 1 FROM document WHERE size_bytes = ? LIMIT 1"
_CURRENT = "SELECT number FROM document WHERE sha256 = ? AND version = ? AND vanished_run IS NULL"
_FAILED_PART = "SELECT EXISTS (SELECT 1 FROM part WHERE container = ? AND document IS NULL)"
_ORPHANS = """
SELECT number, id FROM document d
WHERE vanished_run IS NULL AND NOT EXISTS (SELECT 1 FROM path WHERE document = d.number)
"""
