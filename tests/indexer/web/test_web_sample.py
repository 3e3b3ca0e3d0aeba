"""The sample archive, looked at page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from corpus.config import Config
from corpus.store import Store


def test_every_page_of_the_sample_is_whole(raw_archive: Config, browse: Callable[..., Any], look: Callable[..., Any]) -> None:
    """Every document with and without hits, the most present entities, and all lists are good HTML, as they are JSON."""
    with Store.of(raw_archive) as store:
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


def test_pages_of_hits_lead_to_the_end(raw_archive: Config, browse: Callable[..., Any], look: Callable[..., Any]) -> None:
    """Next follows the last document shown, so that each hit is met once; its list goes on counting; there is a way back."""
    met, page, starts = [], "/search?duplicates=show", []
    with browse(raw_archive) as client:
        while page:
            html = client.get(page).text
            starts.append(int(re.search(r'<ol class="hits" start="(\d+)"', html)[1]))  # type: ignore[index]
            met += re.findall(r'<h2><a href="/document/(\w+)', html)
            assert ('rel="prev"' in html) is (len(starts) > 1)
            following = re.search(r'rel="next" href="([^"]+)"', html)
            page = unescape(following[1]) if following else ""
            assert "after=" in page or not page
    with Store.open(raw_archive.data) as store:
        assert sorted(met) == sorted(store.ids())
    assert starts == list(range(1, len(met) + 1, 10))
