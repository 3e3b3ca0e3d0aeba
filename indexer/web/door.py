"""The archive as the web view holds it: opened when first needed, shared by threads, reopened when its store is replaced."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from corpus.config import Config
from corpus.errors import IndexMissing, NotFound, SvodError
from corpus.store import FILE_NAME, Store
from indexer.build import build_index, current_index
from indexer.people import Attempts, Person
from indexer.saved import Book
from indexer.search import Archive
from indexer.views import make_views, view_of
from indexer.web.memory import Memory
from indexer.web.pictures import Pictures

_LONGEST_REQUEST_SECONDS = 900.0
_PAGES = 400
"""Pages that are kept as they were shown, some 40 kB each."""


@dataclass(frozen=True, slots=True)
class _Opened:
    identity: tuple[str, tuple[int, int] | None]
    archive: Archive


class Door:
    """Lets requests into one archive, each person to what is open to them; ``processes`` hold such a door each."""

    def __init__(self, config: Config, processes: int = 1) -> None:
        self.config = config
        self.memory, self.pages = Memory(), Memory(_PAGES)
        self.attempts = Attempts(processes=processes)
        self.pictures = Pictures(config)
        self._lock, self._writing = Lock(), Lock()
        self._open: dict[frozenset[str], _Opened] = {}
        self._retired: list[tuple[float, Archive]] = []
        self._preparing: Thread | None = None
        self._book: Book | None = None

    def archive(self, person: Person) -> Archive:
        """The archive as this person may read it. Raises IndexMissing until it is ready, StoreDamaged, StoreTooNew."""
        with self._lock:
            meant = self._view(person.hidden)
            identity = (meant.view, _identity(meant.house / FILE_NAME))
            held = self._open.get(person.hidden)
            if held is not None and held.identity == identity:
                return held.archive
            try:
                fresh = Archive.open(meant)
            except NotFound as error:
                # an archive without a store is not ready; what was asked for may well exist
                raise IndexMissing(str(error)) from error
            if held is not None:
                self._retire(held.archive)
            self._open[person.hidden] = _Opened(identity, fresh)
            return fresh

    def stamp(self) -> str:
        """Differs whenever store or index may hold something else; costs three looks at the file system, or asking a server."""
        store = self.config.data / FILE_NAME
        try:
            index = current_index(self.config).name
        except IndexMissing:
            index = ""
        if self.config["store.url"]:
            held = next(iter(self._open.values()), None)
            return f"{held.archive.store.stamp() if held else '-'} {index}"
        return f"{_stamp(store)} {_stamp(store.with_name(FILE_NAME + '-wal'))} {index}"

    def view(self, person: Person) -> str:
        """Which part of the archive a person is shown, and as of when; "" for all of it, "-" while it is not ready."""
        try:
            return view_of(self.config, person.hidden).view
        except (IndexMissing, OSError):
            return "-"

    def book(self) -> Book:
        """Where saved searches stand. Raises StoreDamaged, StoreTooNew."""
        with self._lock:
            if self._book is None:
                self._book = Book.open(self.config.data)
            return self._book

    def count_opening(self, document: str) -> None:
        """A person opened a document: when a night's time is short, it is read again before others."""
        # where readers may not write, or the file is damaged, the document is shown all the same
        with suppress(sqlite3.Error, SvodError):
            self.book().ask(document)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store, to be changed by one thread at a time; the index shows the change when it is let go.

        Raises ArchiveLocked while another run writes.
        """
        with self._writing, Store.of(self.config, write=True) as store:
            yield store
            build_index(self.config, store)

    def close(self) -> None:
        """Everything is let go."""
        with self._lock:
            for archive in (*(archive for _, archive in self._retired), *(held.archive for held in self._open.values())):
                archive.close()
            self._open, self._retired = {}, []
            if self._book is not None:
                self._book.close()
                self._book = None
        self.pictures.close()
        if self._preparing is not None:
            self._preparing.join()

    def _view(self, hidden: frozenset[str]) -> Config:
        """The person's view; where it is not made yet, making it begins."""
        try:
            return view_of(self.config, hidden)
        except OSError as error:
            raise IndexMissing(f"{self.config.house}: nothing was read into this archive yet; run: svod ingest") from error
        except IndexMissing as error:
            if self._preparing is None or not self._preparing.is_alive():
                self._preparing = Thread(target=self._prepare, args=(hidden,), daemon=True)
                self._preparing.start()
            raise IndexMissing("what you may read is being prepared; load the page again in a while") from error

    def _prepare(self, hidden: frozenset[str]) -> None:
        try:
            make_views(self.config, [hidden])
        except (SvodError, OSError) as error:
            print(f"views: {error}; run: svod index", file=sys.stderr, flush=True)

    def _retire(self, archive: Archive) -> None:
        """Requests under way may still read it; those of minutes ago have ended."""
        now = time.monotonic()
        for since, old in self._retired:
            if now - since > _LONGEST_REQUEST_SECONDS:
                old.close()
        self._retired = [each for each in self._retired if now - each[0] <= _LONGEST_REQUEST_SECONDS] + [(now, archive)]


def _identity(place: Path) -> tuple[int, int] | None:
    try:
        status = place.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _stamp(place: Path) -> str:
    try:
        status = place.stat()
    except OSError:
        return "-"
    return f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}"
