"""Analyses go into the store: which document a content is, where it lies, and what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from corpus.model import Analysis, Sighting, Skipped
from corpus.store import content
from corpus.store.base import PART
from corpus.store.ledger import Ledger


class Writer(Ledger):
    """The writing side of documents.

    A document's id is the first twelve hex digits of its first content's SHA-256. Content decides before path: known content
    at a new path is the same document; changed content at a known path is too, unless the old content lies elsewhere still.
    """

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

    def sources(self) -> dict[str, int]:
        """Names of the sources that hold documents, with the number of files."""
        return {row[0]: row[1] for row in self._rows("SELECT source, COUNT(*) FROM path WHERE path = root GROUP BY source")}

    def _settle(self, analysis: Analysis) -> int:
        """The number of the document that holds the content, its rows up to date."""
        row = self._row("SELECT number, version, vanished_run FROM document WHERE sha256 = ?", (analysis.sha256,))
        if row is not None and row["vanished_run"] is None and row["version"] == self._version != "":
            return int(row["number"])
        if row is not None:
            number, revision = int(row["number"]), 0
        else:
            known = self._row(_REPLACEABLE, (analysis.path,))
            number, revision = (int(known["number"]), 1) if known is not None else (self._new(analysis), 0)
        self._write(number, analysis, revision)
        return number

    def _new(self, analysis: Analysis) -> int:
        salt, identity = 0, analysis.sha256[:12]
        while self._row("SELECT 1 FROM document WHERE id = ?", (identity,)) is not None:
            # the document that began with this content says something else by now: the id is its own
            salt += 1
            identity = hashlib.sha256(f"{analysis.sha256}:{salt}".encode()).hexdigest()[:12]
        self._run(_NEW, (identity, analysis.sha256))
        return int(self._value("SELECT last_insert_rowid()"))

    def _write(self, number: int, analysis: Analysis, revision: int) -> None:
        before = content.fingerprints(self._connection, number)
        content.remove(self._connection, number)
        content.write(self._connection, number, analysis, self._version, revision)
        after = content.fingerprints(self._connection, number)
        self._changed([number, *self._tipped(number, before, after)])

    def _forget(self, number: int) -> None:
        before = content.fingerprints(self._connection, number)
        content.remove(self._connection, number)
        self._changed(self._tipped(number, before, set()))

    def _tipped(self, number: int, before: set[str], after: set[str]) -> set[int]:
        """Other documents for which a passage became boilerplate, or ceased to be, through this document's change."""
        tipped = set()
        for fingerprint in before ^ after:
            others = content.sharers(self._connection, fingerprint, number, self._boilerplate_documents)
            if len(others) == self._boilerplate_documents - 1:
                tipped.update(others)
        return tipped

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
        sha256 = ""
        for item in results:
            if isinstance(item, Skipped):
                self.skip(item, run, sighting.path)
                sha256 = item.sha256 if item.path == sighting.path else sha256
        values = (sighting.path, sighting.path, sighting.source, None, sha256, sighting.stamp, self._attempt, run)
        self._run(_FAIL, values)
        self._run("UPDATE path SET seen_run = ? WHERE root = ?", (run, sighting.path))
        self._run("DELETE FROM skipped WHERE root = ? AND run < ?", (sighting.path, run))


def _container(path: str, known: dict[str, int]) -> str:
    """The innermost known container of a part: a member's own name may hold the mark between names too."""
    path = path.rpartition(PART)[0]
    while path not in known:
        path = path.rpartition(PART)[0]
    return path


_ID_AT = "SELECT id FROM path JOIN document ON number = document WHERE path = ?"
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
_REPLACEABLE = """
SELECT number FROM path p JOIN document d ON d.number = p.document
WHERE p.path = ? AND NOT EXISTS (SELECT 1 FROM path o WHERE o.document = d.number AND o.path <> p.path AND o.sha256 = d.sha256)
"""
_NEW = """
INSERT INTO document (
    id, sha256, source, size_bytes, media_type, title, author, url, language, languages, pages, revision, version)
VALUES (?, ?, '', 0, '', '', '', '', '', '[]', 0, 1, '')
"""
_HOLD = "INSERT OR REPLACE INTO part (container, name, document, stage, reason, sha256) VALUES (?, ?, ?, ?, ?, ?)"
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
