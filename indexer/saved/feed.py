"""A saved search as an Atom feed: an entry for each document that it was told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from indexer.atom import Entry, feed
from indexer.saved.values import SavedSearch, Told


def as_feed(archive: str, search: SavedSearch, told: Sequence[Told], address: str, link: Callable[[str], str]) -> str:
    """The feed, newest first, for a reader that finds it at ``address``; ``link`` gives the address of a document."""
    entries = (Entry(hit.document, hit.title or hit.path, hit.at, link(hit.document), html=marked(hit)) for hit in told)
    updated = told[0].at if told else search.since
    return feed(address, f"{archive}: {search.title}", archive, updated, entries, address=address)


def marked(hit: Told) -> str:
    """Where a document answers, as HTML with the answering words marked; why it does where the text does not show it."""
    if not hit.match:
        return escape("; ".join(hit.why))
    parts, last = [], 0
    for start, stop in hit.spans:
        parts += [escape(hit.match[last:start]), f"<mark>{escape(hit.match[start:stop])}</mark>"]
        last = stop
    return "".join([*parts, escape(hit.match[last:])])
