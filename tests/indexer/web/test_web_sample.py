"""The sample archive, looked at page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.config import Config
from corpus.store import Store


def test_every_page_of_the_sample_is_whole(raw_archive: Config, browse: Callable[..., Any], look: Callable[..., Any]) -> None:
    """Every document with and without hits, the most present entities, and all lists are good HTML, as they are JSON."""
    with Store.open(raw_archive.data) as store:
        documents = list(store.ids())
        entities = [entity.id for entity in store.entities(limit=40)]
    with browse(raw_archive) as client:
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
