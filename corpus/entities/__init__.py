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
from corpus.entities.link import link

__all__ = [
    "ACTIONS",
    "FILE_NAME",
    "Edit",
    "add_edit",
    "forget_names",
    "holding",
    "link",
    "load_journal",
    "standing",
    "unknown_names",
]
