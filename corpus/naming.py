"""Names of the store to entities, by the rules of linking and by what people decided in the archive's journal."""

from __future__ import annotations

import hashlib

from corpus.config import JOURNAL, Config
from corpus.store import Store

LINKING_VERSION = 1
"""Grows when the same names would be linked otherwise."""


def is_linking_due(config: Config, store: Store) -> bool:
    """True when names, rules or people's decisions changed since names were linked last."""
    return store.needs_linking(_mark(config))


def link_names(config: Config, store: Store) -> bool:
    """True when entities were linked anew: names, rules or people's decisions changed since the last time. Raises BadConfig."""
    mark = _mark(config)
    if not store.needs_linking(mark):
        return False
    from corpus import entities  # 200 ms of rules and lists of names, which a run that changes nothing is spared

    edits = entities.standing(entities.load_journal(config.root))
    store.relink(entities.link(store.names(), store.aliases(), edits), mark)
    return True


def _mark(config: Config) -> str:
    """The rules and the journal as it stands, byte for byte."""
    journal = config.root / JOURNAL if config.root is not None else None
    said = journal.read_bytes() if journal is not None and journal.exists() else b""
    return f"{LINKING_VERSION}.{hashlib.sha1(said, usedforsecurity=False).hexdigest()[:8]}"
