"""Charsets that people chose for files: kept by content, so that a choice survives every reading, move and copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from corpus.errors import NotFound
from corpus.store.base import PART, Base


class CharsetChooser(Base):
    """Choices of charset, and what must be read again because of one."""

    def charset_choices(self) -> Mapping[str, str]:
        """The charset chosen for each content, by its SHA-256."""
        return {row["sha256"]: row["charset"] for row in self._rows("SELECT sha256, charset FROM charset_choice")}

    def choose_charset(self, name: str, charset: str) -> str:
        """The content of a document or failed file is read as ``charset`` from now on, by itself when ``charset`` is "".

        Returns the path of the file to read again, which counts as changed. Raises NotFound.
        """
        with self.batch():
            sha256, root = self._content(name)
            self._run("DELETE FROM charset_choice WHERE sha256 = ?", (sha256,))
            if charset:
                since = datetime.now(UTC).isoformat(timespec="seconds")
                self._run("INSERT INTO charset_choice VALUES (?, ?, ?)", (sha256, charset, since))
            self._run("UPDATE document SET version = '' WHERE number IN (SELECT document FROM path WHERE root = ?)", (root,))
            self._run("UPDATE path SET version = '', stamp = '' WHERE root = ?", (root,))
            return root

    def _content(self, name: str) -> tuple[str, str]:
        """The hash of what is meant, and the file that holds it."""
        try:
            number = self._number(name)
        except NotFound:
            failed = self._row("SELECT sha256, path FROM path WHERE path = ?", (name,)) or self._row(_FAILED, (name,))
            if failed is None or not failed["sha256"]:
                raise
            return str(failed["sha256"]), str(failed["path"]).partition(PART)[0]
        row = self._row(_PLACE, (number,))
        if row is None:
            raise NotFound(f"{name}: no file holds it any more")
        return str(row["sha256"]), str(row["root"])


_FAILED = "SELECT sha256, path FROM skipped WHERE path = ? AND sha256 <> '' LIMIT 1"
_PLACE = """
SELECT d.sha256, p.root FROM document d JOIN path p ON p.document = d.number WHERE d.number = ? ORDER BY p.path LIMIT 1
"""
