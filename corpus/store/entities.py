"""Entities are read back with their names, counts and evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from corpus.errors import NotFound
from corpus.model import Entity, EntityType, Evidence, HeldRole, KnownContact, Span
from corpus.store import rows
from corpus.store.door import Row
from corpus.store.matching import Matcher

MARGIN = 160
"""Code points shown on either side of a mention when its passage has no sentence around it."""


class EntityReader(Matcher):
    """The reading side of entities."""

    def entities(self, type: EntityType | None = None, limit: int = 100, offset: int = 0) -> list[Entity]:
        """Entities in most documents first, then by name."""
        if type is None:
            return self._entities(self._rows(_RANKED, (limit, offset)))
        return self._entities(self._rows(_RANKED_OF_TYPE, (type, limit, offset)))

    def ranked_names(self, limit: int) -> list[tuple[EntityType, str, int]]:
        """Type, name and number of documents of the entities that ``entities`` gives, without a look at their other names."""
        return [(EntityType(row["type"]), row["name"], row["documents"]) for row in self._rows(_RANKED, (limit, 0))]

    def entity_ids(self) -> set[str]:
        """Ids of all entities."""
        return {row[0] for row in self._rows("SELECT id FROM entity")}

    def entity(self, id: str) -> Entity:
        """The entity with this id. Raises NotFound."""
        row = self._row("SELECT * FROM entity WHERE id = ?", (id,))
        if row is None:
            raise NotFound(f"{id}: no entity has this id; list them with: svod entities")
        return self._entities([row])[0]

    def entity_names(self, id: str) -> list[tuple[str, str]]:
        """The names of an entity, each with the type documents mention it as, in order. Raises NotFound."""
        found = self._rows(_OWN_NAMES, (self._entity_number(id),))
        return [(str(row["type"]), str(row["name"])) for row in found]

    def find_entities(self, name: str, type: EntityType | None = None, limit: int = 20) -> list[Entity]:
        """Entities that answer to an id, or to a name in any form («Таразе», «Шакировой»), best first."""
        row = self._row("SELECT * FROM entity WHERE id = ?", (name,))
        if row is not None:
            return self._entities([row])
        found = self.match(name, type, limit)
        return self._entities([self._entity_row(number) for number in found])

    def evidence(self, entity: str, limit: int = 20, offset: int = 0) -> list[Evidence]:
        """Mentions of an entity with their sentences, newest document first, undated ones last. Raises NotFound."""
        found = self._rows(_EVIDENCE, (self._entity_number(entity), limit, offset))
        texts = {number: self._text(number) for number in {row["document"] for row in found}}
        return [self._evidence(row, texts[row["document"]]) for row in found]

    def entity_documents(self, entity: str, limit: int = 100, offset: int = 0) -> list[tuple[str, str, str, int]]:
        """Documents that mention an entity: id, date ("" when undated), title, mentions; newest first. Raises NotFound."""
        found = self._rows(_DOCUMENTS, (self._entity_number(entity), limit, offset))
        return [(row["id"], row["date"], row["title"], row["mentions"]) for row in found]

    def neighbours(self, entity: str, limit: int = 20) -> list[tuple[Entity, int]]:
        """Entities that share documents with this one, and how many, most first. Raises NotFound."""
        number = self._entity_number(entity)
        found = self._rows(_NEIGHBOURS, {"entity": number, "limit": limit})
        return [(self._entities([self._entity_row(row["entity"])])[0], row["documents"]) for row in found]

    def company(self, entity: str, limit: int = 200) -> list[tuple[str, int, int]]:
        """As ``neighbours``, each by id alone: documents that name both, and documents that name the other at all."""
        found = self._rows(_COMPANY, {"entity": self._entity_number(entity), "limit": limit})
        return [(row["id"], row["together"], row["documents"]) for row in found]

    def roles_of(self, entity: str, limit: int = 100) -> list[HeldRole]:
        """Positions that a person holds, or that are held in an organisation; newest document first. Raises NotFound."""
        found = self._rows(_ROLES, {"entity": self._entity_number(entity), "limit": limit})
        return [HeldRole(*row) for row in found]

    def contacts_of(self, entity: str, limit: int = 100) -> list[KnownContact]:
        """Ways to reach an entity, in most documents first. Raises NotFound."""
        return [KnownContact(*row) for row in self._rows(_CONTACTS, (self._entity_number(entity), limit))]

    def _entity_number(self, id: str) -> int:
        number = self._value("SELECT number FROM entity WHERE id = ?", (id,))
        if number is None:
            raise NotFound(f"{id}: no entity has this id; list them with: svod entities")
        return int(number)

    def _entity_row(self, number: int) -> Row:
        row: Row = self._connection.execute("SELECT * FROM entity WHERE number = ?", (number,)).fetchone()
        return row

    def _entities(self, found: Sequence[Row]) -> list[Entity]:
        return [self._entity(row, self._rows(_NAMES, (row["number"],))) for row in found]

    def _entity(self, row: Row, names: Sequence[Row]) -> Entity:
        by_language: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if name["name"] not in by_language[name["language"]]:
                by_language[name["language"]].append(name["name"])
        for short in self._rows(_ABBREVIATIONS, (row["number"],)):
            if short["short"] not in by_language[short["language"]]:
                by_language[short["language"]].append(short["short"])
        return Entity(
            id=row["id"],
            type=EntityType(row["type"]),
            name=row["name"],
            names={language: tuple(given) for language, given in by_language.items()},
            documents=row["documents"],
            mentions=row["mentions"],
            links=json.loads(row["links"]),
            first=row["first"],
            last=row["last"],
            merges=tuple(rows.merge(name) for name in names),
        )

    def _text(self, number: int) -> str:
        return str(self._value("SELECT text FROM body WHERE document = ?", (number,)))

    def _evidence(self, row: Row, text: str) -> Evidence:
        mention = Span(row["start"], row["stop"])
        passage = self._row(_PASSAGE, (row["document"], mention.start))
        sentence = _sentence(mention, passage, len(text))
        return Evidence(
            document=row["id"],
            title=row["title"],
            path=row["path"] or "",
            date=row["date"],
            sentence=sentence.of(text),
            span=mention.shift(-sentence.start),
            start=sentence.start,
            page=passage["page"] if passage is not None else 0,
            language=passage["language"] if passage is not None else row["language"],
            name=row["name"],
            note=row["note"],
            recognised=passage["recognised"] if passage is not None else 0.0,
        )


def _sentence(mention: Span, passage: Row | None, length: int) -> Span:
    """The sentence around a mention; when it crosses sentences, all of them; without any, some text on either side."""
    inside = [s for s in rows.unpack_spans(passage["sentences"]) if s.overlaps(mention)] if passage is not None else []
    if inside:
        return Span(min(inside[0].start, mention.start), max(inside[-1].stop, mention.stop))
    first, last = (passage["start"], passage["stop"]) if passage is not None else (0, length)
    return Span(max(min(first, mention.start), mention.start - MARGIN), min(max(last, mention.stop), mention.stop + MARGIN))


_OWN_NAMES = "SELECT DISTINCT type, name FROM name WHERE entity = ? ORDER BY type, name"
_RANKED = "SELECT * FROM entity ORDER BY documents DESC, name, id LIMIT ? OFFSET ?"
_RANKED_OF_TYPE = "SELECT * FROM entity WHERE type = ? ORDER BY documents DESC, name, id LIMIT ? OFFSET ?"
_NAMES = """
SELECT name, language, rule, score, reason FROM name WHERE entity = ? ORDER BY mentions DESC, name, language, link
"""
_ABBREVIATIONS = """
SELECT DISTINCT a.short, n.language FROM name n JOIN alias a ON a.long = n.name AND a.type = n.type
WHERE n.entity = ? ORDER BY a.short, n.language
"""
_EVIDENCE = """
SELECT d.id, d.title, COALESCE(d.date_start, '') AS date, d.language, m.document, m.start, m.stop, m.note, n.name,
    (SELECT path FROM path p WHERE p.document = d.number ORDER BY path LIMIT 1) AS path
