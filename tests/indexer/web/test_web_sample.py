"""The sample archive, looked at page by page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index

RAW = Path(__file__).parents[3] / "raw"

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason="the sample archive raw/ is not here")


def test_every_page_of_the_sample_is_whole(tmp_path: Path, browse: Callable[..., Any], look: Callable[..., Any]) -> None:
    """Every document with and without hits, the most present entities, and all lists are good HTML, as they are JSON."""
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("sample", str(RAW)), "utf-8")
    config = configuration.load(tmp_path, environment={})
    with Store.open(config.data, write=True) as store:
        ingest(config, store)
        build_index(config, store)
        documents = list(store.ids())
        entities = [entity.id for entity in store.entities(limit=40)]
    with browse(config) as client:
        for path in ("/", "/search", "/search?q=проект", "/entities", "/runs"):
            look(client, path)
        for document in documents:
            look(client, f"/document/{document}")
            look(client, f"/document/{document}", q="Алматы OR город OR city")
            assert client.get(f"/document/{document}.json").json()["id"] == document
            assert client.get(f"/document/{document}/original").content
        for entity in entities:
            look(client, f"/entity/{entity}")
            assert client.get(f"/entity/{entity}.json").json()["evidence"]
