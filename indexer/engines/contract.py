"""What every engine offers, and no more: build, open, search. One module an engine; the tree is compiled there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from corpus.model import IndexRecord
from indexer.engines.vocabulary import Vocabulary
from indexer.plan import Plan
from indexer.weights import Weights

FACET_VALUES = 50
"""Values of a facet that are counted out: those of most documents, equals by value."""

SCORED_TERMS = 40
"""A word that stands for more terms, as a wildcard does, scores the same wherever it is found."""

DAYS = ("first_day", "last_day")
"""Fields of a document's first and last day."""

UNDATED = 0


def ordinal(day: str) -> int:
    """The day (ISO) as a proleptic Gregorian ordinal; ``UNDATED`` for ""."""
    return date.fromisoformat(day).toordinal() if day else UNDATED


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in an answer: the ``key`` by which the engine orders it, its id, how many stand up to it."""

    key: float
    id: str
    at: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page of an answer is meant: the ``page`` by number, or what comes ``after`` or right ``before`` a place."""

    page: int
    size: int
    after: Place | None = None
    before: Place | None = None

    @property
    def start(self) -> int:
        """How many hits come before the page, as far as places tell."""
        if self.before is not None:
            return max(0, self.before.at - 1 - self.size)
        return self.after.at if self.after is not None else (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer: the exact total, ``(document id, score)`` in order, counts of each facet's first values.

    ``first`` and ``last`` are the places of the page's first and last document, None on an empty page; ``more`` says whether
    any comes after the page.
    """

    total: int
    page: tuple[tuple[str, float], ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    first: Place | None = None
    last: Place | None = None
    more: bool = False


class Reader(Protocol):
    """An open index: it keeps showing what it held when it was opened, whatever is built beside it."""

    def search(
        self,
        plan: Plan,
        *,
        page: int,
        size: int,
        sort: str,
        facets: Sequence[str],
        after: Place | None = None,
        before: Place | None = None,
    ) -> Found:
        """The answer, by relevance or newest first; equals by document id. Facets count all that was found.

        With ``after`` the page holds what follows that place, whichever ``page`` it is, with ``before`` what comes right
        before it, or the first page where that would be less than a page; the place's document need not be held.
        """

    def count(self, plan: Plan) -> int:
        """How many documents answer."""

    def matching(self, plan: Plan) -> list[str]:
        """Ids of all documents that answer, in order."""

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms of a posting field that begin with ``prefix``, each with its documents; most frequent first."""

    def values(self, field: str) -> Mapping[str, int]:
        """Every value of a keyword field with its documents."""

    def vocabulary(self) -> Vocabulary:
        """All forms that the documents hold, read at the first call."""

    def ids(self) -> Iterator[str]:
        """Ids of all documents held, in order."""

    def close(self) -> None:
        """Files are let go."""


def turned(reader: Reader, plan: Plan, turn: Turn, sort: str, facets: Sequence[str] = ()) -> Found:
    """The page of an answer that is meant."""
    return reader.search(plan, page=turn.page, size=turn.size, sort=sort, facets=facets, after=turn.after, before=turn.before)


class Engine(Protocol):
    """How an index is made in an empty folder, changed and opened again; ``updates``: how often until it is made anew."""

    name: str
    updates: int

    def build(self, folder: Path, records: Iterable[IndexRecord], weights: Weights) -> int:
        """An index of all ``records``, in order of id, is in ``folder``; the number of documents."""

    def update(self, folder: Path, records: Iterable[IndexRecord], gone: Collection[str], weights: Weights) -> int:
        """The index in ``folder`` holds ``records``, in order of id, instead of what it held under their ids, and not ``gone``.

        No file is written into, for other folders share them. The number of documents.
        """

    def open(self, folder: Path, weights: Weights) -> Reader:
        """A reader of the index in ``folder``. Raises IndexMissing when it cannot be read."""

    def publish(self, folder: Path) -> None:
        """Whatever of the index lies outside of ``folder`` is now the archive's in use."""

    def sweep(self, used: Path | None) -> None:
        """Of all indexes of the archive only the one in the folder ``used`` has anything left outside of its folder."""

    def sweep_views(self) -> None:
        """The same for indexes of views whose folders are gone."""
