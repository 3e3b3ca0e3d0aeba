"""Documents are read back as they were put: text, passages, tokens, and everything found in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.errors import NotFound
from corpus.model import Amount, Contact, DateMention, EntityType, Frame, Mention, Passage, Role, Span, StoredDocument
from corpus.store import rows
from corpus.store.base import Base
from corpus.store.door import Row
from corpus.tokens import TokenTable


class DocumentReader(Base):
    """The reading side of documents. Every ``id`` may be a document's id, its unambiguous beginning, or a path."""

    def document(self, id: str) -> StoredDocument:
        """The document with its text. Raises NotFound."""
        number = self._number(id)
        row = self._connection.execute(_DOCUMENT, (number,)).fetchone()
        places = self._rows("SELECT path, source FROM path WHERE document = ? ORDER BY path", (number,))
        return rows.document(row, places, row["text"])

    def openings(self, ids: Sequence[str], characters: int) -> dict[str, tuple[str, str]]:
        """Title and the first ``characters`` of the text of each present document of ``ids``; of at most a few dozen."""
        marks = ", ".join("?" * len(ids))
        found = self._rows(_OPENINGS.format(marks), (characters, *ids)) if ids else ()
        return {row["id"]: (row["title"], row["opening"]) for row in found}

    def ids(self) -> Iterator[str]:
        """Ids of all present documents, in the order they came."""
        for row in self._rows("SELECT id FROM document WHERE vanished_run IS NULL ORDER BY number"):
            yield row[0]

    def titles(self) -> Iterator[str]:
        """Titles of all present documents that have one."""
        for row in self._rows("SELECT title FROM document WHERE vanished_run IS NULL AND title <> ''"):
            yield row[0]

    def tokens(self, id: str) -> TokenTable:
        """The document's tokens."""
        return TokenTable.unpack(self._value("SELECT tokens FROM body WHERE document = ?", (self._number(id),)))

    def passages(self, id: str) -> tuple[Passage, ...]:
        """The document's passages in text order."""
        return tuple(rows.passage(row) for row in self._of("passage", id))

    def passage(self, id: str, start: int) -> Passage:
        """The document's passage that begins at ``start``. Raises NotFound."""
        row = self._row("SELECT * FROM passage WHERE document = ? AND start = ?", (self._number(id), start))
        if row is None:
            raise NotFound(f"{id}: no passage begins at {start}")
        return rows.passage(row)

    def frames(self, id: str, places: Sequence[int]) -> list[Frame]:
        """Where the passages lie that hold any of ``places``, in text order: far less to read than whole passages."""
        found = self._rows("SELECT start, stop, language FROM passage WHERE document = ? ORDER BY start", (self._number(id),))
        starts = [row[0] for row in found]
        near = sorted({bisect_right(starts, place) - 1 for place in places} - {-1})
        return [Frame(*found[index]) for index in near]

    def languages_spoken(self, id: str, *, score: float, characters: int) -> tuple[str, ...]:
        """Languages of the document's passages that are as sure and as long as this, those of most characters first."""
        return tuple(row["language"] for row in self._rows(_LANGUAGES, (self._number(id), score, characters)))

    def mentions(self, id: str) -> list[tuple[Mention, str]]:
        """The document's mentions in text order, each with its entity's id ("" before the first linking)."""
        return [(rows.mention(row), row["entity"]) for row in self._rows(_MENTIONS, (self._number(id),))]

    def dates(self, id: str) -> list[DateMention]:
        """Dates in the document's text, in text order."""
        return [rows.date(row) for row in self._of("date", id)]

    def amounts(self, id: str) -> list[Amount]:
        """How much and how many the document says, in text order."""
        return [rows.amount(row) for row in self._of("amount", id)]

    def contacts(self, id: str) -> list[Contact]:
        """Ways to reach someone that the document gives, in text order."""
        return [rows.contact(row) for row in self._of("contact", id)]

    def roles(self, id: str) -> list[Role]:
        """Who holds which position, as the document says it."""
        found = self._rows("SELECT * FROM role WHERE document = ? ORDER BY person_start, position_start", (self._number(id),))
        return [rows.role(row) for row in found]

    def boilerplate(self, id: str) -> tuple[Span, ...]:
        """Passages that so many documents share that they say nothing of this one."""
        found = self._rows(_BOILERPLATE, {"document": self._number(id), "limit": self._boilerplate_documents})
        return tuple(Span(row["start"], row["stop"]) for row in found)

    def document_entities(self, id: str) -> list[tuple[str, EntityType, str, int]]:
        """What the document mentions: entity id, type, name and number of mentions, most mentioned first."""
        found = self._rows(_ENTITIES, (self._number(id),))
        return [(row["id"], EntityType(row["type"]), row["name"], row["mentions"]) for row in found]

    def _of(self, table: str, id: str) -> list[Row]:
        return self._rows(f"SELECT * FROM {table} WHERE document = ? ORDER BY start, stop", (self._number(id),))


_DOCUMENT = "SELECT d.*, b.text FROM document d JOIN body b ON b.document = d.number WHERE d.number = ?"
_MENTIONS = """
SELECT m.start, m.stop, m.text, m.rule, m.score, m.note, n.type, n.name, n.language, n.link, COALESCE(e.id, '') AS entity
FROM mention m JOIN name n ON n.number = m.name LEFT JOIN entity e ON e.number = n.entity
WHERE m.document = ? ORDER BY m.start
"""
_BOILERPLATE = """
SELECT start, stop FROM passage p WHERE document = :document AND fingerprint <> '' AND :limit <= (
    SELECT COUNT(*) FROM (SELECT DISTINCT document FROM passage o WHERE o.fingerprint = p.fingerprint LIMIT :limit) sharers)
ORDER BY start
"""
_ENTITIES = """
SELECT e.id, e.type, e.name, COUNT(*) AS mentions
FROM mention m JOIN name n ON n.number = m.name JOIN entity e ON e.number = n.entity
WHERE m.document = ? GROUP BY e.number ORDER BY mentions DESC, e.name, e.id
"""
_LANGUAGES = """
SELECT language FROM passage WHERE document = ? AND language <> 'und' AND score >= ? AND stop - start >= ?
GROUP BY language ORDER BY sum(stop - start) DESC, language
"""
_OPENINGS = """
SELECT d.id, d.title, SUBSTR(b.text, 1, ?) AS opening FROM document d JOIN body b ON b.document = d.number
WHERE d.vanished_run IS NULL AND d.id IN ({})
"""
