"""The JSON of saved searches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.saved import SavedSearch, Told


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search, and the documents it was told of, newest first."""

    search: dict[str, Any]
    told: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """All searches that one person saved."""

    ok: bool
    searches: list[Saved]


def saved(found: Iterable[tuple[SavedSearch, Sequence[Told]]]) -> SavedSearches:
    """Saved searches for programs."""
    return SavedSearches(True, [Saved(search.as_values(), [hit.as_values() for hit in told]) for search, told in found])
