"""What a saved search is, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.model import Span

LOCAL = "local"
"""Who saves at the command line, and in a web view without users."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that is asked again whenever the archive changes.

    ``filters`` are values by field, ``mail`` the address that is told ("" for none), ``since`` when it was saved (ISO, UTC),
    ``generation`` the state of the store up to which it was answered. ``number`` is its own for ever, 0 before it is saved.
    """

    owner: str
    query: str
    name: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    precision: str = "wide"
    across: bool = True
    dropped: tuple[str, ...] = ()
    mail: str = ""
    since: str = ""
    generation: int = 0
    number: int = 0

    @property
    def title(self) -> str:
        """What people call it: the name given, else the query, else its filters."""
        said = "; ".join(f"{name}: {', '.join(values)}" for name, values in self.filters.items())
        return self.name or self.query.strip() or said or "*"

    def question(self) -> dict[str, Any]:
        """What decides which documents answer, as an object."""
        return {
            "query": self.query,
            "filters": {name: list(values) for name, values in self.filters.items()},
            "precision": self.precision,
            "across": self.across,
            "dropped": list(self.dropped),
        }

    def as_values(self) -> dict[str, Any]:
        """The search as an object."""
        return {
            "number": self.number,
            "owner": self.owner,
            "name": self.title,
            "mail": self.mail,
            "since": self.since,
            **self.question(),
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A document of which a search was told: where it answers, and when (ISO, UTC) it was told.

    ``match`` is the stretch of text that answers, its answering words at ``spans``; "" where the answer is not in the text.
    """

    document: str
    title: str
    path: str
    match: str
    spans: tuple[tuple[int, int], ...]
    why: tuple[str, ...]
    at: str

    @property
    def marks(self) -> tuple[Span, ...]:
        """The answering words as spans of ``match``."""
        return tuple(Span(start, stop) for start, stop in self.spans)

    def as_values(self) -> dict[str, Any]:
        """The hit as an object."""
        return {
            "document": self.document,
            "title": self.title,
            "path": self.path,
            "match": self.match,
            "spans": [list(span) for span in self.spans],
            "why": list(self.why),
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
class News:
    """A saved search with what it has not been told before; ``trouble`` says why it could not be asked, "" when it was."""

    search: SavedSearch
    hits: Sequence[Told] = ()
    trouble: str = ""

    def as_values(self) -> dict[str, Any]:
        """The news as an object."""
        return {
            "search": self.search.as_values(),
            "hits": [hit.as_values() for hit in self.hits],
            "trouble": self.trouble,
        }
