"""Saved searches answered: only among what changed since each was answered last, and never with the same document twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.errors import BadQuery, IndexMissing
from corpus.model import Hit
from indexer.saved.book import Book, now
from indexer.saved.values import News, SavedSearch, Told

if TYPE_CHECKING:
    from indexer.search import Archive


def save_search(book: Book, archive: Archive, search: SavedSearch, generation: int | None = None) -> SavedSearch:
    """The search as saved: what answers it now is known, and news are what comes later. Raises BadQuery.

    ``generation`` is the whole archive's, where ``archive`` is what its owner may read of it.
    """
    try:
        known = archive.every(search.query, duplicates="show", **_options(search))
    except IndexMissing:
        known = ()  # nothing can be found yet: all that comes is news
    return book.add(
        replace(search, since=now(), generation=archive.store.generation() if generation is None else generation), known
    )


def find_news(
    book: Book, archive: Archive, owner: str | None = None, read_by: Callable[[str], Archive] | None = None
) -> Iterator[News]:
    """Each saved search (of all owners, or one) with what it has not been told, which it counts as told from then on.

    ``archive`` is all of it, ``read_by`` gives what each owner may read of it. Raises IndexMissing.
    """
    generation = archive.store.generation()
    for search in book.searches(owner):
        if search.generation == generation:
            yield News(search)
            continue
        changed = archive.store.changed_since(search.generation).put
        try:
            found = (read_by(search.owner) if read_by else archive).among(
                book.untold(search.number, changed), search.query, **_options(search)
            )
        except BadQuery as error:
            # the language of queries may grow narrower with a new svod: the others are asked all the same
            yield News(search, (), str(error))
            continue
        at = now()
        hits = [_told(hit, at) for hit in found]
        book.tell(search.number, hits, generation)
        yield News(search, hits)


def _options(search: SavedSearch) -> dict[str, Any]:
    return {
        "filters": search.filters,
        "precision": search.precision,
        "across": search.across,
        "dropped": search.dropped,
    }


def _told(hit: Hit, at: str) -> Told:
    snippet = hit.snippets[0] if hit.snippets else None
    spans = tuple((span.start, span.stop) for span in snippet.spans) if snippet else ()
    return Told(hit.id, hit.title, hit.path, snippet.text if snippet else "", spans, hit.why, at)
