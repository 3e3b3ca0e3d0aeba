"""The runs of an archive, what could not go on in them, and what changed for an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from corpus.model import Changes, Report, Skipped
from corpus.store import rows
from corpus.store.base import PART, Base


class Ledger(Base):
    """Runs, ledger lines and changes of a store."""

    _version = ""
    _attempt = ""

    def begin_run(self, kind: str, version: str = "", attempt: str = "") -> int:
        """A new run's number. What it reads is marked with ``version``, what it fails to read with ``attempt``."""
        self._version, self._attempt = version, attempt or version
        with self.batch():
            started = datetime.now(UTC).isoformat(timespec="seconds")
            return int(self._value(_BEGIN, (kind, version, started)))

    def started(self, run: int) -> str:
        """When a run began: ISO, UTC."""
        return str(self._value("SELECT started FROM run WHERE number = ?", (run,)))

    def finish_run(self, run: int, report: Report) -> None:
        """The run's report is on record."""
        with self.batch():
            values = (report.seconds, rows.dump(dict(report.counts)), rows.skipped_lines(report.skipped), run)
            self._run("UPDATE run SET seconds = ?, counts = ?, skipped = ? WHERE number = ?", values)

    def runs(self, limit: int = 20) -> list[Report]:
        """The latest runs, newest first."""
        return [rows.report(row) for row in self._rows("SELECT * FROM run ORDER BY number DESC LIMIT ?", (limit,))]

    def skip(self, line: Skipped, run: int, root: str = "") -> bool:
        """The ledger holds the line, since the first run that found the path so; True when it did not hold it before.

        ``root`` is the file in which the path lies, by default what stands before the first ``!/``.
        """
        root = root or line.path.partition(PART)[0]
        with self.batch():
            kept = self._run(_CONFIRM, (run, line.sha256, line.path, line.stage, line.reason))
            if not kept:
                since = self._value("SELECT MIN(since) FROM skipped WHERE path = ?", (line.path,)) or self.started(run)
                values = (line.path, line.stage, line.reason, line.source, line.sha256, root, since, run)
                self._run("INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            return not kept

    def failures(self) -> list[tuple[Skipped, str]]:
        """What stands in the ledger by path, each with the time (ISO, UTC) since when."""
        return [(rows.skipped(row), row["since"]) for row in self._rows("SELECT * FROM skipped ORDER BY path, stage")]

    def failing_roots(self) -> set[str]:
        """Paths of the files that have a line in the ledger, of their own or for a part."""
        return {row[0] for row in self._rows("SELECT DISTINCT root FROM skipped")}

    def generation(self) -> int:
        """Grows whenever anything that an index holds has changed; 0 for an empty store."""
        return int(self._value("SELECT COALESCE(MAX(generation), 0) FROM change"))

    def changed_since(self, generation: int) -> Changes:
        """Documents to index again and to drop for an index that stands at ``generation``."""
        found = self._rows(_CHANGED, (generation,))
        put = tuple(row["id"] for row in found if row["kind"] == "put")
        deleted = tuple(row["id"] for row in found if row["kind"] == "deleted")
        return Changes(found[-1]["generation"] if found else generation, put, deleted)

    def present(self) -> int:
        """How many documents the store holds now; spares counting everything else."""
        return int(self._value(_COUNTS["documents"]))

    def ledger_lines(self) -> int:
        """How many lines the ledger holds."""
        return int(self._value(_COUNTS["failures"]))

    def counts(self) -> Mapping[str, int]:
        """How much of everything the store holds."""
        counts = {key: int(self._value(sql)) for key, sql in _COUNTS.items()}
        by_type = self._rows("SELECT type, COUNT(*) FROM entity GROUP BY type ORDER BY type")
        return counts | {f"entities.{kind}": count for kind, count in by_type}

    def languages(self) -> Mapping[str, int]:
        """How many documents are mostly in each language, most frequent first."""
        return {row[0]: row[1] for row in self._rows(_LANGUAGES)}

    def tidy(self) -> None:
        """The log of writes is folded into the store's file and cut to nothing; statistics of queries are up to date."""
        self._connection.tidy()

    def verify(self) -> list[str]:
        """What is wrong with the file or its tables, in words; empty when all is well."""
        return self._connection.faults() + [complaint for complaint, sql in _PROOFS.items() if self._value(sql)]

    def _changed(self, documents: Iterable[int], kind: str = "put") -> None:
        numbers = dict.fromkeys(documents)
        self._run_many("DELETE FROM change WHERE document = ?", [(number,) for number in numbers])
        self._run_many("INSERT INTO change (document, kind) VALUES (?, ?)", [(number, kind) for number in numbers])


_BEGIN = "INSERT INTO run (kind, version, started) VALUES (?, ?, ?) RETURNING number"
_CONFIRM = "UPDATE skipped SET run = ?, sha256 = ? WHERE path = ? AND stage = ? AND reason = ?"
_CHANGED = """
SELECT generation, id, kind FROM change JOIN document ON number = document WHERE generation > ? ORDER BY generation
"""
_LANGUAGES = """
SELECT language, COUNT(*) FROM document WHERE vanished_run IS NULL GROUP BY language ORDER BY COUNT(*) DESC, language
"""
_COUNTS = {
    "documents": "SELECT COUNT(*) FROM document WHERE vanished_run IS NULL",
    "vanished": "SELECT COUNT(*) FROM document WHERE vanished_run IS NOT NULL",
    "files": "SELECT COUNT(*) FROM path WHERE path = root",
    "passages": "SELECT COUNT(*) FROM passage",
    "mentions": "SELECT COALESCE(SUM(mentions), 0) FROM name",
    "names": "SELECT COUNT(*) FROM name WHERE documents > 0",
    "entities": "SELECT COUNT(*) FROM entity",
    "failures": "SELECT COUNT(*) FROM skipped",
    "bytes": "SELECT COALESCE(SUM(size_bytes), 0) FROM document WHERE vanished_run IS NULL",
}
_PROOFS = {
    "a present document has no text": """
        SELECT EXISTS (SELECT 1 FROM document d WHERE vanished_run IS NULL
                       AND NOT EXISTS (SELECT 1 FROM body WHERE document = d.number))""",
    "a vanished document still has text": """
        SELECT EXISTS (SELECT 1 FROM document d JOIN body ON document = d.number WHERE vanished_run IS NOT NULL)""",
    "the counts of a name are wrong": """
        SELECT EXISTS (SELECT 1 FROM name n WHERE (documents, mentions) <> (
            SELECT COUNT(DISTINCT document), COUNT(*) FROM mention WHERE name = n.number))""",
    "the counts or days of an entity are wrong": """
        SELECT EXISTS (SELECT 1 FROM entity e WHERE (documents, mentions, first, last) <> (
            SELECT COUNT(DISTINCT m.document), COUNT(*), COALESCE(MIN(d.date_start), ''), COALESCE(MAX(d.date_stop), '')
            FROM name n JOIN mention m ON m.name = n.number JOIN document d ON d.number = m.document
            WHERE n.entity = e.number)
        AND NOT EXISTS (SELECT 1 FROM name n WHERE entity = e.number AND touched = 1))""",
    "a path leads to a vanished document": """
        SELECT EXISTS (SELECT 1 FROM path p JOIN document d ON d.number = p.document WHERE d.vanished_run IS NOT NULL)""",
}
