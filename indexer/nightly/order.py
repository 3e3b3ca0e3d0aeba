"""Which files a night reads first, should its time not suffice for all: the most asked for, then the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from corpus.model import Sighting
from corpus.store import Store


def ranked(store: Store, asked: Mapping[str, int]) -> Callable[[Sighting], tuple[float, ...]]:
    """The rank of a file: how often its document was opened, else how often those of its folder were; then its time."""
    by_folder: Counter[str] = Counter()
    for document, times in asked.items():
        for path in store.paths_of(document):
            by_folder[path.rpartition("/")[0]] += times

    def rank(sighting: Sighting) -> tuple[float, ...]:
        own = asked.get(store.document_at(sighting.path), 0) if asked else 0
        return float(own), float(by_folder[sighting.path.rpartition("/")[0]]), sighting.modified

    return rank
