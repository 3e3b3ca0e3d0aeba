"""Names of the store to entities, by the rules of linking and by what people decided in the archive's journal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.config import JOURNAL, Config
from corpus.store import Store

LINKING_VERSION = 2
"""Grows when the same names would be linked otherwise."""


def is_linking_due(config: Config, store: Store) -> bool:
    """True when names, rules or people's decisions changed since names were linked last."""
    return store.needs_linking(_mark(config, store.translations()))


def link_names(config: Config, store: Store) -> bool:
    """True when entities were linked anew: names, rules or people's decisions changed since the last time. Raises BadConfig."""
    pairs = store.translations()
    mark = _mark(config, pairs)
    if not store.needs_linking(mark):
        return False
    from corpus import entities  # 200 ms of rules and lists of names, which a run that changes nothing is spared

    edits = entities.standing(entities.load_journal(config.root))
    names = {name.id: name for name in store.names()}
    clues = [
        *entities.translated(names, store.placed_names(pairs, entities.TYPES)),
        *entities.addressed(store.addressed_names(entities.TYPES)),
    ]
    store.relink(entities.link(names.values(), store.aliases(), edits, clues), mark)
    return True


def _mark(config: Config, translations: Sequence[tuple[int, int]]) -> str:
    """The rules, the journal as it stands, byte for byte, and which documents are translations."""
    journal = config.root / JOURNAL if config.root is not None else None
    said = journal.read_bytes() if journal is not None and journal.exists() else b""
    said += repr(translations).encode()
    return f"{LINKING_VERSION}.{hashlib.sha1(said, usedforsecurity=False).hexdigest()[:8]}"
