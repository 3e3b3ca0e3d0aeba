"""Finds the entities that a person may mean by a name: as written, in another form, by a part of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import gazetteer
from corpus.languages import fold
from corpus.model import EntityType
from corpus.store.base import Base
from corpus.store.keys import FORM, STEM, fold_name, word_keys

EXACT, WHOLE, PART = 0, 1, 2

SUGGESTION_SCORE = 70
"""Names less like the one asked for (rapidfuzz's WRatio, 0 to 100) are no help."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How well an entity answers: the smaller, the better.

    First ``reach`` (the name itself, all its words in other forms, a part of it), then the worst ``rank`` of a word, then
    the many documents (negative) before the few, then the words of the name that nobody asked for.
    """

    reach: int
    rank: int
    rarity: int
    extra: int
    entity: int


class Matcher(Base):
    """Looks names up by their words."""

    def match(self, name: str, type: EntityType | None, limit: int) -> list[int]:
        """Numbers of the entities that answer to a name, best first."""
        asked = word_keys(name, [row[0] for row in self._rows("SELECT DISTINCT language FROM name WHERE language <> ''")])
        found = self._names_with(asked)
        if any(rank < STEM for rank in found.values()):
            found = {number: rank for number, rank in found.items() if rank < STEM}
        best: dict[int, Match] = {}
        for match in [
            *self._matches(found, name, len(asked), type),
            *self._known(name, type),
            *self._given(name, type),
            *self._introduced(name, type),
        ]:
            best[match.entity] = min(match, best.get(match.entity, match))
        return [match.entity for match in sorted(best.values())[:limit]]

    def suggest_names(self, name: str, limit: int = 5) -> list[str]:
        """The names most like one that nothing answers to, likeliest first."""
        known = [row[0] for row in self._rows("SELECT DISTINCT name FROM name WHERE entity IS NOT NULL ORDER BY name")]
        # folding hundreds of thousands of names would take seconds; lower case is near enough for a suggestion
        from rapidfuzz import fuzz, process  # only a name that nobody bears is compared with all

        lower = [each.lower() for each in known]
        near = process.extract(fold(name), lower, scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=SUGGESTION_SCORE)
        found = [known[place] for _, _, place in near]
        distinct = {fold_name(suggestion): suggestion for suggestion in reversed(found)}
        return list(reversed(distinct.values()))[:limit]

    def _names_with(self, asked: Sequence[dict[str, int]]) -> dict[int, int]:
        """Names that hold every word asked for, with the worst rank among the words."""
        found: dict[int, int] | None = None
        for keys in asked:
            ranks: dict[int, int] = {}
            for key, rank in keys.items():
                for row in self._rows("SELECT name, rank FROM name_word WHERE word = ?", (key,)):
                    ranks[row["name"]] = min(max(rank, row["rank"]), ranks.get(row["name"], STEM))
            if found is None:
                found = ranks
            else:
                found = {number: max(found[number], rank) for number, rank in ranks.items() if number in found}
        return found or {}

    def _known(self, name: str, type: EntityType | None) -> list[Match]:
        """Entities that the gazetteer knows by this name, though no document writes it: Almaty for Алматы."""
        links = {entry.link for entry in gazetteer.find(name)}
        found = [row for link in sorted(links) for row in self._rows(_ENTITY_LINKED, (link, type, type))]
        return [Match(WHOLE, FORM, -row["documents"], 0, row["number"]) for row in found]

    def _given(self, name: str, type: EntityType | None) -> list[Match]:
        """Entities to which people gave this name."""
        wanted = fold_name(name)
        given = json.loads(self._value("SELECT value FROM fact WHERE key = 'aliases'") or "[]")
        found = [row for folded, number in given if folded == wanted for row in self._rows(_ENTITY, (number, type, type))]
        return [Match(EXACT, FORM, -row["documents"], 0, row["number"]) for row in found]

    def _introduced(self, name: str, type: EntityType | None) -> list[Match]:
        """Entities that a text abbreviates so: РЭЦЦА for the Региональный экологический центр Центральной Азии."""
        written = (name, name.upper(), type, type)
        return [Match(EXACT, FORM, -row["documents"], 0, row["number"]) for row in self._rows(_ENTITY_ABBREVIATED, written)]

    def _matches(self, found: dict[int, int], name: str, asked: int, type: EntityType | None) -> list[Match]:
        matches = []
        wanted = fold_name(name)
        for number, rank in found.items():
            row = self._row(_ENTITY_OF, (number, type, type))
            if row is not None:
                folded = fold_name(row["name"])
                extra = max(0, len(folded.split()) - asked)
                reach = EXACT if folded == wanted else PART if extra else WHOLE
                matches.append(Match(reach, rank, -row["documents"], extra, row["number"]))
        return matches


_ENTITY_LINKED = """
SELECT DISTINCT e.number, e.documents FROM name n JOIN entity e ON e.number = n.entity
WHERE n.link = ? AND n.link <> '' AND (? IS NULL OR e.type = ?)
"""
_ENTITY_ABBREVIATED = """
SELECT DISTINCT e.number, e.documents FROM alias a
JOIN name n ON n.name = a.long AND n.type = a.type JOIN entity e ON e.number = n.entity
WHERE a.short IN (?, ?) AND (? IS NULL OR e.type = ?)
"""
_ENTITY = "SELECT number, documents FROM entity WHERE number = ? AND (? IS NULL OR type = ?)"
_ENTITY_OF = """
SELECT e.number, e.documents, n.name FROM name n JOIN entity e ON e.number = n.entity
WHERE n.number = ? AND (? IS NULL OR e.type = ?)
"""
