"""The store: what an archive knows, in one place, with one writer and any number of readers."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.config import Config
from corpus.errors import NotFound
from corpus.store.alike import AlikeReader, AlikeWriter
from corpus.store.charsets import CharsetChooser
from corpus.store.documents import DocumentReader
from corpus.store.door import Connection
from corpus.store.erasing import Eraser
from corpus.store.file import FileConnection, file_bytes
from corpus.store.intake import IntakeReader
from corpus.store.lock import hold
from corpus.store.overview import OverviewReader
from corpus.store.schema import open_reading, open_writing

if TYPE_CHECKING:
    from corpus.store.postgres import Server


class Store(DocumentReader, IntakeReader, OverviewReader, AlikeReader, AlikeWriter, CharsetChooser, Eraser):
    """An open store; close it, or use it in a ``with`` statement."""

    def __init__(self, connection: Connection, boilerplate_documents: int, closing: ExitStack) -> None:
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
            return cls(FileConnection(connection), boilerplate_documents, stack.pop_all())

    @classmethod
    def of(cls, config: Config, *, write: bool = False) -> Store:
        """The store of an archive, wherever its settings keep it; else as ``open``. Raises StoreUnreachable, BadConfig too."""
        boilerplate = int(config["analysis.boilerplate_documents"])
        if not config["store.url"]:
            return cls.open(config.data, write=write, boilerplate_documents=boilerplate)
        from corpus.store.postgres import Server  # an extra

        return cls.on_server(Server.of(config), config.data, write=write, boilerplate_documents=boilerplate)

    @classmethod
    def on_server(cls, server: Server, folder: Path, *, write: bool = False, boilerplate_documents: int = 3) -> Store:
        """The store on a PostgreSQL server of the archive with data in ``folder``."""
        from corpus.store.postgres import open_reading, open_writing

        with ExitStack() as stack:
            if write:
                stack.enter_context(hold(folder))
            connection = open_writing(server) if write else open_reading(server)
            stack.callback(connection.close)
            return cls(connection, boilerplate_documents, stack.pop_all())

    def size_bytes(self) -> int:
        """Bytes that the store takes where it is kept."""
        return self._connection.size_bytes()

    def stamp(self) -> str:
        """Differs whenever the store may say something else."""
        return self._connection.stamp()

    def versions_used(self) -> dict[str, str]:
        """The database's name and its version."""
        return self._connection.versions()

    def close(self) -> None:
        """The connection is closed and the lock free."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def store_bytes(config: Config) -> int:
    """Bytes that an archive's store takes; 0 before anything was read."""
    if not config["store.url"]:
        return file_bytes(config.data)
    try:
        with Store.of(config) as store:
            return store.size_bytes()
    except NotFound:
        return 0