FROM (
    SELECT i.document, i.start FROM name n JOIN mention i ON i.name = n.number JOIN document d ON d.number = i.document
    WHERE n.entity = ? ORDER BY d.date_start DESC NULLS LAST, i.document, i.start LIMIT ? OFFSET ?) chosen
JOIN mention m ON m.document = chosen.document AND m.start = chosen.start
JOIN name n ON n.number = m.name JOIN document d ON d.number = m.document
ORDER BY d.date_start DESC NULLS LAST, m.document, m.start
"""
_PASSAGE = "SELECT * FROM passage WHERE document = ? AND start <= ? ORDER BY start DESC LIMIT 1"
_DOCUMENTS = """
SELECT d.id, COALESCE(d.date_start, '') AS date, d.title, COUNT(*) AS mentions
FROM name n JOIN mention m ON m.name = n.number JOIN document d ON d.number = m.document
WHERE n.entity = ? GROUP BY d.number ORDER BY d.date_start DESC NULLS LAST, d.number LIMIT ? OFFSET ?
"""
_TOGETHER = """(
    SELECT n.entity, COUNT(DISTINCT m.document) AS documents
    FROM mention m JOIN name n ON n.number = m.name
    WHERE m.document IN (SELECT i.document FROM name o JOIN mention i ON i.name = o.number WHERE o.entity = :entity)
        AND n.entity IS NOT NULL AND n.entity <> :entity
    GROUP BY n.entity) together
JOIN entity e ON e.number = together.entity
ORDER BY together.documents DESC, e.name, e.id LIMIT :limit
"""
_NEIGHBOURS = f"SELECT together.entity, together.documents FROM {_TOGETHER}"
_COMPANY = f"SELECT e.id, together.documents AS together, e.documents FROM {_TOGETHER}"
_ROLES = """
SELECT COALESCE(pe.id, ''), p.name, r.text, COALESCE(oe.id, ''), COALESCE(o.name, ''), d.id, COALESCE(d.date_start, ''),
    r.position_start
FROM (
    SELECT r.* FROM name n JOIN role r ON r.person = n.number WHERE n.entity = :entity
    UNION
    SELECT r.* FROM name n JOIN role r ON r.organisation = n.number WHERE n.entity = :entity) r
JOIN document d ON d.number = r.document
JOIN name p ON p.number = r.person
LEFT JOIN entity pe ON pe.number = p.entity
LEFT JOIN name o ON o.number = r.organisation
LEFT JOIN entity oe ON oe.number = o.entity
ORDER BY d.date_start DESC NULLS LAST, d.number, r.position_start LIMIT :limit
"""
_CONTACTS = """
SELECT kind, value, extension, documents, id FROM (
    SELECT given.*, COUNT(*) OVER same AS documents,
        ROW_NUMBER() OVER (PARTITION BY kind, value, extension ORDER BY date DESC, document) AS place
    FROM (
        SELECT DISTINCT c.kind, c.value, c.extension, c.document, d.id, COALESCE(d.date_start, '') AS date
        FROM name n JOIN contact c ON c.owner = n.number JOIN document d ON d.number = c.document
        WHERE n.entity = ?) given
    WINDOW same AS (PARTITION BY kind, value, extension)) counted
WHERE place = 1 ORDER BY documents DESC, kind, value, extension LIMIT ?
"""
