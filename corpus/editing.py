"""What people decide about entities: said in the journal, and true in the store at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus import entities, pipeline
from corpus.config import Config
from corpus.entities import ACTIONS, Edit
from corpus.errors import BadEdit, NotFound
from corpus.model import Entity, EntityType
from corpus.store import Store

LONGEST = 300
"""Characters of a name or reason; more is a paste gone wrong."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done to an entity (its id).

    ``value`` is the new name or type; ``others`` are the ids merged into it, or the names split from it.
    """

    do: str
    entity: str
    value: str = ""
    others: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An edit of the journal, whether it holds, and which of its names no document mentions any more."""

    edit: Edit
    holds: bool
    unknown: tuple[str, ...]


def decide(config: Config, store: Store, wish: Wish, by: str) -> Edit:
    """The edit as written; entities are linked anew by it. Raises BadEdit, NotFound."""
    return _write(config, store, _edit(wish, store, by))


def take_back(config: Config, store: Store, number: int, by: str, because: str = "") -> Edit:
    """The undoing of edit ``number`` as written. Raises NotFound, BadEdit for one that does not hold."""
    journal = entities.load_journal(config.root)
    if number not in {edit.number for edit in journal}:
        raise NotFound(f"there is no edit {number}; list them with: svod entity edits")
    if any(edit.do == "undo" and int(edit.value) == number for edit in entities.holding(journal)):
        raise BadEdit(f"edit {number} is taken back already")
    return _write(config, store, Edit(0, _now(), by, "undo", (), str(number), because.strip()))


def told(config: Config, store: Store) -> list[Told]:
    """Every edit, oldest first. Raises BadConfig with the line of the journal that cannot be read."""
    journal = entities.load_journal(config.root)
    held = {edit.number for edit in entities.holding(journal)}
    known = {(str(name.type), name.name) for name in store.names()}
    lost = entities.unknown_names(journal, known)
    return [
        Told(edit, edit.number in held, tuple(dict.fromkeys(name for other, name in lost if other is edit))) for edit in journal
    ]


def edited(store: Store, edit: Edit) -> Entity | None:
    """The entity that bears the names of an edit now; None when it is hidden, or none bears them."""
    for type_, name in edit.names:
        for entity in store.find_entities(name):
            if (type_, name) in store.entity_names(entity.id):
                return entity
    return None


def _edit(wish: Wish, store: Store, by: str) -> Edit:
    if wish.do not in ACTIONS or wish.do == "undo":
        raise BadEdit(f"'{wish.do}' is nothing that can be done to an entity; known: {', '.join(ACTIONS)}")
    value, because = " ".join(wish.value.split()), " ".join(wish.because.split())
    if max(len(value), len(because)) > LONGEST:
        raise BadEdit(f"a name or reason is at most {LONGEST} characters long; shorten it")
    if wish.do in ("rename", "alias", "type") and not value:
        raise BadEdit(f"to {wish.do} an entity takes a {'type' if wish.do == 'type' else 'name'}")
    if wish.do == "type" and value not in tuple(EntityType):
        raise BadEdit(f"'{value}' is no type; known: {', '.join(EntityType)}")
    return Edit(0, _now(), by, wish.do, _names(wish, store), value, because)


def _names(wish: Wish, store: Store) -> tuple[tuple[str, str], ...]:
    own = store.entity_names(wish.entity)
    if wish.do == "merge":
        others = [each for each in wish.others if each != wish.entity]
        if not others:
            raise BadEdit("merging takes another entity: name the one that is the same")
        own += [name for each in others for name in store.entity_names(each)]
    if wish.do == "split":
        own = _apart(store.entity(wish.entity), own, wish.others)
    return tuple(dict.fromkeys(own))


def _apart(entity: Entity, own: Sequence[tuple[str, str]], apart: Sequence[str]) -> list[tuple[str, str]]:
    known = dict.fromkeys(name for _, name in own)
    unknown = [name for name in apart if name not in known]
    if unknown:
        raise NotFound(f"«{entity.name}» has no name «{unknown[0]}»; its names: {', '.join(known)}")
    if not apart or len(set(apart)) == len(known):
        raise BadEdit(f"splitting takes some of the names out, and leaves some; those of «{entity.name}»: {', '.join(known)}")
    return [key for key in own if key[1] in apart]


def _write(config: Config, store: Store, edit: Edit) -> Edit:
    made = entities.add_edit(config.root or Path(), edit)
    pipeline.relink(config, store)
    return made


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
