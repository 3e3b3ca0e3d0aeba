"""The store: what an archive knows, in one file, with one writer and any number of readers."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.store.alike import AlikeReader, AlikeWriter
from corpus.store.charsets import CharsetChooser
from corpus.store.documents import DocumentReader
from corpus.store.erasing import Eraser
from corpus.store.intake import IntakeReader
from corpus.store.lock import hold
from corpus.store.overview import OverviewReader
from corpus.store.schema import open_reading, open_writing


class Store(DocumentReader, IntakeReader, OverviewReader, AlikeReader, AlikeWriter, CharsetChooser, Eraser):
    """An open store; close it, or use it in a ``with`` statement."""

    def __init__(self, connection: sqlite3.Connection, boilerplate_documents: int, closing: ExitStack) -> None:
        super().__init__(connection, boilerplate_documents)
        self._closing = closing

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, boilerplate_documents: int = 3) -> Store:
        """The store in ``folder``, at the newest version if it may write. A reader sees what was last committed.

        Raises ArchiveLocked when another writes, NotFound when there is nothing to read yet, StoreTooNew, StoreDamaged.
        """
        with ExitStack() as stack:
            if write:
                stack.enter_context(hold(folder))
            connection = open_writing(folder) if write else open_reading(folder)
            stack.callback(connection.close)
            return cls(connection, boilerplate_documents, stack.pop_all())

    def close(self) -> None:
        """The file is closed and the lock free."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
