"""The archive as the web view holds it: opened when first needed, shared by threads, reopened when its store is replaced."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from corpus.config import Config
from corpus.errors import IndexMissing, NotFound, SvodError
from corpus.store import FILE_NAME, Store
from indexer.build import build_index, current_index
from indexer.people import Attempts
from indexer.saved import Book
from indexer.search import Archive
from indexer.web.memory import Memory
from indexer.web.pictures import Pictures


class Door:
    """Lets requests into one archive."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.memory = Memory()
        self.attempts = Attempts()
        self.pictures = Pictures(config)
        self._lock, self._writing = Lock(), Lock()
        self._open: Archive | None = None
        self._identity: tuple[int, int] | None = None
        self._retired: list[Archive] = []
        self._book: Book | None = None

    def archive(self) -> Archive:
        """The archive, open. Raises IndexMissing while nothing was read into it, StoreDamaged, StoreTooNew."""
        with self._lock:
            identity = _identity(self.config.data / FILE_NAME)
            if self._open is None or identity != self._identity:
                try:
                    fresh = Archive.open(self.config)
                except NotFound as error:
                    # an archive without a store is not ready; what was asked for may well exist
                    raise IndexMissing(str(error)) from error
                if self._open is not None:
                    self._retired.append(self._open)  # requests under way may still read it
                self._open, self._identity = fresh, identity
            return self._open

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
        boilerplate = self.config["analysis.boilerplate_documents"]
        with self._writing, Store.open(self.config.data, write=True, boilerplate_documents=boilerplate) as store:
            yield store
            build_index(self.config, store)

    def stamp(self) -> str:
        """Differs whenever store or index may hold something else; costs three looks at the file system."""
        store = self.config.data / FILE_NAME
        try:
            index = current_index(self.config).name
        except IndexMissing:
            index = ""
        return f"{_stamp(store)} {_stamp(store.with_name(FILE_NAME + '-wal'))} {index}"

    def close(self) -> None:
        """Everything is let go."""
        with self._lock:
            for archive in (*self._retired, self._open):
                if archive is not None:
                    archive.close()
            self._open, self._retired = None, []
            if self._book is not None:
                self._book.close()
                self._book = None
        self.pictures.close()


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
