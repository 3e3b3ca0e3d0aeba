"""Names to entities: which names of the archive are one thing in the world, each with its reason."""

from corpus.entities.journal import (
    ACTIONS,
    FILE_NAME,
    Edit,
    add_edit,
    forget_names,
    holding,
    load_journal,
    standing,
    unknown_names,
)
from corpus.entities.kin import TYPES, Clue, addressed, translated
from corpus.entities.link import link, person_key

__all__ = [
    "ACTIONS",
    "FILE_NAME",
    "TYPES",
    "Clue",
    "Edit",
    "add_edit",
    "addressed",
    "forget_names",
    "holding",
    "link",
    "load_journal",
    "person_key",
    "standing",
    "translated",
    "unknown_names",
]
