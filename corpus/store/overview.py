"""The archive from afar: where its entities fall in time, who shares documents with whom, what is said to have happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.model import DateMention, EntityType, Evidence
from corpus.store import rows
from corpus.store.entities import EntityReader


class OverviewReader(EntityReader):
    """Reading across all documents; each answer costs one pass over the mentions it counts."""

    def entity_years(self, type: EntityType) -> Mapping[str, Mapping[int, int]]:
        """For each entity of a type its documents by year; documents without a date stand under 0."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for row in self._rows(_YEARS, (type,)):
            found[row["id"]][int(row["year"])] = row["documents"]
        return found

    def entity_forms(self, id: str, limit: int = 40) -> list[tuple[str, str, int]]:
        """Forms in which texts write an entity's names: language, form, mentions; most frequent first. Raises NotFound."""
        found = self._rows(_FORMS, (self._entity_number(id), limit))
        return [(row["language"], row["text"], row["mentions"]) for row in found]

    def doubtful_links(self, below: float) -> dict[tuple[str, str, str], tuple[str, float, str]]:
        """Names that a rule less sure than ``below`` joined to an entity: (entity's id, its name, theirs) with how and why.

        How is the rule and its score; what a person said is never doubtful.
        """
        found = self._rows(_DOUBTFUL, (below,))
        return {(row["id"], row["entity"], row["name"]): (row["rule"], row["score"], row["reason"]) for row in found}

    def ties(self, ids: Sequence[str]) -> list[tuple[str, str, int]]:
        """Pairs of these entities that share documents, and how many, most first; a few hundred ids at a time."""
        if not ids:
            return []
        marks = ",".join("?" * len(ids))
        return [(row["one"], row["other"], row["documents"]) for row in self._rows(_TIES.format(marks), list(ids))]

    def stated_dates(self, first: str, last: str, limit: int = 100) -> list[tuple[DateMention, Evidence]]:
        """Days and months within ``first`` .. ``last`` (ISO) that documents name, each with its sentence, in order of time.

        A date that is its own document's date is left out: it says when something was written, not what happened.
        """
        found = self._rows(_STATED, {"first": first, "last": last, "limit": limit})
        texts = {number: self._text(number) for number in {row["document"] for row in found}}
        return [(rows.date(row), self._evidence(row, texts[row["document"]])) for row in found]


_YEARS = """
SELECT e.id, COALESCE(substr(d.date_start, 1, 4), '0') AS year, COUNT(DISTINCT m.document) AS documents
FROM entity e JOIN name n ON n.entity = e.number JOIN mention m ON m.name = n.number JOIN document d ON d.number = m.document
WHERE e.type = ? GROUP BY e.number, year
"""
_FORMS = """
SELECT n.language, m.text, COUNT(*) AS mentions FROM name n JOIN mention m ON m.name = n.number
WHERE n.entity = ? GROUP BY n.language, m.text ORDER BY mentions DESC, n.language, m.text LIMIT ?
"""
_TIES = """
WITH present AS MATERIALIZED (
    SELECT DISTINCT m.document, e.number AS entity, e.id
    FROM entity e JOIN name n ON n.entity = e.number JOIN mention m ON m.name = n.number WHERE e.id IN ({}))
SELECT a.id AS one, b.id AS other, COUNT(*) AS documents
FROM present a JOIN present b ON b.document = a.document AND b.entity > a.entity
GROUP BY a.entity, a.id, b.entity, b.id ORDER BY documents DESC, one, other
"""
_STATED = """
SELECT t.*, d.id, d.title, COALESCE(d.date_start, '') AS date, d.language, t.edtf AS name, t.role AS note,
    (SELECT path FROM path p WHERE p.document = d.number ORDER BY path LIMIT 1) AS path
FROM date t JOIN document d ON d.number = t.document
WHERE t.first >= :first AND t.last <= :last AND t.precision IN ('day', 'month', 'range')
    AND NOT (t.first = COALESCE(d.date_start, '') AND t.last = COALESCE(d.date_stop, ''))
ORDER BY t.first, t.last, d.date_start NULLS FIRST, t.document, t.start LIMIT :limit
"""
_DOUBTFUL = """
SELECT e.id, e.name AS entity, n.name, n.rule, n.score, n.reason FROM name n JOIN entity e ON e.number = n.entity
WHERE n.rule <> '' AND n.score > 0 AND n.score < ? AND n.documents > 0 ORDER BY e.documents DESC, e.id, n.name
"""
