"""Stores of tests on a server: what a test opens in a folder is then a schema of a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cluster.database import Database, why_not

from corpus.config import Config
from corpus.store import Store

FILE, SERVER = "sqlite", "postgresql"
KEPT = (FILE, SERVER)


@contextmanager
def kept_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """While it lasts, the store of every folder is where the fixture's parameter says."""
    if request.param == FILE:
        yield
        return
    if reason := why_not():
        pytest.skip(reason)
    with on_server(request.getfixturevalue("database")):
        yield


@contextmanager
def on_server(database: Database) -> Iterator[None]:
    """``Store.open`` and ``Store.of`` lead to the server, to a schema for each folder."""
    from corpus.store.postgres import Server  # an extra

    def opened(folder: Path, *, write: bool = False, boilerplate_documents: int = 3) -> Store:
        server = Server(database.url, database.schema(folder), "")
        return Store.on_server(server, folder, write=write, boilerplate_documents=boilerplate_documents)

    def of_config(config: Config, *, write: bool = False) -> Store:
        return opened(config.data, write=write, boilerplate_documents=config["analysis.boilerplate_documents"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "open", opened)
        patch.setattr(Store, "of", of_config)
        yield
