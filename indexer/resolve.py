"""From what was asked to what an engine is asked: words become terms, names become ids, days become numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.errors import BadQuery
from corpus.model import EntityType
from corpus.morphology import read_words
from corpus.store import Store
from indexer.engines import Reader
from indexer.labels import languages_named, media_named
from indexer.names import entities_called, entities_meant
from indexer.plan import All, AnyOf, Dates, Keyword, Match, Plan
from indexer.query import And, DateRange, Node, Or, Phrase, Word
from indexer.schema import ENTITY_FIELDS, LANGUAGE, SCOPES, TEXT, TITLE, TYPE
from indexer.terms import Precision, query_word

_NEAR = 3


@dataclass(slots=True)
class Resolver:
    """Resolves one query against one archive; ``notes`` gathers what a person should know when nothing is found."""

    query: str
    store: Store
    reader: Reader
    languages: Sequence[str]
    precision: Precision
    notes: list[str] = field(default_factory=list)

    def plan(self, node: Node, scopes: tuple[str, ...] = (TEXT, TITLE)) -> Plan:
        """The plan of a tree whose words are looked for in ``scopes``. Raises BadQuery."""
        if isinstance(node, Word | Phrase):
            return self._match(node, scopes)
        if isinstance(node, And):
            return All(
                tuple(self.plan(part, scopes) for part in node.parts), tuple(self.plan(part, scopes) for part in node.excluded)
            )
        if isinstance(node, Or):
            return AnyOf(tuple(self.plan(part, scopes) for part in node.parts))
        if isinstance(node, DateRange):
            return Dates(date.fromisoformat(node.first).toordinal(), date.fromisoformat(node.last).toordinal())
        if node.name in SCOPES:
            return self.plan(node.part, (node.name,))
        return self._named(node.name, node.part)

    def _match(self, node: Word | Phrase, scopes: tuple[str, ...]) -> Match:
        tokens = read_words(node.text, self.languages)
        if not tokens:
            raise BadQuery(self.query, node.start, f"'{node.text}' holds no word", "type a word or a number")
        return Match(tuple(query_word(token, self.precision) for token in tokens), scopes, self._called(node.text, scopes))

    def _called(self, text: str, scopes: tuple[str, ...]) -> tuple[Keyword, ...]:
        """The entities a wide search for ``text`` means as well: «Almaty» finds what says only Алматы."""
        if self.precision is not Precision.WIDE or TEXT not in scopes:
            return ()
        return tuple(Keyword(entity.type, (entity.id,)) for entity in entities_called(self.store, text, self.languages))

    def _named(self, name: str, node: Node) -> Plan:
        if isinstance(node, And):
            parts, excluded = ([self._named(name, part) for part in each] for each in (node.parts, node.excluded))
            return All(tuple(parts), tuple(excluded))
        if isinstance(node, Or):
            return AnyOf(tuple(self._named(name, part) for part in node.parts))
        if not isinstance(node, Word | Phrase):
            raise TypeError(f"{type(node).__name__} within a field: the parser refuses it")
        values = self._entities(name, node.text) if name in ENTITY_FIELDS else self._values(name, node.text)
        return Keyword(name, values, node.text)

    def _entities(self, name: str, text: str) -> tuple[str, ...]:
        kind = EntityType(name)
        found = entities_meant(self.store, text, kind, self.languages)
        if not found:
            self._note(f"no {name} is known as '{text}'", self.store.suggest_names(text, _NEAR))
        return tuple(entity.id for entity in found)

    def _values(self, name: str, text: str) -> tuple[str, ...]:
        held = self.reader.values(name)
        if name == LANGUAGE:
            found = languages_named(text, held)
        elif name == TYPE:
            found = media_named(text, held)
        else:
            found = tuple(value for value in held if value.casefold() == text.casefold())
        if not found:
            self._note(f"no document has {name} '{text}'", sorted(held, key=lambda value: (-held[value], value))[:10])
        return found

    def _note(self, said: str, near: Sequence[str]) -> None:
        self.notes.append(f"{said}; there is: {', '.join(near)}" if near else said)
