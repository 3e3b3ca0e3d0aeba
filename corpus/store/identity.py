"""Which document a content is, and what of other documents changes with it."""

from __future__ import annotations

import hashlib

from corpus.model import Analysis
from corpus.store import content
from corpus.store.ledger import Ledger


class Identifier(Ledger):
    """Finds or makes the document of a content.

    A document's id is the first twelve hex digits of its first content's SHA-256. Content decides before path: known content
    at a new path is the same document; changed content at a known path is too, unless the old content lies elsewhere still.
    """

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
        return int(self._value(_NEW, (identity, analysis.sha256)))

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


_REPLACEABLE = """
SELECT number FROM path p JOIN document d ON d.number = p.document
WHERE p.path = ? AND NOT EXISTS (SELECT 1 FROM path o WHERE o.document = d.number AND o.path <> p.path AND o.sha256 = d.sha256)
"""
_NEW = """
INSERT INTO document (
    id, sha256, source, size_bytes, media_type, title, author, url, language, languages, pages, revision, version)
VALUES (?, ?, '', 0, '', '', '', '', '', '[]', 0, 1, '') RETURNING number
"""
