"""An empty store for each test, in a file and on a server: every test here holds for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster.kept import KEPT, kept_in

from corpus.store import Store


@pytest.fixture(scope="module", params=KEPT, autouse=True)
def kept(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the stores of these tests are: each module runs once for SQLite's file and once for PostgreSQL."""
    with kept_in(request):
        yield request.param


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store that may be written, threshold of boilerplate at its default."""
    with Store.open(tmp_path, write=True) as opened:
        yield opened
