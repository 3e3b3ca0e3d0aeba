"""Which entities a person means by a name typed in a query: in any form, under any of their names, in any script."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import gazetteer
from corpus.errors import NotFound
from corpus.languages import WORD, fold, script
from corpus.model import ALIAS, Entity, EntityType, Token
from corpus.morphology import read_words
from corpus.store import Store
from indexer.plan import Match
from indexer.snippets import Matcher
from indexer.terms import words_of

LIMIT = 100
"""More entities than this that answer to one name are not told apart by it."""

_READ_CHARACTERS = 20_000

_EXPANDED = frozenset(EntityType) - {EntityType.PERSON, EntityType.EVENT}
"""What a plain word may name by itself: a surname means many people, a place or a body is one thing."""


def entities_meant(store: Store, text: str, kind: EntityType, languages: Sequence[str]) -> list[Entity]:
    """Entities of one kind that answer to ``text``, best first.

    Where it is the whole name of some, only those: «Европейский Союз» does not mean its Представительство. A person's
    surname means everyone who bears it.
    """
    found = store.find_entities(text, kind, limit=LIMIT)
    whole = [entity for entity in found if _bears(entity, read_words(text, languages), languages)]
    return found if kind is EntityType.PERSON or not whole else whole


def entities_called(store: Store, text: str, languages: Sequence[str]) -> list[Entity]:
    """Places, bodies and programmes whose whole name ``text`` is: «Almaty» and «Алма-Атой» for Алматы.

    A name that only the gazetteer knows counts when it is in a script the archive has no name in: Верный was Almaty once,
    but «верный» is a word.
    """
    asked = read_words(text, languages)
    known = {entry.link for entry in gazetteer.find(text)}
    return [
        entity
        for entity in store.find_entities(text)
        if entity.type in _EXPANDED
        and (_bears(entity, asked, languages) or (entity.links.get("link") in known and _is_foreign(text, entity)))
    ]


def is_borne(entities: Sequence[Entity], text: str, languages: Sequence[str]) -> bool:
    """True when ``text`` is the whole name of one of the entities, as «парламент» is not of Европарламент."""
    asked = read_words(text, languages)
    return any(_bears(entity, asked, languages) for entity in entities)


def is_written_as_name(store: Store, word: Match, documents: Sequence[str], languages: Sequence[str]) -> bool:
    """True where the word mostly has a capital in these documents and their titles: «Новичок», «easyJet», not «новичок»."""
    matcher = Matcher([word])
    capitals = small = 0
    for id, (title, text) in store.openings(documents, _READ_CHARACTERS).items():
        try:
            read = ((text, store.tokens(id)), (title, words_of(title, languages)))
        except NotFound:  # gone since its opening was read
            continue
        written = [mark.span.of(said) for said, tokens in read for mark in matcher.marks(tokens)]
        small += sum(map(str.islower, written))
        capitals += sum(each != each.lower() for each in written)
    return capitals > small


def _bears(entity: Entity, asked: Sequence[Token], languages: Sequence[str]) -> bool:
    """True when one of the entity's names has the words asked for and no other.

    No lemma is of two scripts: names in another are not looked up, which may cost a dictionary that nothing else needs.
    """
    written = [script(token.form) for token in asked]
    for name in _names(entity):
        if [script(fold(word)) for word in WORD.findall(name)] == written and all(
            map(_share, read_words(name, languages), asked)
        ):
            return True
    return False


def _share(left: Token, right: Token) -> bool:
    return left.form == right.form or not {left.lemma, *left.readings}.isdisjoint((right.lemma, *right.readings))


def _is_foreign(text: str, entity: Entity) -> bool:
    return script(text) not in {script(name) for name in _names(entity)}


def _names(entity: Entity) -> list[str]:
    given = entity.links.get(ALIAS, "").split("\n")
    return [entity.name, *(name for names in entity.names.values() for name in names), *(name for name in given if name)]
