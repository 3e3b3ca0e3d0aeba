"""What whoever opens a store may count on."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import NotFound
from corpus.store import Store


def test_nothing_to_read_yet(tmp_path: Path) -> None:
    """An archive that was never ingested says so."""
    with pytest.raises(NotFound, match="run: svod ingest"):
        Store.open(tmp_path)


def test_a_batch_is_whole_or_nothing(tmp_path: Path) -> None:
    """An error inside a batch undoes all of it, inner batches too; readers never saw it."""
    with Store.open(tmp_path, write=True) as store, Store.open(tmp_path) as reader:

        def begin_and_fail() -> None:
            with store.batch():
                store.begin_run("ingest")
                assert reader.runs() == []
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            begin_and_fail()
        assert store.runs() == []
        store.begin_run("ingest")
        assert len(reader.runs()) == 1
