"""How well some documents could be read: counts of what a reader of the report would want to hear of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import EntityType
from corpus.store.base import Base
from corpus.tokens import TokenTable


@dataclass(frozen=True, slots=True)
class Intake:
    """Counts over some documents: pages and those without a word, words and those no dictionary knows, cities and unlinked."""

    pages: int = 0
    unreadable_pages: int = 0
    words: int = 0
    unknown_words: int = 0
    cities: int = 0
    unlinked_cities: int = 0


class IntakeReader(Base):
    """Reading what documents lack, and where they lie."""

    def paths_of(self, id: str) -> tuple[str, ...]:
        """Where a document lies; () when it is no more."""
        return tuple(row["path"] for row in self._rows(_PATHS, (id,)))

    def intake(self, ids: Iterable[str]) -> Intake:
        """The counts over these documents; those that are no more are left out."""
        counts = [0] * 6
        for id in ids:
            row = self._row(_DOCUMENT, (id,))
            if row is None:
                continue
            words = self._words(row["tokens"])
            cities = self._row(_CITIES, (row["number"], EntityType.CITY))
            found = (row["pages"], row["pages"] - min(row["read"], row["pages"]), *words, *(cities or (0, 0)))
            counts = [one + other for one, other in zip(counts, found, strict=True)]
        return Intake(*counts)

    def _words(self, packed: bytes) -> tuple[int, int]:
        """Words of a document, and how many of them no dictionary knows: those that have a stem in place of a reading."""
        tokens = TokenTable.unpack(packed)
        is_word = [form.isalpha() for form, *_ in tokens.words]
        is_unknown = [bool(stems) and form.isalpha() for form, _, _, stems in tokens.words]
        return sum(is_word[word] for word in tokens.word_ids), sum(is_unknown[word] for word in tokens.word_ids)


_PATHS = "SELECT path FROM path JOIN document ON number = document WHERE id = ? ORDER BY path"
_DOCUMENT = """
SELECT d.number, d.pages, b.tokens,
    (SELECT COUNT(DISTINCT page) FROM passage p WHERE p.document = d.number AND page > 0) AS read
FROM document d JOIN body b ON b.document = d.number WHERE d.id = ?
"""
_CITIES = """
SELECT COUNT(*), COUNT(*) FILTER (WHERE n.link = '') FROM mention m JOIN name n ON n.number = m.name
WHERE m.document = ? AND n.type = ?
"""
