"""Documents are erased: not a row, not a name, not a free page of the file tells of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.errors import NotFound
from corpus.store import rows
from corpus.store.base import PART
from corpus.store.door import Row
from corpus.store.linking import Linker

_PARTS_DEEP = 100


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: ids of the documents, the paths at which they lay, and (type, name) that nothing else mentions."""

    ids: tuple[str, ...]
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    names: tuple[tuple[str, str], ...]


class Eraser(Linker):
    """The side of the store that forgets."""

    def erase(self, document: str) -> Erased:
        """No document is left of this one, present or vanished, nor of its parts that lie nowhere else; it is not read again.

        ``relink`` then drops the names that nothing mentions, ``purge`` takes all out of free pages. Raises NotFound.
        """
        with self.batch():
            numbers = self._with_parts(self._any_number(document))
            marks = ",".join("?" * len(numbers))
            documents = self._rows(
                f"SELECT number, id, sha256, size_bytes, title FROM document WHERE number IN ({marks})", numbers
            )
            paths = [row["path"] for row in self._rows(f"SELECT path FROM path WHERE document IN ({marks})", numbers)]
            for row in documents:
                self._erase_rows(row)
            self._erase_paths(paths)
            lost = self._rows("SELECT DISTINCT type, name FROM name n WHERE documents = 0 AND NOT EXISTS (" + _STILL + ")")
            self._note("purge", "1")
            titles = tuple(row["title"] for row in documents if row["title"])
            return Erased(
                tuple(row["id"] for row in documents),
                tuple(paths),
                titles,
                tuple((row["type"], row["name"]) for row in lost),
            )

    def purge(self) -> bool:
        """The file is written anew without free pages, its log emptied; False while a reader still holds the old state."""
        self._run("DELETE FROM fact WHERE key = 'purge'")
        return self._connection.purge()

    def purge_is_due(self) -> bool:
        """True when something was erased and the file not yet purged of it."""
        return self._value("SELECT 1 FROM fact WHERE key = 'purge'") is not None

    def _any_number(self, document: str) -> int:
        """As ``_number``, for tombstones too."""
        row = self._row("SELECT number FROM document WHERE id = ?", (document,)) or self._row(
            "SELECT document AS number FROM path WHERE path = ? AND document IS NOT NULL", (document,)
        )
        if row is None and len(document) >= 4:
            found = self._rows(
                "SELECT number FROM document WHERE id >= ? AND id < ? LIMIT 2", (document, document + "\U0010ffff")
            )
            if len(found) > 1:
                raise NotFound(f"{document}: several documents begin so; give more of the id")
            row = found[0] if found else None
        if row is None:
            raise NotFound(f"{document}: no document has this id or path, now or before; find one with: svod search WORDS")
        return int(row["number"])

    def _with_parts(self, number: int) -> list[int]:
        """The document, and what lies in it and nowhere outside it."""
        chosen = [number]
        for _ in range(_PARTS_DEEP):
            marks = ",".join("?" * len(chosen))
            inner = self._rows(_INNER.format(marks, marks, marks, marks), chosen * 4)
            if not inner:
                break
            chosen += [row["document"] for row in inner]
        return chosen

    def _erase_rows(self, row: Row) -> None:
        number = int(row["number"])
        self._forget(number)
        kin = self._rows("SELECT document FROM release WHERE lead IN (SELECT lead FROM release WHERE document = ?)", (number,))
        self._run_many("DELETE FROM release WHERE document = ?", [(each["document"],) for each in kin])
        self._run("DELETE FROM alike WHERE one = ? OR other = ?", (number, number))
        for table in ("sketch", "band", "anchor", "path"):
            self._run(f"DELETE FROM {table} WHERE document = ?", (number,))
        self._run("DELETE FROM part WHERE container = ? OR document = ?", (number, number))
        self._changed(each["document"] for each in kin if each["document"] != number)
        # the generation may not fall back to one at which an index stands: the run that comes next moves it on
        self._run("DELETE FROM change WHERE document = ?", (number,))
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._run(_FORGOTTEN, (row["sha256"], row["size_bytes"], since))
        self._run("DELETE FROM charset_choice WHERE sha256 = ?", (row["sha256"],))
        self._run("DELETE FROM document WHERE number = ?", (number,))

    def _erase_paths(self, paths: Sequence[str]) -> None:
        """No line of the ledger, past or present, names the paths or what lies in them."""
        for path in paths:
            values = (path, path + PART, path + PART + "\U0010ffff")
            self._run("DELETE FROM skipped WHERE path = ? OR (path >= ? AND path < ?)", values)
        for run in self._rows("SELECT number, skipped FROM run WHERE skipped <> '[]'"):
            lines = json.loads(run["skipped"])
            kept = [line for line in lines if not _tells_of(line, paths)]
            if len(kept) < len(lines):
                self._run("UPDATE run SET skipped = ? WHERE number = ?", (rows.dump(kept), run["number"]))


def _tells_of(line: Sequence[str], paths: Sequence[str]) -> bool:
    return any(line[0] == path or line[0].startswith(path + PART) for path in paths)


_FORGOTTEN = """
INSERT INTO forgotten VALUES (?, ?, ?)
ON CONFLICT (sha256) DO UPDATE SET size_bytes = excluded.size_bytes, since = excluded.since
"""
_STILL = "SELECT 1 FROM name o WHERE o.type = n.type AND o.name = n.name AND o.documents > 0"
_INNER = """
SELECT DISTINCT document FROM part WHERE container IN ({}) AND document IS NOT NULL AND document NOT IN ({})
AND NOT EXISTS (SELECT 1 FROM part o WHERE o.document = part.document AND o.container NOT IN ({}))
AND NOT EXISTS (SELECT 1 FROM path p WHERE p.document = part.document AND p.path = p.root AND p.document NOT IN ({}))
"""
