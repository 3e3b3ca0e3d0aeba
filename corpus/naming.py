"""Names of the store to entities, by the rules of linking and by what people decided in the archive's journal."""

from __future__ import annotations

import hashlib

from corpus import entities
from corpus.config import Config
from corpus.store import Store

LINKING_VERSION = 1
"""Grows when the same names would be linked otherwise."""


def link_names(config: Config, store: Store) -> bool:
    """True when entities were linked anew: names, rules or people's decisions changed since the last time. Raises BadConfig."""
    edits = entities.standing(entities.load_journal(config.root))
    mark = f"{LINKING_VERSION}.{hashlib.sha1(repr(edits).encode(), usedforsecurity=False).hexdigest()[:8]}"
    if not store.needs_linking(mark):
        return False
    store.relink(entities.link(store.names(), store.aliases(), edits), mark)
    return True
