"""Postings on their way into Whoosh, gathered by term.

Whoosh's own pool sorts single postings and pickles each when memory is full. Documents come in order, so a term's postings
are sorted as they arrive: only terms need sorting, and a full pool is written as whole lists.
"""

from __future__ import annotations

import heapq
import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

_Lists: TypeAlias = "tuple[array[int], array[float], list[bytes]]"
_Run: TypeAlias = "tuple[str, bytes, int, _Lists]"

_POSTING_BYTES = 60
"""What a posting takes in memory beside its value, about: a bytes object, a list slot and two numbers."""


class TermPool:
    """Takes postings of documents in ascending order; gives them back by field, term and document.

    More than ``limit_bytes`` are kept in files in ``folder``, which ``cleanup`` removes.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self.fieldnames: set[str] = set()
        self._folder, self._limit = folder, limit_bytes
        self._size = 0
        self._runs: list[Path] = []
        self._fields = _empty()

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting: field, term, document, weight, value."""
        field, term, document, weight, value = item
        documents, weights, values = self._fields[field][term]
        documents.append(document)
        weights.append(weight)
        values.append(value)
        self._size += _POSTING_BYTES + len(value)
        if self._size > self._limit:
            self._spill()

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings, sorted; the pool is empty afterwards."""
        self.fieldnames = set(self._fields) | self.fieldnames
        runs = [_read(path) for path in self._runs]
        for field, term, _, (documents, weights, values) in heapq.merge(*runs, self._sorted(len(runs)), key=_place):
            for document, weight, value in zip(documents, weights, values, strict=True):
                yield field, term, document, weight, value

    def cleanup(self) -> None:
        """Files are removed."""
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs = []

    def _sorted(self, number: int) -> Iterator[_Run]:
        fields, self._fields = self._fields, _empty()
        for field in sorted(fields):
            for term in sorted(fields[field]):
                yield field, term, number, fields[field][term]

    def _spill(self) -> None:
        path = self._folder / f"postings-{len(self._runs)}.run"
        self.fieldnames |= set(self._fields)
        with path.open("wb") as file:
            for run in self._sorted(len(self._runs)):
                pickle.dump(run, file, pickle.HIGHEST_PROTOCOL)
        self._runs.append(path)
        self._size = 0


def _empty() -> defaultdict[str, defaultdict[bytes, _Lists]]:
    return defaultdict(lambda: defaultdict(lambda: (array("I"), array("f"), [])))


def _read(path: Path) -> Iterator[_Run]:
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)


def _place(run: _Run) -> tuple[str, bytes, int]:
    return run[:3]
