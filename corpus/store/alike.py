"""Which documents say the same: sketches and anchors as they are compared, and what was found, read and written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.duplicates import Anchored, Likeness, Sketch, best_pairs
from corpus.model import Span, Version
from corpus.store.base import Base
from corpus.store.door import Row
from corpus.store.ledger import Ledger

_MANY = 500
"""Parameters a statement takes at once; SQLite allows 999 in old versions."""


class AlikeReader(Base):
    """The reading side: versions and translations of a document, and which release it belongs to."""

    def versions(self, id: str) -> tuple[Version, ...]:
        """The other documents that are the same release, and those that hold it or are held by it; oldest first."""
        number = self._number(id)
        own = self._row("SELECT language FROM document WHERE number = ?", (number,))
        found = self._rows(_RELEASE, {"document": number})
        parts = self._rows(_PARTS, {"document": number})
        kin = [_version(row, _kind(row, own["language"] if own is not None else "")) for row in found]
        return tuple(kin + [_version(row, Likeness.PART) for row in parts])

    def releases(self, ids: Sequence[str]) -> Mapping[str, str]:
        """For each document that is one of several versions, what they are called together; others are left out."""
        found: dict[str, str] = {}
        for start in range(0, len(ids), _MANY):
            some = ids[start : start + _MANY]
            marks = ",".join("?" * len(some))
            found |= {row["id"]: row["lead"] for row in self._rows(_RELEASES.format(marks), some)}
        return found

    def release(self, id: str) -> str:
        """What the versions of a document are called together: the id of the first of them; "" when it stands alone."""
        return self.releases([self.document_id(id)]).get(self.document_id(id), "")

    def document_id(self, id: str) -> str:
        """The whole id of a present document, by id, beginning or path. Raises NotFound."""
        return str(self._value("SELECT id FROM document WHERE number = ?", (self._number(id),)))


class AlikeWriter(Ledger):
    """The writing side: what comparing documents needs to remember, so that a night compares only what came."""

    def compared(self) -> tuple[str, int]:
        """The algorithm of the sketches held, and the generation of the store up to which documents were compared."""
        algorithm = str(self._value("SELECT value FROM fact WHERE key = 'alike.algorithm'") or "")
        return algorithm, int(self._value("SELECT value FROM fact WHERE key = 'alike.generation'") or 0)

    def compared_with(self, algorithm: str, generation: int) -> None:
        """Documents are compared up to a generation, by sketches of an algorithm."""
        self._note("alike.algorithm", algorithm)
        self._note("alike.generation", str(generation))

    def forget_sketches(self) -> None:
        """No document is compared with any."""
        for table in ("sketch", "band", "anchor", "alike"):
            self._run(f"DELETE FROM {table}")

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of documents, present or not, in their order."""
        return [int(self._value("SELECT number FROM document WHERE id = ?", (id,))) for id in ids]

    def forget_sketch(self, document: int) -> None:
        """Nothing of a document is left to be compared with."""
        for table in ("sketch", "band", "anchor"):
            self._run(f"DELETE FROM {table} WHERE document = ?", (document,))
        self._run("DELETE FROM alike WHERE one = ? OR other = ?", (document, document))

    def save_sketch(self, document: int, sketch: Sketch, anchored: Anchored) -> None:
        """A document can be compared with others."""
        self.forget_sketch(document)
        values = (document, sketch.words, anchored.language, anchored.letters)
        self._run("INSERT INTO sketch VALUES (?, ?, ?, ?)", values)
        self._run_many("INSERT INTO band VALUES (?, ?) ON CONFLICT DO NOTHING", [(band, document) for band in sketch.bands])
        self._run_many("INSERT INTO anchor VALUES (?, ?)", [(anchor, document) for anchor in sorted(anchored.anchors)])

    def candidates(self, document: int, limit: int, characters: int) -> set[int]:
        """Documents worth comparing by their words: equal, sharing a band, or a passage so long that few others have."""
        found: set[int] = set()
        for sql in (_EQUAL, _BANDED):
            found.update(row[0] for row in self._rows(sql, {"document": document}))
        for row in self._rows(_PASSAGES, (document, characters)):
            sharers = self._rows("SELECT DISTINCT document FROM passage WHERE fingerprint = ? LIMIT ?", (row[0], limit + 1))
            if len(sharers) <= limit:
                found.update(sharer[0] for sharer in sharers)
        return found - {document}

    def anchored(self, document: int) -> Anchored:
        """The anchors of a document that has a sketch."""
        row = self._connection.execute("SELECT language, letters FROM sketch WHERE document = ?", (document,)).fetchone()
        anchors = self._rows("SELECT key FROM anchor WHERE document = ?", (document,))
        return Anchored(row["language"], row["letters"], frozenset(each[0] for each in anchors))

    def anchor_counts(self, anchors: Collection[str]) -> dict[str, int]:
        """How many documents have each anchor."""
        return {key: int(self._value("SELECT COUNT(*) FROM anchor WHERE key = ?", (key,))) for key in anchors}

    def anchor_sharers(self, document: int, anchors: Iterable[str]) -> set[int]:
        """Documents in another language that have one of the anchors too."""
        language = self._value("SELECT language FROM sketch WHERE document = ?", (document,))
        return {row[0] for key in anchors for row in self._rows(_SHARERS, (key, language))}

    def sketched(self) -> int:
        """How many documents have a sketch."""
        return int(self._value("SELECT COUNT(*) FROM sketch"))

    def save_alike(self, one: int, other: int, kind: Likeness, score: float) -> None:
        """Two documents are alike."""
        self._run(_SAVE_ALIKE, (*sorted((one, other)), kind, round(score, 4)))

    def pairs(self, kind: Likeness) -> dict[tuple[int, int], float]:
        """Pairs of documents that are alike so, with their scores."""
        found = self._rows("SELECT one, other, score FROM alike WHERE kind = ? ORDER BY one, other", (kind,))
        return {(row["one"], row["other"]): row["score"] for row in found}

    def translations(self) -> list[tuple[int, int]]:
        """Pairs of documents, each the other's one translation into its language."""
        languages = {row[0]: row[1] for row in self._rows("SELECT document, language FROM sketch")}
        return best_pairs(self.pairs(Likeness.TRANSLATION), languages)

    def id_of(self, number: int) -> str:
        """The id of a document."""
        return str(self._value("SELECT id FROM document WHERE number = ?", (number,)))

    def shared_boilerplate(self, document: int, other: int) -> list[Span]:
        """Where a document has boilerplate that the other has too."""
        values = {"document": document, "other": other, "limit": self._boilerplate_documents}
        return [Span(row["start"], row["stop"]) for row in self._rows(_SHARED, values)]

    def mark_changed(self, documents: Iterable[int]) -> None:
        """An index takes the documents again."""
        self._changed(documents)

    def save_releases(self, leads: Mapping[int, int]) -> list[int]:
        """Documents belong to the release of their lead, no others to any; those for which that is new."""
        held = {row["document"]: row["lead"] for row in self._rows("SELECT document, lead FROM release")}
        gone = [number for number in held if number not in leads]
        self._run_many("DELETE FROM release WHERE document = ?", [(number,) for number in gone])
        changed = [number for number, lead in leads.items() if held.get(number) != lead]
        self._run_many(_SAVE_RELEASE, [(number, leads[number]) for number in changed])
        return gone + changed


