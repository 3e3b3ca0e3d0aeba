"""An empty store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store that may be written, threshold of boilerplate at its default."""
    with Store.open(tmp_path, write=True) as opened:
        yield opened
