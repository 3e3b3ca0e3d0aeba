"""Whoever asks the archive: a name, a role, and the collections that are closed to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do, each what those before may too: read; see masked contacts; correct entities; run the house."""

    READER = "reader"
    RESEARCHER = "researcher"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, other: Role) -> bool:
        """True when whoever has this role may do what the other role allows."""
        return _RANKS[self] >= _RANKS[other]


_RANKS = {role: rank for rank, role in enumerate(Role)}


class Scope(StrEnum):
    """What a token may be used for, each what those before may too."""

    READ = "read"
    EDIT = "edit"
    ADMIN = "admin"


_MOST = {Scope.READ: Role.RESEARCHER, Scope.EDIT: Role.EDITOR, Scope.ADMIN: Role.ADMIN}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``hidden`` names the collections that they may not read: documents in one of them do not exist for them.

    ``name`` is "" for the person at this machine and for strangers at a public archive, who have no account; ``known`` tells
    those apart from people with one.
    """

    name: str
    role: Role
    hidden: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """True for a person with an account of their own."""
        return bool(self.name)

    def may(self, role: Role) -> bool:
        """True when the person may do what ``role`` allows."""
        return self.role.covers(role)


LOCAL = Person("", Role.ADMIN)
"""Whoever sits at the machine of an archive without users: every right, nothing hidden."""


def public(closed: Iterable[str]) -> Person:
    """A stranger at an archive that is open to all: a reader of everything but the ``closed`` collections."""
    return Person("", Role.READER, frozenset(closed))


def limited(role: Role, scopes: Iterable[Scope]) -> Role:
    """The role that is left of ``role`` when a token of these scopes is shown."""
    most = max((_MOST[scope] for scope in scopes), key=_RANKS.__getitem__, default=Role.READER)
    return min(role, most, key=_RANKS.__getitem__)