def _kind(row: Row, language: str) -> Likeness:
    if row["language"] != language:
        return Likeness.TRANSLATION
    return Likeness.COPY if row["same"] else Likeness.VERSION


def _version(row: Row, kind: Likeness) -> Version:
    return Version(row["id"], row["title"], row["language"], row["date"], row["path"], kind)


_SAVE_ALIKE = """
INSERT INTO alike VALUES (?, ?, ?, ?) ON CONFLICT (one, other) DO UPDATE SET kind = excluded.kind, score = excluded.score
"""
_SAVE_RELEASE = "INSERT INTO release VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET lead = excluded.lead"
_FACTS = """
d.id, d.title, d.language, COALESCE(d.date_start, '') AS date,
COALESCE((SELECT path FROM path p WHERE p.document = d.number ORDER BY path LIMIT 1), '') AS path
"""
_RELEASE = f"""
SELECT {_FACTS}, EXISTS (SELECT 1 FROM sketch a JOIN sketch b ON a.words = b.words
                         WHERE a.document = :document AND b.document = d.number) AS same
FROM release r JOIN release o ON o.lead = r.lead AND o.document <> r.document JOIN document d ON d.number = o.document
WHERE r.document = :document AND d.vanished_run IS NULL ORDER BY date, d.language, d.id
"""
_PARTS = f"""
SELECT {_FACTS} FROM document d WHERE d.vanished_run IS NULL AND d.number IN (
    SELECT other FROM alike WHERE one = :document AND kind = 'part'
    UNION SELECT one FROM alike WHERE other = :document AND kind = 'part')
AND d.number NOT IN (SELECT o.document FROM release r JOIN release o ON o.lead = r.lead WHERE r.document = :document)
ORDER BY date, d.language, d.id
"""
_RELEASES = """
SELECT d.id, l.id AS lead FROM document d JOIN release r ON r.document = d.number JOIN document l ON l.number = r.lead
WHERE d.id IN ({})
"""
_EQUAL = """
SELECT o.document FROM sketch s JOIN sketch o ON o.words = s.words WHERE s.document = :document
"""
_BANDED = """
SELECT DISTINCT o.document FROM band b JOIN band o ON o.hash = b.hash WHERE b.document = :document
"""
_PASSAGES = """
SELECT DISTINCT fingerprint FROM passage WHERE document = ? AND fingerprint <> '' AND stop - start >= ?
"""
_SHARED = """
SELECT start, stop FROM passage p WHERE document = :document AND fingerprint <> ''
AND EXISTS (SELECT 1 FROM passage o WHERE o.fingerprint = p.fingerprint AND o.document = :other)
AND :limit <= (SELECT COUNT(*) FROM (
    SELECT DISTINCT document FROM passage o WHERE o.fingerprint = p.fingerprint LIMIT :limit) sharers)
"""
_SHARERS = """
SELECT a.document FROM anchor a JOIN sketch s ON s.document = a.document WHERE a.key = ? AND s.language <> ?
"""
