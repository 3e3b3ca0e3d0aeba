"""One web source fetched: its addresses gathered, each page asked for, what changed put on the shelf."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from corpus.config import Config, Source
from corpus.errors import Unfetchable, UnreadableFile
from corpus.fetch import Fetched
from corpus.fetch.client import Answer, Client
from corpus.fetch.listing import read_listing
from corpus.sources import MEGABYTE, Shelf, Visit

_NOTE_EVERY = 20
"""So many pages a kill may cost: they would be asked for again."""


def fetch_source(config: Config, source: Source) -> Iterator[Fetched]:
    """What became of each address, told as it happens; the index of snapshots is written as it goes, and at the end."""
    with Client(config, source.pages.allowed()) as client:
        yield from _Fetch(config, source, client).go()


class _Fetch:
    """One source's fetch, from its index before to its index after."""

    def __init__(self, config: Config, source: Source, client: Client) -> None:
        self._config, self._source, self._client = config, source, client
        self._shelf = Shelf(source.path)
        self._visits = self._shelf.visits()
        self._lists = dict.fromkeys((*source.pages.sitemaps, *source.pages.feeds))
        self._lists_failed = False

    def go(self) -> Iterator[Fetched]:
        """Lists first, then pages in their order."""
        try:
            wanted: dict[str, None] = dict.fromkeys(self._source.pages.urls)
            yield from self._gather(wanted)
            for number, url in enumerate(wanted, 1):
                yield self._page(url)
                if number % _NOTE_EVERY == 0:
                    self._shelf.note(self._visits)
            self._forget(wanted)
        finally:
            self._shelf.note(self._visits)

    def _gather(self, wanted: dict[str, None]) -> Iterator[Fetched]:
        """``wanted`` grows by what sitemaps and feeds list; a list that cannot be read is told."""
        todo = list(self._lists)
        while todo:
            url = todo.pop(0)
            visit = Visit(url, _now())
            try:
                answer = self._client.ask(url)
                listing = read_listing(answer.content, answer.url, self._config["fetch.file_mb"] * MEGABYTE)
            except (Unfetchable, UnreadableFile) as error:
                self._lists_failed = True
                yield self._failed(visit, error)
                continue
            todo += [sitemap for sitemap in listing.sitemaps if sitemap not in self._lists]
            self._lists |= dict.fromkeys(listing.sitemaps)
            room = self._config["fetch.pages"] - len(wanted)
            fresh = [page for page in listing.pages if page not in wanted]
            wanted |= dict.fromkeys(fresh[: max(0, room)])
            self._visits[url] = visit
            if len(fresh) > room or len(self._lists) > self._config["fetch.pages"]:
                todo = []
                limit = f"lists more than {self._config['fetch.pages']} pages; the rest is left (fetch.pages)"
                yield self._failed(visit, Unfetchable(limit))

    def _page(self, url: str) -> Fetched:
        before = self._visits.get(url, Visit(url, ""))
        is_kept = bool(before.file) and (self._source.path / before.file).is_file()
        known = (before.etag, before.modified) if is_kept else ("", "")
        try:
            answer = self._client.ask(url, *known)
        except Unfetchable as error:
            return self._failed(replace(before, time=_now(), status=error.status), error)
        is_forgotten = bool(before.sha256) and not before.file
        if (is_kept and answer.status == 304) or (
            (is_kept or is_forgotten) and sha256(answer.content).hexdigest() == before.sha256
        ):
            etag, modified = answer.etag or before.etag, answer.modified or before.modified
            self._visits[url] = replace(before, time=_now(), status=answer.status, etag=etag, modified=modified, reason="")
            return Fetched(self._source.name, url, "unchanged", before.file)
        if not answer.content:
            return self._failed(replace(before, time=_now(), status=answer.status), Unfetchable("the page is empty"))
        return self._keep(url, answer, "changed" if before.file else "new")

    def _keep(self, url: str, answer: Answer, status: str) -> Fetched:
        time = _now()
        suffix = mimetypes.guess_extension(answer.media_type) or ""
        file = self._shelf.keep(url, answer.content, time, suffix)
        digest = sha256(answer.content).hexdigest()
        self._visits[url] = Visit(url, time, answer.status, answer.etag, answer.modified, digest, file)
        return Fetched(self._source.name, url, status, file)

    def _failed(self, visit: Visit, error: Exception) -> Fetched:
        self._visits[visit.url] = replace(visit, reason=str(error))
        return Fetched(self._source.name, visit.url, "failed", visit.file, str(error))

    def _forget(self, wanted: dict[str, None]) -> None:
        """Addresses that nobody wants any more fail no more; what was kept of them stays. A list that failed may want them."""
        if self._lists_failed:
            return
        for url in self._visits.keys() - wanted.keys() - self._lists.keys():
            visit = self._visits[url]
            if visit.file:
                self._visits[url] = replace(visit, reason="")
            else:
                del self._visits[url]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
