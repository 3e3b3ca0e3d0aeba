"""Which of the archive's entities do names from elsewhere mean: a list of names, or what a text names?"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.likeness import is_cyrillic, likeliest
from corpus.model import Entity, EntityType, Findings
from corpus.store import Store
from corpus.store.keys import fold_name

_KIN = (
    frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.REGION, EntityType.PLACE}),
    frozenset({EntityType.ORGANISATION, EntityType.PROGRAMME, EntityType.EVENT}),
)
_CANDIDATES = 3
_FULL = 2
"""Words of a name that is told by its sound: a surname alone has too many like it."""
_LIKELY = 0.72
"""What a letter may cost: George Walker for «Джордж Уолкер» .69, Anna King for «Анна Ким» .80."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked (``name``, "" in ``written`` for a list) and an entity of the archive, None where none answers.

    ``sure`` when the entity is called so, or is the same place; else it answers by a part of its name or another form of it.
    """

    name: str
    written: str
    type: EntityType | None
    entity: Entity | None
    sure: bool


def match(store: Store, names: Iterable[str]) -> Iterator[Answer]:
    """For each name the entities that answer to it, surest first and three at most, or one answer without an entity.

    A person's name that nothing answers to is sought by its sound in the other script: "George Walker" is «Джордж Уолкер».
    """
    abroad = _Abroad(store)
    for name in names:
        answers = _answers(store, name, "", None, "")
        if answers[0].entity is None and (like := abroad.nearest(name)):
            answers = [Answer(name, "", None, entity, sure=False) for entity in like]
        yield from answers


class _Abroad:
    """The archive's people by what their names may be in another script; read when first asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[bool, dict[int, list[str]]] | None = None

    def nearest(self, name: str) -> list[Entity]:
        """The people whose names are likely the same in the other of the two scripts, Latin and Cyrillic; likeliest first."""
        words = len(name.split())
        if words < _FULL:
            return []
        candidates = self._people()[not is_cyrillic(name)].get(words, [])
        near = [other for other, cost in likeliest(name, candidates, _CANDIDATES) if cost <= _LIKELY]
        return [entity for other in near for entity in self._store.find_entities(other, EntityType.PERSON, limit=1)]

    def _people(self) -> dict[bool, dict[int, list[str]]]:
        """Full names by whether they are Cyrillic, then by their number of words."""
        if self._names is None:
            self._names = {True: {}, False: {}}
            for type_, name, _ in self._store.ranked_names(sys.maxsize):
                if type_ is EntityType.PERSON:
                    self._names[is_cyrillic(name)].setdefault(len(name.split()), []).append(name)
        return self._names


def screen(store: Store, findings: Findings) -> Iterator[Answer]:
    """For each name of a text, once, the entities of its kind that the archive knows."""
    seen = set()
    for mention in findings.mentions:
        if (mention.name, mention.type) not in seen:
            seen.add((mention.name, mention.type))
            yield from _answers(store, mention.name, mention.text, mention.type, mention.link)


def _answers(store: Store, name: str, written: str, type_: EntityType | None, link: str) -> list[Answer]:
    found = [entity for entity in store.find_entities(name) if type_ is None or _akin(type_, entity.type)]
    answers = [Answer(name, written, type_, entity, _is_sure(entity, name, link)) for entity in found]
    sure = [answer for answer in answers if answer.sure]
    return (sure or answers)[:_CANDIDATES] or [Answer(name, written, type_, None, False)]


def _akin(one: EntityType, other: EntityType) -> bool:
    return one is other or any(one in kin and other in kin for kin in _KIN)


def _is_sure(entity: Entity, name: str, link: str) -> bool:
    called = {fold_name(each) for names in entity.names.values() for each in (*names, entity.name)}
    same_place = link.startswith("geonames:") and entity.links.get("geonames") == link.removeprefix("geonames:")
    return same_place or fold_name(name) in called
